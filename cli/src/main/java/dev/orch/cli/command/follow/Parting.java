package dev.orch.cli.command.follow;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells who interrupts a command what goes on without them, while the process ends. */
public final class Parting {
  private final Consumer<String> notice;
  private final Supplier<String> words;
  private final AtomicBoolean over = new AtomicBoolean();

  private Parting(Consumer<String> notice, Supplier<String> words) {
    this.notice = notice;
    this.words = words;
  }

  /**
   * Ready from now on, until it is over.
   *
   * @param words found when they are needed
   */
  public static Parting with(Consumer<String> notice, Supplier<String> words) {
    Parting parting = new Parting(notice, words);
    Runtime.getRuntime().addShutdownHook(new Thread(parting::say, "parting"));
    return parting;
  }

  /** The command ends by itself: there is nothing to tell. */
  public void over() {
    over.set(true);
  }

  /** What there is to tell of a session. */
  public static String goesOn(String session) {
    return "%s goes on: orch wait %1$s waits for it, orch logs -f %1$s follows it, orch stop %1$s stops it"
        .formatted(session);
  }

  private void say() {
    if (!over.get()) {
      notice.accept(words.get());
    }
  }
}
