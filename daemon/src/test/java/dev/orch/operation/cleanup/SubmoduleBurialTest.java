package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.WorktreeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same of a project with a submodule, and what becomes of one that was made. */
class SubmoduleBurialTest extends BurialTest {
  private static final SessionId OTHER = new SessionId("abcdefghjk");

  @Override
  GitRepository project(Path home) {
    GitRepository deep = GitRepository.withCommit(folder.resolve("deep"), home);
    GitRepository source =
        GitRepository.withCommit(folder.resolve("source"), home).addSubmodule(deep, "deep");
    return super.project(home).addSubmodule(source, "libs/sub");
  }

  private GitRepository inside() {
    return user.in(request.path().resolve("libs/sub"));
  }

  /** With commits and changes of its own, also deeper. */
  private void work() {
    its.git("submodule", "--quiet", "update", "--init", "--recursive");
    inside().write("own.txt", "own").commit("own work");
    inside().write("README.md", "changed").write("staged.txt", "s").git("add", "staged.txt");
    user.in(request.path().resolve("libs/sub/deep")).write("deep.txt", "d").commit("deep work");
  }

  private String everything() {
    GitRepository deep = user.in(request.path().resolve("libs/sub/deep"));
    return status()
        + inside().git("status", "--porcelain=v2", "--branch", "-uall")
        + inside().git("log", "--format=%H %s")
        + deep.git("status", "--porcelain=v2", "--branch", "-uall")
        + deep.git("log", "--format=%H %s");
  }

  private Path ofWorktree() {
    return repository.commonGitDir().resolve("worktrees/" + SESSION);
  }

  @Test
  void oneThatWasMadeComesBackWithItsCommits() {
    work();
    String before = everything();
    Kept kept = kept();

    endedAnywhere(() -> burial.bury(SESSION, kept, true));

    assertThat(request.path()).doesNotExist();
    assertThat(ofWorktree()).doesNotExist();
    assertThat(kept.submodules().resolve("libs/sub/modules/deep/HEAD")).exists();

    endedAnywhere(() -> burial.restore(SESSION, kept));

    assertThat(everything()).isEqualTo(before);
    assertThat(inside().git("fsck", "--no-dangling")).isEmpty();
    assertThat(request.path().resolve("libs/sub/README.md")).hasContent("changed");
    assertThat(Path.of(kept.folder())).doesNotExist();
  }

  /** A folder that is there keeps git from giving the worktree the name that it had. */
  @Test
  void itComesBackToAWorktreeOfAnotherName() throws IOException {
    work();
    String before = everything();
    Kept kept = kept();
    burial.bury(SESSION, kept, true);
    Files.writeString(
        Files.createDirectories(ofWorktree()).resolve("gitdir.orch-set-aside"), "elsewhere");

    endedAnywhere(() -> burial.restore(SESSION, kept));

    assertThat(ofWorktree().resolve("modules")).doesNotExist();
    assertThat(everything()).isEqualTo(before);
  }

