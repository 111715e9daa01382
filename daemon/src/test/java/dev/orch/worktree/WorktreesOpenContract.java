package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryRefusedException.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be registered, what is refused, and what can be asked of a repository. */
public abstract class WorktreesOpenContract extends WorktreesFixture {

  private void assertThatItIsRefused(Path path, Refusal refusal) {
    RepositoryRefusedException refused =
        catchThrowableOfType(RepositoryRefusedException.class, () -> worktrees.open(path));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(refusal);
    assertThat(refused).hasMessageContaining(path.toString());
  }

  @Test
  void aFolderBelowTheTopLevelStandsForTheTopLevel() {
    user.write("src/main/a.txt", "a");

    assertThat(worktrees.open(user.folder().resolve("src/main")))
        .isEqualTo(new Repository(user.folder(), user.folder().resolve(".git")));
  }

  @Test
  void aLinkAndALinkedWorktreeAreTheSameRepository() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), user.folder());
    Path linked = temp.resolve("linked");
    user.git("worktree", "add", "--quiet", linked.toString());

    assertThat(worktrees.open(link)).isEqualTo(repository);
    assertThat(worktrees.open(linked)).isEqualTo(new Repository(linked, repository.commonGitDir()));
  }

  @Test
  void aLinkedWorktreeCanBeAProject() {
    Path linked = temp.resolve("linked");
    user.git("worktree", "add", "--quiet", linked.toString());
    repository = worktrees.open(linked);
    WorktreeRequest request =
        new WorktreeRequest(
            SESSION, linked.resolve(".o/worktrees/s"), new BranchName("s"), user.commitOf("main"));

    create(request);

    assertThat(request.path().resolve("README.md")).hasContent("hello\n");
    assertThat(user.in(linked).git("status", "--porcelain")).isEmpty();
    assertThat(worktrees.currentBranch(repository)).contains(new BranchName("linked"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "quote'\"$(x)", "co:lon", "new\nline", "-dash", "größe"})
  void theNameOfTheFolderDoesNotMatter(String name) throws Exception {
    assumeTrue(
        name.chars().allMatch(c -> c < 128)
            || System.getProperty("sun.jnu.encoding").equals("UTF-8"));
    user = GitRepository.withCommit(temp.resolve(name), temp.resolve("home"));
    repository = worktrees.open(user.folder());
    WorktreeRequest request = request(SESSION);

    create(request);
    at(request).write("new.txt", "new\n");

    assertThat(repository.path()).isEqualTo(user.folder());
    assertThat(worktrees.diff(repository, request, temp.resolve("p")).files()).isEqualTo(1);
    assertThat(worktrees.list(repository))
        .extracting(WorktreeEntry::path)
        .containsExactly(request.path());
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aRepositoryWithoutACommitIsOpenedAndHasNoneToFind() {
    GitRepository unborn = GitRepository.init(temp.resolve("unborn"), temp.resolve("home"));

    Repository opened = worktrees.open(unborn.folder());

    assertThat(worktrees.findCommit(opened, "HEAD")).isEmpty();
    assertThat(worktrees.currentBranch(opened)).contains(new BranchName("main"));
  }

  @Test
  void aDetachedHeadHasNoBranch() {
    user.git("checkout", "--quiet", "--detach");

    Repository opened = worktrees.open(user.folder());

    assertThat(worktrees.currentBranch(opened)).isEmpty();
    assertThat(worktrees.findCommit(opened, "HEAD")).contains(user.commitOf("main"));
  }

  @Test
  void aCommitIsFoundByBranchTagAndShortId() {
    String commit = user.commitOf("main");
    user.git("tag", "--annotate", "--message", "t", "v1");

    assertThat(worktrees.findCommit(repository, "main")).contains(commit);
    assertThat(worktrees.findCommit(repository, "v1")).contains(commit);
    assertThat(worktrees.findCommit(repository, commit.substring(0, 8))).contains(commit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nowhere",
        "--all",
        "-h",
        "main..main",
        "a\0b",
        "main:README.md",
        "main@{9}"
      })
  void whatIsNoCommitIsNotFound(String name) {
    assertThat(worktrees.findCommit(repository, name)).isEmpty();
  }

  @Test
  void whatIsNoRepositoryIsRefused() throws Exception {
    assertThatItIsRefused(temp.resolve("missing"), Refusal.MISSING);
    assertThatItIsRefused(user.folder().resolve("README.md"), Refusal.NOT_A_FOLDER);
    assertThatItIsRefused(Files.createDirectories(temp.resolve("plain")), Refusal.NOT_A_REPOSITORY);
    assertThatItIsRefused(user.folder().resolve(".git/refs"), Refusal.NOT_A_REPOSITORY);
  }

  @Test
  void shallowClonesSubmodulesAndLargeFilesAreNoReasonToRefuse() {
    GitRepository source = GitRepository.withCommit(temp.resolve("source"), temp.resolve("home"));
    user.write(".gitattributes", "*.psd filter=lfs -text\n").addSubmodule(source, "sub");
    GitRepository shallow = user.shallowClone(temp.resolve("shallow"));

    assertThat(worktrees.open(user.folder())).isEqualTo(repository);
    assertThat(worktrees.open(shallow.folder()).path()).isEqualTo(shallow.folder());
  }

  @Test
  void aSubmoduleIsARepositoryOfItsOwn() {
    GitRepository source = GitRepository.withCommit(temp.resolve("source"), temp.resolve("home"));
    Path sub = user.addSubmodule(source, "sub").folder().resolve("sub");

    assertThat(worktrees.open(sub))
        .isEqualTo(new Repository(sub, repository.commonGitDir().resolve("modules/sub")));
  }

  /** Through a link, since the name itself cannot be written where texts are. */
  @Test
  void aNameThatIsNotUtf8IsRefusedForJustThat() throws Exception {
    String script =
        """
        odd=$(printf 'caf\\351') && mkdir "$odd" && mv project "$odd" && ln -s "$odd/project" link
        """;
    Process made = new ProcessBuilder("sh", "-c", script).directory(temp.toFile()).start();
    assertThat(made.waitFor()).isZero();

    RepositoryRefusedException refused =
        catchThrowableOfType(
            RepositoryRefusedException.class, () -> worktrees.open(temp.resolve("link")));

    assertThat(refused.reason()).isEqualTo(Refusal.NAME_NOT_UTF8);
    assertThat(refused).hasMessageContaining("caf\uFFFD");
    if (System.getProperty("sun.jnu.encoding").equals("UTF-8")) {
      assertThatItIsRefused(temp.resolve("caf\uFFFD/project"), Refusal.NAME_NOT_UTF8);
    }
  }

  @Test
  void aBranchWhereOurBranchesShouldBeIsRefused() {
    user.git("branch", "orch");

    assertThatItIsRefused(user.folder(), Refusal.BRANCH_IN_THE_WAY);
  }

  @Test
  void aMirrorWhoseFetchWouldRemoveWhatIsKeptIsRefusedUntilThatIsLeftOut() throws Exception {
    Path place = temp.resolve("mirror's.git");
    user.git("clone", "--quiet", "--mirror", ".", place.toString());
    assertThatItIsRefused(place, Refusal.MIRROR);
    GitRepository mirror = user.in(place);
    repository = new Repository(place, place);
    RemoteMirror found = worktrees.listMirrors(repository).getLast();
    assertThatExceptionOfType(RepositoryRefusedException.class)
        .isThrownBy(() -> worktrees.open(place))
        .withMessageContaining("remote.origin.fetch")
        .withMessageContaining(found.look(repository));
    assertThat(said(found.look(repository))).isEqualTo("+refs/*:refs/*");
    leaveOut(new RemoteMirror("origin", RemoteMirror.Effect.REMOVES));

    assertThat(worktrees.open(place)).isEqualTo(repository);
    assertThat(worktrees.listMirrors(repository))
        .containsExactly(new RemoteMirror("origin", RemoteMirror.Effect.PUBLISHES));
    mirror.git("update-ref", "refs/orch/preserved/s/1", "main");
    mirror.git("update-ref", "refs/heads/orch/claude/app/s", "main");
    user.git("branch", "news");
    mirror.git("fetch", "--quiet", "--prune");
    assertThat(mirror.git("for-each-ref", "--format=%(refname)").lines())
        .contains("refs/orch/preserved/s/1", "refs/heads/orch/claude/app/s", "refs/heads/news");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+refs/heads/*:refs/heads/*",
        "refs/*:refs/*",
        "+refs/orch/preserved/*:refs/orch/preserved/*"
      })
  void aRemoteWhoseFetchWouldRemoveWhatIsOursIsRefused(String refspec) throws Exception {
    user.git("config", "--add", "remote.up.fetch", refspec);

    assertThatItIsRefused(user.folder(), Refusal.MIRROR);

    leaveOut(worktrees.listMirrors(repository).getFirst());
    assertThat(worktrees.open(user.folder())).isEqualTo(repository);
  }

  private static String said(String command) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", command).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private void leaveOut(RemoteMirror mirror) throws Exception {
    Process remedy = new ProcessBuilder("sh", "-c", mirror.remedy(repository)).start();
    assertThat(remedy.waitFor()).isZero();
  }

  @Test
  void remotesThatAreNoMirrorsAreNoneOfOurs() {
    user.git("remote", "add", "up", "https://example.invalid/app.git");
    user.git("config", "--add", "remote.up.fetch", "+refs/tags/*:refs/tags/*");
    user.git("config", "--add", "remote.up.fetch", "main");
    user.git("config", "remote.up.mirror", "false");

    assertThat(worktrees.listMirrors(worktrees.open(user.folder()))).isEmpty();
  }

  @Test
  void aRepositoryOfAnotherUserIsRefusedUntilTheUserTrustsIt() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    Process chown = new ProcessBuilder("chown", "-R", "65534", user.folder().toString()).start();
    assertThat(chown.waitFor()).isZero();

    assertThatItIsRefused(user.folder(), Refusal.FOREIGN_OWNER);

    assertThatItIsUnusable(repository, Refusal.FOREIGN_OWNER);

    user.in(temp).git("config", "--global", "safe.directory", user.folder().toString());
    assertThat(worktrees.open(user.folder()).path()).isEqualTo(user.folder());
    worktrees.requireUsable(repository);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".git"})
  void aReadOnlyRepositoryIsRefused(String which) throws Exception {
    Path folder = user.folder().resolve(which);
    try (ReadOnlyFolder readOnly = ReadOnlyFolder.make(folder)) {
      assertThat(Files.isWritable(readOnly.folder())).isFalse();
      RepositoryRefusedException refused =
          catchThrowableOfType(
              RepositoryRefusedException.class, () -> worktrees.open(user.folder()));
      assertThat(refused.reason()).isEqualTo(Refusal.READ_ONLY);
      assertThatItIsUnusable(repository, Refusal.READ_ONLY);
    }
    worktrees.requireUsable(repository);
  }

  private void assertThatItIsUnusable(Repository known, Refusal refusal) {
    RepositoryRefusedException refused =
        catchThrowableOfType(
            RepositoryRefusedException.class, () -> worktrees.requireUsable(known));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(refusal);
  }

  @Test
  void aWorkingTreeThatIsSomewhereElseIsRefused() throws Exception {
    Path victim = Files.createDirectories(temp.resolve("victim"));
    user.git("config", "core.worktree", victim.toString());

    assertThatItIsRefused(user.folder(), Refusal.NOT_A_REPOSITORY);
  }
}
