package dev.orch.worktree.trash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.git.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a worktree nobody may touch is found before anything is moved. */
class MovableTest {
  @TempDir private Path worktree;
  private final Set<Path> unreadable = new HashSet<>();
  private final Set<Path> foreign = new HashSet<>();
  private final Movable movable =
      new Movable(
          new Movable.Access() {
            @Override
            public boolean mayRead(Path path) {
              return !unreadable.contains(path);
            }

            @Override
            public boolean mayEmpty(Path folder) {
              return !foreign.contains(folder);
            }
          });
  private Path deep;

  @BeforeEach
  void fill() throws IOException {
    deep = Files.createDirectories(worktree.resolve("untracked/deep"));
    Files.writeString(deep.resolve("file"), "x");
  }

  private Movable.Leaving leaving(Path... moved) {
    return new Movable.Leaving(worktree, Set.of(moved), List.of(deep.resolve("file")));
  }

  @Test
  void nothingIsInTheWayOfWhatIsOurs() throws IOException {
    assertThat(movable.hindrance(leaving())).isEmpty();
    Movable ofTheSystem = new Movable(Movable.Access.ofTheOwnerOf(worktree));

    assertThat(ofTheSystem.hindrance(leaving())).isEmpty();
  }

  private String hindrance(Path... moved) {
    return movable.hindrance(leaving(moved)).orElseThrow();
  }

  @Test
  void aFolderDeepInAnUntrackedOneIsNamed() {
    foreign.add(deep);
    assertThat(hindrance()).startsWith(deep + " belongs to another user");

    foreign.clear();
    unreadable.add(deep);
    assertThat(hindrance())
        .startsWith(deep + " cannot be read or removed")
        .contains("chmod u+rwx " + deep);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderThatIsRemovedMeanwhileIsInNobodysWay(boolean beforeItIsLookedAt) {
    Movable.Access system = Movable.Access.ofTheOwnerOf(worktree);
    Movable.Access meanwhile =
        new Movable.Access() {
          @Override
          public boolean mayRead(Path path) {
            boolean before = system.mayRead(path);
            if (path.equals(deep)) {
              FileTree.delete(deep);
            }
            return beforeItIsLookedAt ? system.mayRead(path) : before;
          }

          @Override
          public boolean mayEmpty(Path folder) throws IOException {
            return system.mayEmpty(folder);
          }
        };

    assertThat(new Movable(meanwhile).hindrance(leaving())).isEmpty();
  }

  @Test
  void aFileWhoseContentCannotBeKeptIsNamed() {
    unreadable.add(deep.resolve("file"));

    assertThat(movable.hindrance(leaving()).orElseThrow()).startsWith(deep + "/file cannot be");
  }

  @Test
  void theHintOfAFileIsOfAFile() {
    unreadable.add(deep.resolve("file"));
    assertThat(hindrance()).contains("chmod u+r " + deep.resolve("file"));

    foreign.add(deep.resolve("file"));
    assertThat(hindrance()).startsWith(deep.resolve("file") + " belongs to another user");
  }

  /** In the trash it could not be emptied, and nobody knows what it holds. */
  @Test
  void soIsWhatIsMovedWithTheFolderAroundIt() {
    unreadable.add(deep);

    assertThat(hindrance(worktree.resolve("untracked"))).contains("chmod u+rwx " + deep);
    assertThat(hindrance(worktree)).contains("chmod u+rwx " + deep);

    foreign.add(deep);
    assertThat(hindrance(worktree)).startsWith(deep + " belongs to another user");
  }

  @Test
  void theHintIsWrittenAsAShellTakesIt() throws IOException {
    Path spaced = Files.createDirectory(worktree.resolve("a b"));
    unreadable.add(spaced);

    assertThat(hindrance()).contains("chmod u+rwx '%s'".formatted(spaced));
  }
}
