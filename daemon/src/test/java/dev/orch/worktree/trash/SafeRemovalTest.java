package dev.orch.worktree.trash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Nothing but what was meant is removed, whatever others do meanwhile. */
class SafeRemovalTest extends SafeRemovalContract {
  private static final int RACES = 300;

  @Override
  SafeRemoval removal(Path below) {
    return new SafeRemoval(below);
  }

  /** Another program swaps a folder for a link to what must stay, again and again. */
  @Test
  void aSwapUnderItsHandsHarmsNothing() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Path session = root.resolve("session");
    Thread attacker = Thread.ofPlatform().start(() -> swap(session, over));
    try {
      for (int race = 0; race < RACES; race++) {
        removeWhatCanBe(session);
      }
    } finally {
      over.set(true);
      attacker.join();
    }

    assertThat(victim.resolve("precious")).hasContent("precious");
  }

  private void removeWhatCanBe(Path session) {
    try {
      Files.createDirectories(session.resolve("a/b"));
      new SafeRemoval(root).remove(session);
    } catch (IOException | UncheckedIOException _) {
      // A link stood where a folder was to be made, or a folder was refilled: another race.
    }
  }

  private void swap(Path session, AtomicBoolean over) {
    for (int i = 0; !over.get(); i++) {
      try {
        Path inside = session.resolve("a");
        Path aside = root.resolve("aside" + i);
        if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(inside, aside, StandardCopyOption.ATOMIC_MOVE);
          Files.createSymbolicLink(inside, victim);
        }
      } catch (IOException _) {
        // It was gone already.
      }
    }
  }
}