  private void workOutside() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("root/app")).resolve(OTHER.value());
    BranchName branch = new BranchName("orch/claude/app/" + OTHER);
    request = new WorktreeRequest(OTHER, outside, branch, user.commitOf("main"));
    worktrees.create(repository, request, request.base(), Map.of());
    its = user.in(outside);
    work();
  }

  /** The trash of its files is beside the worktree, that of its repository in the project's. */
  @Test
  void itComesBackOutsideOfTheProjectToo() throws IOException {
    workOutside();
    String before = everything();
    Kept kept = keptIn(folder.resolve("root/.trash"));

    endedAnywhere(() -> burial.bury(OTHER, kept, true));
    assertThat(request.path()).doesNotExist();
    endedAnywhere(() -> burial.restore(OTHER, kept));

    assertThat(everything()).isEqualTo(before);
    assertThat(kept.submodules().getParent()).doesNotExist();
    assertThat(Path.of(kept.folder())).doesNotExist();
  }

  @Test
  void itComesBackOutsideOfAProjectThatWasMoved() throws IOException {
    workOutside();
    String before = everything();
    Kept kept = keptIn(folder.resolve("root/.trash"));
    burial.bury(OTHER, kept, true);
    Path moved = Files.createDirectories(folder.resolve("further/away")).resolve("app");
    Files.move(user.folder(), moved);
    Kept.Home home = Kept.Home.of(worktrees.open(moved));
    Kept there = new Kept(kept.trashId(), kept.folder(), home, kept.tree(), 1, true);

    endedAnywhere(() -> burial.restore(OTHER, there));

    assertThat(everything()).isEqualTo(before);
    assertThat(its.git("submodule", "status", "--recursive")).contains("libs/sub/deep");
  }

  private Kept keptIn(Path trash) {
    Kept kept = kept();
    String own = trash.resolve(kept.trashId()).toString();
    return new Kept(kept.trashId(), own, kept.home(), kept.tree(), 1, true);
  }

  @Test
  void itsCommitsComeBackThoughItsFolderWasEmptied() {
    work();
    String commit = inside().commitOf("HEAD");
    its.git("submodule", "--quiet", "deinit", "--force", "libs/sub");
    Kept kept = kept();

    burial.bury(SESSION, kept, false);
    burial.restore(SESSION, kept);

    its.git("submodule", "--quiet", "update", "--init");
    assertThat(inside().tryGit("cat-file", "-e", commit).exit()).isZero();
  }

  @Test
  void itsRepositoriesGoWithItsEntry() {
    work();
    Kept kept = keptIn(folder.resolve("root/.trash"));
    assertThat(folder.resolve("root").toFile().mkdir()).isTrue();
    burial.bury(SESSION, kept, true);
    assertThat(kept.submodules()).exists();
    assertThat(kept.files().resolve("libs/sub/README.md")).hasContent("changed");

    endedAnywhere(() -> burial.letGo(SESSION, kept));

    assertThat(kept.submodules()).doesNotExist();
    assertThat(Path.of(kept.folder())).doesNotExist();
  }

  @Test
  void itComesBackWithWhatWasKeptWholeAfterItHadBeenMoved() throws IOException {
    work();
    String before = everything();
    String pointer = Files.readString(request.path().resolve(".git"));
    Kept whole = keptWholeInTheMiddle();

    endedAnywhere(() -> burial.restore(SESSION, whole));

    Files.writeString(request.path().resolve(".git"), pointer);
    assertThat(everything()).isEqualTo(before);
    assertThat(Path.of(whole.folder())).doesNotExist();
  }

  private Kept keptWholeInTheMiddle() throws IOException {
    buryUntil("give up the worktree", kept());
    Files.delete(request.path().resolve(".git"));
    Kept whole = of(0, true, true);
    burial.bury(SESSION, whole, false);
    assertThat(whole.submodules()).exists();
    return whole;
  }

  @Test
  void itsRepositoriesComeBackThoughGitHasNothingOfTheWorktreeAnyMore() throws IOException {
    work();
    Kept whole = keptWholeInTheMiddle();
    user.git("worktree", "unlock", whole.whole().toString());
    user.git("worktree", "prune");
    assertThat(ofWorktree()).doesNotExist();

    endedAnywhere(() -> burial.restore(SESSION, whole));

    assertThat(request.path().resolve("modules.from-trash/libs/sub/HEAD")).exists();
    assertThat(request.path().resolve("README.md")).hasContent("changed");
    assertThat(Path.of(whole.folder())).doesNotExist();
  }

  @Test
  void oneThatIsMadeAgainMeanwhileIsKeptToo() {
    work();
    String before = everything();
    Kept kept = kept();
    Burial meanwhile =
        meanwhile(
            "give up the worktree",
            () -> {
              its.git("submodule", "--quiet", "update", "--init");
              inside().commit("late work");
            });

    endedAnywhere(() -> meanwhile.bury(SESSION, kept, false));

    assertThat(ofWorktree()).doesNotExist();
    assertThat(kept.files().resolve("libs/sub.later/README.md")).exists();
    burial.restore(SESSION, kept);
    assertThat(everything().replace("? libs/sub.later/\0", "")).isEqualTo(before);
    assertThat(
            user.in(ofWorktree().resolve("modules.from-trash/libs/sub")).git("log", "--format=%s"))
        .contains("late work");
  }
}
