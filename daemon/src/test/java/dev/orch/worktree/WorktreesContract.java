package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.Installation;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a session may rely on, whoever makes its worktree. */
public abstract class WorktreesContract extends WorktreesFixture {

  @Test
  void whatAnotherDaemonOwnsIsRefusedUntilItsFileIsGone() throws Exception {
    RuntimeFolder ours = installation("ours");
    RuntimeFolder theirs = installation("theirs");
    worktrees.requireRuntimeFolder(repository, ours);
    worktrees.takeRuntimeFolder(repository, theirs);

    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> worktrees.requireRuntimeFolder(repository, ours),
            () -> worktrees.takeRuntimeFolder(repository, ours))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(RepositoryRefusedException.class)
          .hasMessageContainingAll("theirs,", temp.resolve("theirs") + ".", "delete ", "owner");
    }
    worktrees.takeRuntimeFolder(repository, theirs);
    Path folder = user.folder().resolve(".orchestrator");
    assertThat(folder.toFile().list()).containsExactly("owner");

    Files.delete(folder.resolve("owner"));
    Files.createFile(folder.resolve("owner.ours.new"));
    worktrees.takeRuntimeFolder(repository, ours);

    assertThat(folder.resolve("owner")).hasContent("ours\n" + temp.resolve("ours"));
    assertThat(folder.toFile().list()).containsExactly("owner");
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void anInstallationIsKnownByItsIdWhereverItsStateFolderLies() {
    Path place = temp.resolve("state");
    worktrees.takeRuntimeFolder(repository, folderOf(new Installation("one", place)));

    worktrees.requireRuntimeFolder(
        repository, folderOf(new Installation("one", temp.resolve("moved"))));
    assertThatThrownBy(() ->
            worktrees.requireRuntimeFolder(repository, folderOf(new Installation("two", place))))
        .isInstanceOf(RepositoryRefusedException.class)
        .hasMessageContaining("installation one");
  }

  @Test
  void anOwnerOfBeforeThereWereIdsIsKnownByItsStateFolderAndGetsItsId() throws Exception {
    Path folder = Files.createDirectory(user.folder().resolve(".orchestrator"));
    Path owner = Files.writeString(folder.resolve("owner"), temp.resolve("ours") + "\n");
    assertThatThrownBy(() -> worktrees.takeRuntimeFolder(repository, installation("theirs")))
        .isInstanceOf(RepositoryRefusedException.class)
        .hasMessageContaining(temp.resolve("ours").toString());

    worktrees.requireRuntimeFolder(repository, installation("ours"));
    assertThat(owner).hasContent(temp.resolve("ours").toString());
    worktrees.takeRuntimeFolder(repository, installation("ours"));

    assertThat(owner).hasContent("ours\n" + temp.resolve("ours"));
    assertThat(folder.toFile().list()).containsExactly("owner");
  }

  private static RuntimeFolder folderOf(Installation owner) {
    return new RuntimeFolder(".orchestrator", owner);
  }

  @Test
  void aLinkOrAFileInPlaceOfTheRuntimeFolderIsRefusedAndStays() throws Exception {
    Path place = user.folder().resolve(".orchestrator");
    Path victim = Files.createDirectory(temp.resolve("victim"));
    Files.createSymbolicLink(place, victim);
    refusedAsInTheWay(place);
    assertThat(victim).isEmptyDirectory();

    Files.delete(place);
    Files.writeString(place, "mine");
    refusedAsInTheWay(place);
    assertThat(place).hasContent("mine");
  }

  @Test
  void anOwnerThatIsNoSmallFileIsRefusedAndNotShown() throws Exception {
    Path owner = user.folder().resolve(".orchestrator/owner");
    Files.createDirectory(owner.getParent());
    Files.createSymbolicLink(owner, Files.writeString(temp.resolve("victim"), "hush"));
    refusedAsInTheWay(owner);

    Files.delete(owner);
    Files.writeString(owner, "hush".repeat(10_000));
    refusedAsInTheWay(owner);
  }

  private void refusedAsInTheWay(Path place) {
    RuntimeFolder ours = installation("ours");
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> worktrees.requireRuntimeFolder(repository, ours),
            () -> worktrees.takeRuntimeFolder(repository, ours))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(RepositoryRefusedException.class)
          .hasMessageContainingAll(place.toString(), "move it away")
          .message()
          .doesNotContain("hush");
    }
  }

  @Test
  void aRepositoryThatWasMovedAwayIsNotMadeAgain() throws Exception {
    WorktreeRequest request = request(SESSION);
    Files.move(user.folder(), temp.resolve("moved"));

    refusedAsGone(request);
    assertThat(user.folder()).doesNotExist();

    // As a disk that is not mounted leaves it.
    Files.createDirectory(user.folder());
    refusedAsGone(request);
    assertThat(user.folder()).isEmptyDirectory();
  }

  private void refusedAsGone(WorktreeRequest request) {
    RuntimeFolder ours = installation("ours");
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> worktrees.takeRuntimeFolder(repository, ours),
            () -> worktrees.create(repository, request, request.base(), Map.of()))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(RepositoryRefusedException.class)
          .hasMessageContaining(user.folder().toString());
    }
  }

  @Test
  void aNewWorktreeIsTheBaseOnABranchOfItsOwn() {
    WorktreeRequest request = request(SESSION);

    Worktree made = create(request);

    assertThat(made)
        .isEqualTo(new Worktree(request.path(), request.base(), true, false, List.of()));
    assertThat(request.path().resolve("README.md")).hasContent("hello\n");
    assertThat(at(request).git("status", "--porcelain")).isEmpty();
    assertThat(worktrees.head(repository, request.path()))
        .isEqualTo(new Head(request.base(), request.branch().value()));
  }

  @Test
  void theBaseNeedNotBeTheHead() {
    String old = user.commitOf("main");
    user.write("README.md", "newer\n").commit("second");
    WorktreeRequest request =
        new WorktreeRequest(SESSION, request(SESSION).path(), new BranchName("x"), old);

    create(request);

    assertThat(request.path().resolve("README.md")).hasContent("hello\n");
  }

  @Test
  void nothingTheUserSeesOfTheCheckoutChanges() {
    user.write("README.md", "half-way\n").write("untracked.txt", "x");
    user.git("add", "README.md");
    user.write("README.md", "more\n");
    WorktreeRequest request = request(SESSION);
    String before = checkout();

    create(request);
    assertThat(checkout()).isEqualTo(before);
    at(request).write("new.txt", "new").write("README.md", "theirs");
    worktrees.diff(repository, request, temp.resolve("p"));
    worktrees.head(repository, request.path());
    worktrees.list(repository);
    at(request).git("checkout", "--force", "--", ".");
    at(request).git("clean", "--force", "--quiet");
    worktrees.remove(repository, request);

    assertThat(checkout()).isEqualTo(before);
    assertThat(user.folder().resolve("README.md")).hasContent("more\n");
  }

  @Test
  void theRuntimeFolderIsExcludedOnce() throws Exception {
    Path exclude = repository.commonGitDir().resolve("info/exclude");
    Files.writeString(exclude, "*.log");

    worktrees.takeRuntimeFolder(repository, installation("ours"));
    create(request(SESSION));
    create(request(OTHER));

    assertThat(Files.readAllLines(exclude)).containsExactly("*.log", "/.orchestrator/");
    assertThat(user.git("status", "--porcelain", "--untracked-files=all")).isEmpty();
  }

  @Test
  void aWorktreeMayLieOutsideOfTheRepository() throws Exception {
    Path exclude = repository.commonGitDir().resolve("info/exclude");
    byte[] before = Files.readAllBytes(exclude);
    WorktreeRequest inside = request(SESSION);
    WorktreeRequest request =
        new WorktreeRequest(
            SESSION, temp.resolve("root/my-app/" + SESSION), inside.branch(), inside.base());

    create(request);
    at(request).write("new.txt", "new\n");

    assertThat(worktrees.diff(repository, request, temp.resolve("p")).files()).isEqualTo(1);
    assertThat(Files.readAllBytes(exclude)).isEqualTo(before);
  }

  @Test
  void somebodyElsesBranchIsRefusedAndStays() {
    WorktreeRequest request = request(SESSION);
    user.git("branch", request.branch().value());
    String before = user.git("for-each-ref");

    assertThatThrownBy(() -> create(request))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining(request.branch().value());

    assertThat(user.git("for-each-ref")).isEqualTo(before);
    assertThat(request.path()).doesNotExist();
  }

  @Test
  void aBranchWhoseNameIsAFolderOfOursIsNamed() {
    user.git("branch", "orch/claude");
    String before = user.git("for-each-ref");

    assertThatThrownBy(() -> create(request(SESSION)))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining("orch/claude exists");

    assertThat(user.git("for-each-ref")).isEqualTo(before);
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefusedAndStays() {
    WorktreeRequest request = request(SESSION);
    user.in(request.path()).write("mine.txt", "mine");
    String before = user.git("for-each-ref");

    assertThatThrownBy(() -> create(request))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining(request.path().toString());

    assertThat(request.path().resolve("mine.txt")).hasContent("mine");
    assertThat(user.git("for-each-ref")).isEqualTo(before);
  }

  @Test
  void aFolderReachedOverALinkIsRefused() throws Exception {
    Files.createDirectories(temp.resolve("victim"));
    Files.createSymbolicLink(user.folder().resolve(".orchestrator"), temp.resolve("victim"));

    assertThatThrownBy(() -> create(request(SESSION))).isInstanceOf(WorktreeFailedException.class);

    assertThat(temp.resolve("victim")).isEmptyDirectory();
    assertThat(user.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main\n");
  }

  @Test
  void aCommitThatIsGoneIsRefusedAndNothingIsLeft() {
    WorktreeRequest request = request(SESSION);

    assertThatThrownBy(() -> worktrees.create(repository, request, "1".repeat(40), Map.of()))
        .isInstanceOf(WorktreeFailedException.class);

    assertThat(user.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main\n");
    assertThat(request.path()).doesNotExist();
  }

  @Test
  void theListHasEveryLinkedWorktreeWhoeverMadeIt() {
    WorktreeRequest request = request(SESSION);
    create(request);
    user.git("worktree", "add", "--quiet", "--detach", temp.resolve("own").toString());

    assertThat(worktrees.list(repository))
        .containsExactlyInAnyOrder(
            new WorktreeEntry(request.path(), request.base(), request.branch().value(), true),
            new WorktreeEntry(temp.resolve("own"), request.base(), null, true));
  }

  @Test
  void manyAtOnceAllSucceed() throws Exception {
    for (String round : List.of("0", "1")) {
      List<WorktreeRequest> requests =
          IntStream.range(0, 32)
              .mapToObj(i -> request(new SessionId("r%ss%07d".formatted(round, i))))
              .toList();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Worktree>> calls =
            requests.stream().map(request -> (Callable<Worktree>) () -> create(request)).toList();
        for (Future<Worktree> made : threads.invokeAll(calls)) {
          made.get();
        }
      }
      assertThat(requests)
          .allSatisfy(request -> assertThat(request.path().resolve("README.md")).exists());
    }
    assertThat(worktrees.list(repository)).hasSize(64);
  }

  @Test
  void oneSessionAskedForByTwoAtOnceIsMadeOnce() throws Exception {
    WorktreeRequest request = request(SESSION);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Worktree> call = () -> create(request);
      for (Future<Worktree> made : threads.invokeAll(List.of(call, call, call))) {
        assertThat(made.get().head()).isEqualTo(request.base());
      }
    }
    assertThat(worktrees.list(repository)).hasSize(1);
  }
}
