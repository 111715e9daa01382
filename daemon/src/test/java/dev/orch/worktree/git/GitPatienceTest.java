package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For how long a git is tried again that finds a lock of another one. */
class GitPatienceTest {
  @TempDir Path temp;
  private final List<Duration> pauses = new ArrayList<>();
  private GitRepository repository;
  private Git git;

  @BeforeEach
  void begin() {
    repository = GitRepository.withCommit(temp.resolve("r"), temp.resolve("home"));
    git = Git.of(GitRepository.environment(temp.resolve("home")));
  }

  /** Git's own patience with the lock of a ref is switched off. */
  private GitCall call(String line) {
    return GitCall.at(
        GitPlace.checkout(repository.folder()).configured("core.filesRefLockTimeout", "0"),
        line.split(" "));
  }

  private Path lock(String name) throws IOException {
    return Files.createFile(repository.folder().resolve(".git").resolve(name + ".lock"));
  }

  private void waitUntilItGoes(Duration pause, Path lock, int after) {
    pauses.add(pause);
    if (pauses.size() == after) {
      try {
        Files.delete(lock);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"index, read-tree HEAD", "refs/heads/x, update-ref refs/heads/x HEAD"})
  void aLockThatGoesIsWaitedForWithPausesThatDouble(String locked, String line) throws IOException {
    Path lock = lock(locked);

    GitResult result = git.runPatiently(call(line), pause -> waitUntilItGoes(pause, lock, 3));

    assertThat(result.ok()).as(result.err()).isTrue();
    assertThat(pauses).hasSize(3);
    assertThat(pauses.get(1)).isEqualTo(pauses.get(0).multipliedBy(2));
    assertThat(pauses.get(2)).isEqualTo(pauses.get(1).multipliedBy(2));
  }

  @Test
  void aLockThatStaysIsWaitedForAboutFiveSecondsAndNamed() throws IOException {
    Path lock = lock("index");

    GitResult result = git.runPatiently(call("read-tree HEAD"), pauses::add);

    assertThat(result.ok()).isFalse();
    assertThat(result.err()).contains(lock.getFileName().toString());
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    assertThat(lock).exists();
  }

  @Test
  void whatFailsForAnotherReasonIsNotTriedAgain() {
    assertThat(git.runPatiently(call("read-tree nowhere"), pauses::add).ok()).isFalse();
    assertThat(pauses).isEmpty();
  }
}
