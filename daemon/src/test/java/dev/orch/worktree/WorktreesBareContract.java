package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.worktree.WorktreeRequest.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A repository without a checkout, for a user whose git uses none that it is not told of. */
public abstract class WorktreesBareContract extends WorktreesFixture {
  private GitRepository source;
  private Path bare;

  @BeforeEach
  void oneBareRepository() {
    source = user;
    bare = temp.resolve("bare.git");
    source.git("clone", "--quiet", "--bare", ".", bare.toString());
    source.git("config", "--global", "safe.bareRepository", "explicit");
    user = source.in(bare);
    repository = worktrees.open(bare);
  }

  /** As the user has to call git on it. */
  private String git(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "--git-dir=" + bare;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return source.in(temp).git(all);
  }

  private WorktreeRequest request(Standing standing) {
    return new WorktreeRequest(
        SESSION,
        temp.resolve("state/projects/p/worktrees/" + SESSION),
        new BranchName("orch/claude/bare/" + SESSION),
        source.commitOf("main"),
        standing);
  }

  @Test
  void itIsOpenedAndHasNoCheckout() {
    assertThat(user.tryGit("rev-parse").exit()).as("git by itself").isNotZero();

    assertThat(repository).isEqualTo(new Repository(bare, bare));
    assertThat(repository.isBare()).isTrue();
    assertThat(repository.checkout()).isEmpty();
    assertThat(catchThrowableOfType(IllegalStateException.class, repository::requireCheckout))
        .hasMessageContaining(bare.toString());
    assertThat(worktrees.currentBranch(repository)).contains(new BranchName("main"));
    assertThat(worktrees.branches(repository)).containsExactly("main");
    assertThat(worktrees.findCommit(repository, "main")).contains(source.commitOf("main"));
    assertThat(worktrees.findCommit(repository, "nowhere")).isEmpty();
    assertThat(worktrees.findIgnored(repository, List.of("*"))).isEmpty();
    worktrees.requireUsable(repository);
  }

  @Test
  void aFolderThatHoldsItStandsForIt() throws Exception {
    for (String name : List.of(".bare", ".git")) {
      Path project = Files.createDirectories(temp.resolve("with" + name));
      source.git("clone", "--quiet", "--bare", ".", project.resolve(name).toString());
      if (!name.equals(".git")) {
        Files.writeString(project.resolve(".git"), "gitdir: ./" + name + "\n");
      }
      Path there = project.resolve(name);

      assertThat(worktrees.open(project)).isEqualTo(new Repository(there, there));
    }
  }

  @Test
  void aWorktreeOfItIsACheckoutOfTheSameRepository() {
    Path linked = temp.resolve("linked");
    git("worktree", "add", "--quiet", linked.toString(), "-b", "linked");

    Repository checkout = worktrees.open(linked);

    assertThat(checkout).isEqualTo(new Repository(linked, bare));
    assertThat(checkout.checkout()).contains(linked);
    assertThat(worktrees.currentBranch(checkout)).contains(new BranchName("linked"));
  }

  @Test
  void itsWorktreeOnABranchIsMadeKeptAndRemoved() {
    WorktreeRequest request = request(Standing.ON_BRANCH);

    worktrees.check(repository, request, request.base());
    create(request);

    GitRepository its = at(request);
    assertThat(its.git("branch", "--show-current").strip()).isEqualTo(request.branch().value());
    assertThat(worktrees.namesOfOurs(repository)).contains(SESSION.value());
    assertThat(worktrees.list(repository))
        .extracting(WorktreeEntry::path)
        .containsExactly(request.path());
    its.write("new.txt", "new\n");
    Path patch = temp.resolve("patch");
    assertThat(worktrees.diff(repository, request, patch).files()).isEqualTo(1);
    assertThat(patch).content().contains("+new");
    assertThat(create(request).checkedOut()).isFalse();
    assertThat(request.path().resolve("new.txt")).hasContent("new\n");
    its.git("clean", "--quiet", "--force");
    worktrees.remove(repository, request);
    assertThat(request.path()).doesNotExist();
    assertThat(git("for-each-ref", "refs/orch", "refs/heads/orch")).isEmpty();
    assertThat(worktrees.list(repository)).isEmpty();
  }

  @Test
  void aDetachedWorktreeHoldsTheBaseAndMakesNoRef() throws Exception {
    String refs = git("for-each-ref");
    WorktreeRequest request = request(Standing.DETACHED);
    source.write("later", "x").commit("second");
    git("fetch", "--quiet", source.folder().toString(), "main:main");

    worktrees.check(repository, request, request.base());
    Worktree made = create(request);

    assertThat(made.head()).isEqualTo(request.base());
    assertThat(made.checkedOut()).isTrue();
    assertThat(worktrees.head(repository, request.path())).isEqualTo(new Head(made.head(), null));
    assertThat(request.path().resolve("README.md")).hasContent("hello\n");
    assertThat(request.path().resolve("later")).doesNotExist();
    assertThat(git("for-each-ref")).isEqualTo(refs.replace(request.base(), tipOfMain()));

    Files.writeString(request.path().resolve("note"), "x");
    assertThat(create(request).checkedOut()).isFalse();
    assertThat(request.path().resolve("note")).exists();

    deleteTree(request.path());
    assertThat(worktrees.isMissing(repository, request)).isTrue();
    assertThat(create(request).checkedOut()).isTrue();
    worktrees.remove(repository, request);
    assertThat(request.path()).doesNotExist();
  }

