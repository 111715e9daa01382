package dev.orch.operation;

import dev.orch.domain.operation.AtWork;
import dev.orch.domain.operation.Operation;
import dev.orch.store.Stores;
import java.util.Optional;

/** What came of operations whose first answer never arrived. */
public final class OperationResults {
  private final Stores stores;

  /** Over the stores. */
  public OperationResults(Stores stores) {
    this.stores = stores;
  }

  /** What a request began that is at work still, in words. */
  public Optional<String> findAtWork(String receiptKey) {
    return stores
        .operations()
        .findByReceipt(receiptKey)
        .filter(operation -> operation.stage().isOpen())
        .map(open -> "%s; %s".formatted(AtWork.text(open), AtWork.look(open)));
  }

  /**
   * The operation that a request began, once it is done.
   *
   * @return empty while it is at work
   * @throws OperationFailedException if it was closed without being done
   */
  public Optional<Operation> of(String receiptKey) {
    Operation operation =
        stores
            .operations()
            .findByReceipt(receiptKey)
            .orElseThrow(() -> new OperationFailedException("nothing came of it"));
    if (operation.stage().isOpen()) {
      return Optional.empty();
    }
    operation
        .failure()
        .ifPresent(why -> {
          throw new OperationFailedException(why);
        });
    return Optional.of(operation);
  }
}
