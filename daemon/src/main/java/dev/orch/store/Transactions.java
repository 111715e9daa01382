package dev.orch.store;

import java.util.function.Supplier;

/**
 * One unit of work over all stores. Whatever a store is asked for inside the unit sees and joins
 * it; a change outside of one is a programming error. Any thread may call it; units that write wait
 * for each other, so work in them is short and never calls git, a process or the network.
 */
public interface Transactions {

  /**
   * Runs the work and keeps all of its changes or, when it throws, none. Units do not nest.
   *
   * @throws StoreUnavailableException if the changes could not be kept: none was
   * @throws IllegalStateException inside another unit
   */
  <T> T write(Supplier<T> work);

  /** As {@link #write(Supplier)}, for work without an answer. */
  default void write(Runnable work) {
    write(() -> {
      work.run();
      return true;
    });
  }

  /**
   * Makes sure that the file is there in which a unit is kept. A look at its name, nothing more.
   *
   * @throws StoreUnavailableException if it was deleted or replaced
   */
  void requireFile();

  /**
   * Runs reads that see one moment. Inside another unit it is part of that.
   *
   * @throws StoreUnavailableException if the store cannot be read
   */
  <T> T read(Supplier<T> work);
}