  private String tipOfMain() {
    return git("rev-parse", "main").strip();
  }

  @Test
  void aDetachedWorktreeNeedsItsCommit() {
    WorktreeRequest request = request(Standing.DETACHED);
    WorktreeRequest unknown =
        new WorktreeRequest(
            SESSION, request.path(), request.branch(), "0".repeat(39) + "1", Standing.DETACHED);

    for (Runnable asked :
        List.<Runnable>of(
            () -> worktrees.check(repository, unknown, unknown.base()),
            () -> worktrees.create(repository, unknown, unknown.base(), Map.of()))) {
      assertThat(catchThrowableOfType(WorktreeFailedException.class, asked::run))
          .hasMessageContaining(unknown.base());
    }
    assertThat(unknown.path()).doesNotExist();
  }

  @Test
  void theDaemonsFolderIsItsOwnAndNothingIsWrittenIntoTheRepository() throws Exception {
    Path exclude = bare.resolve("info/exclude");
    String before = Files.exists(exclude) ? Files.readString(exclude) : "";
    Files.createDirectories(temp.resolve("ours"));

    worktrees.requireRuntimeFolder(repository, installation("ours"));
    worktrees.takeRuntimeFolder(repository, installation("ours"));
    worktrees.takeRuntimeFolder(repository, installation("ours"));

    assertThat(temp.resolve("ours/projects")).isDirectory();
    assertThat(bare.resolve(".orchestrator")).doesNotExist();
    assertThat(Files.exists(exclude) ? Files.readString(exclude) : "").isEqualTo(before);
    assertThat(worktrees.isRuntimeFolderExcluded(repository, installation("ours"))).isTrue();
  }

  @Test
  void itsWorktreesAreJoinedAgainWhereItIsNow() throws Exception {
    WorktreeRequest request = request(Standing.ON_BRANCH);
    create(request);
    Path moved = temp.resolve("moved.git");
    Files.move(bare, moved);
    Repository there = worktrees.open(moved);

    worktrees.repair(there, List.of(request.path()));

    assertThat(worktrees.head(there, request.path()).commit()).isEqualTo(request.base());
    assertThat(worktrees.namesOfOurs(there)).contains(SESSION.value());
  }

  @Test
  void theSubmodulesOfItsWorktreesAreJoinedAgainToo() throws Exception {
    GitRepository deep = GitRepository.withCommit(temp.resolve("deep"), temp.resolve("home"));
    GitRepository sub = GitRepository.withCommit(temp.resolve("sub"), temp.resolve("home"));
    source.addSubmodule(sub.addSubmodule(deep, "deep"), "libs/s;b");
    git("fetch", "--quiet", source.folder().toString(), "main:main");
    WorktreeRequest request = request(Standing.ON_BRANCH);
    create(request);
    GitRepository its = at(request);
    its.git("submodule", "--quiet", "update", "--init", "--recursive");
    GitRepository inside = its.in(request.path().resolve("libs/s;b"));
    inside.write("own.txt", "own").commit("own");
    String before = its.git("status", "--porcelain") + inside.git("log", "--format=%H");
    Path moved = Files.createDirectories(temp.resolve("further/away")).resolve("moved.git");
    Files.move(bare, moved);
    Repository there = worktrees.open(moved);

    worktrees.repair(there, List.of(request.path()));

    assertThat(its.git("status", "--porcelain") + inside.git("log", "--format=%H"))
        .isEqualTo(before);
    assertThat(inside.git("status", "--porcelain")).isEmpty();
    assertThat(inside.in(inside.folder().resolve("deep")).git("status", "--porcelain")).isEmpty();
    its.git("submodule", "--quiet", "update", "--init", "--recursive");
    String deepConfig = "worktrees/" + SESSION + "/modules/libs/s;b/modules/deep/config";
    String written = Files.readString(moved.resolve(deepConfig));
    worktrees.repair(there, List.of(request.path()));
    assertThat(moved.resolve(deepConfig)).hasContent(written);
  }

  @Test
  void whatACommitHoldsIsFoundByItsPath() {
    source.write("src/main/a.txt", "a").commit("second");
    git("fetch", "--quiet", source.folder().toString(), "main:main");
    String commit = tipOfMain();

    assertThat(worktrees.isIn(repository, commit, "src/main")).isTrue();
    assertThat(worktrees.isIn(repository, commit, "src/main/a.txt")).isTrue();
    assertThat(worktrees.isIn(repository, commit, "src/other")).isFalse();
    assertThat(worktrees.textIn(repository, commit, "src/main/a.txt", 1)).contains("a");
    assertThat(worktrees.textIn(repository, commit, "src/main/a.txt", 0)).isEmpty();
    assertThat(worktrees.textIn(repository, commit, "src/main", 100)).isEmpty();
    assertThat(worktrees.textIn(repository, commit, "src/other", 100)).isEmpty();
  }
}
