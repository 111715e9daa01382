package dev.orch.worktree.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path temp;
  private Path root;
  private Scratch scratch;

  @BeforeEach
  void nothingYet() {
    root = temp.resolve("apply");
    scratch = new Scratch();
  }

  @Test
  void callsAtOnceLeaveEachOtherAlone() {
    scratch.with(
        root,
        outer -> {
          Files.writeString(outer.resolve("file"), "mine");
          Path inner =
              scratch.with(
                  root,
                  other -> {
                    assertThat(other).isEmptyDirectory().isNotEqualTo(outer);
                    return other;
                  });
          assertThat(inner).doesNotExist();
          assertThat(outer.resolve("file")).exists();
          return outer;
        });

    assertThat(root).doesNotExist();
  }

  @Test
  void whatAKilledDaemonLeftGoesWithTheNextCall() throws IOException {
    Files.createDirectories(root.resolve("call-1/objects"));
    Files.writeString(root.resolve("call-1/objects/file"), "left");

    scratch.with(root, folder -> folder);

    assertThat(root).doesNotExist();
  }

  @Test
  void whoStillWritesIntoWhatWasLeftIsInNobodysWay() throws Exception {
    Path left = root.resolve("call-1/objects");
    Files.createDirectories(left);
    AtomicBoolean ended = new AtomicBoolean();
    Thread orphan = Thread.ofPlatform().start(() -> writeUntil(ended, left));

    for (int i = 0; i < 50; i++) {
      assertThat(scratch.<Boolean>with(root, folder -> Files.exists(folder))).isTrue();
    }

    ended.set(true);
    orphan.join();
    scratch.with(root, folder -> folder);
    assertThat(root).doesNotExist();
  }

  private static void writeUntil(AtomicBoolean ended, Path folder) {
    while (!ended.get()) {
      try {
        Files.writeString(Files.createDirectories(folder.resolve("ab")).resolve("object"), "x");
      } catch (IOException _) {
        // Its folder went in that moment.
      }
    }
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path others = temp.resolve("others");
    Files.createDirectories(others.resolve("call-1"));
    Files.createSymbolicLink(root, others);

    scratch.with(root, folder -> folder);

    assertThat(others.resolve("call-1")).exists();
    assertThat(root).doesNotExist();
  }

  @Test
  void workThatFailsLeavesNothing() {
    assertThatThrownBy(() ->
            scratch.with(
                root,
                folder -> {
                  throw new IOException("no space");
                }))
        .isInstanceOf(WorktreeFailedException.class);
    assertThatThrownBy(() ->
            scratch.with(
                root,
                folder -> {
                  throw new UncheckedIOException(new IOException("no space"));
                }))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(root).doesNotExist();
  }
}
