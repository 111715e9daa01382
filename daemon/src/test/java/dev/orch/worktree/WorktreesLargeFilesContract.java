package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project that keeps files in Git LFS. */
public abstract class WorktreesLargeFilesContract extends WorktreesFixture {
  private static final String CONTENT = "large\n".repeat(100);
  private LargeFileFilter filter;

  @BeforeEach
  void aLargeFile() {
    filter = LargeFileFilter.of(user, temp);
    user.write("deep/a.big", CONTENT).write("b.big", "b\n").commit("large");
    assertThat(user.git("show", "HEAD:deep/a.big")).startsWith(LargeFileFilter.POINTER);
  }

  private Path large() {
    return request(SESSION).path().resolve("deep/a.big");
  }

  private String patch() throws IOException {
    return Files.readString(
        worktrees.diff(repository, request(SESSION), temp.resolve("patch")).file());
  }

  @Test
  void theUsersOwnFilterPutsTheContentThere() throws IOException {
    Worktree made = create(request(SESSION));

    assertThat(made.pointers()).isFalse();
    assertThat(large()).hasContent(CONTENT);
    assertThat(patch()).isEmpty();
  }

  @Test
  void whatIsMissingIsAPointerAndThatIsToldEachTime() throws IOException {
    filter.loseContents();

    assertThat(create(request(SESSION)).pointers()).isTrue();
    assertThat(create(request(SESSION)).pointers()).isTrue();

    assertThat(large()).content().startsWith(LargeFileFilter.POINTER);
    assertThat(at(request(SESSION)).git("status", "--porcelain")).isEmpty();
    assertThat(patch()).isEmpty();
  }

  @Test
  void withoutTheProgramAllArePointers() throws IOException {
    filter.uninstall();

    assertThat(create(request(SESSION)).pointers()).isTrue();

    assertThat(large()).content().startsWith(LargeFileFilter.POINTER);
    assertThat(patch()).isEmpty();
    at(request(SESSION)).write("README.md", "changed\n");
    assertThat(patch()).contains("+changed").doesNotContain("big");
  }

  @Test
  void aFilterOfTheRepositorysOwnIsNotRun() throws IOException {
    filter.configure("--local");
    filter.forget();

    assertThat(create(request(SESSION)).pointers()).isTrue();

    assertThat(large()).content().startsWith(LargeFileFilter.POINTER);
    assertThat(patch()).isEmpty();
  }

  @Test
  void aChangeIsOneOfPointers() throws IOException {
    create(request(SESSION));
    at(request(SESSION)).write("deep/a.big", "changed\n").write("new.big", "new\n");

    assertThat(patch())
        .contains("-size 600", "+size 8", "b/new.big", "+size 4")
        .doesNotContain("+changed", "+new");
  }

  @Test
  void aProjectWithoutLargeFilesHasNoPointers() {
    user.write("b.txt", LargeFileFilter.POINTER).git("rm", "--quiet", "-r", "deep", "b.big");
    user.commit("none");

    assertThat(create(request(SESSION)).pointers()).isFalse();
  }
}
