package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.Obstacle.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What an apply brings into the checkout, and what it refuses. */
public abstract class CheckoutChangesContract extends CheckoutChangesFixture {

  private void changeManyThings() throws Exception {
    agent
        .write("text.txt", lines("one", "2", "three", "four", "five", "six", "seven"))
        .write("new folder/new file", "new")
        .write("committed.txt", "committed\n");
    agent.git("add", "committed.txt");
    agent.git("commit", "--quiet", "--message", "a commit of the agent");
    Files.delete(worktree.resolve("gone.txt"));
    setMode(worktree.resolve("run.sh"), "rwxr-xr-x");
    Files.move(worktree.resolve("dir/a.txt"), worktree.resolve("renamed.txt"));
    Files.delete(worktree.resolve("link"));
    Files.createSymbolicLink(worktree.resolve("link"), Path.of("no/where"));
    Files.write(worktree.resolve("binary"), new byte[] {0, 1, 2, (byte) 0xff, '\r', '\n'});
  }

  @Test
  void everyKindOfChangeComesHomeAndIsUndone() throws Exception {
    user.write("other.txt", "dirty\n").write("untracked.txt", "mine\n").write("x.ignored", "x");
    SortedMap<String, String> before = everything();
    changeManyThings();

    ChangePlan plan = plan();

    assertThat(needed(plan))
        .containsExactly(
            "ADDED binary",
            "ADDED committed.txt",
            "REMOVED dir/a.txt",
            "REMOVED gone.txt",
            "CHANGED link",
            "ADDED new folder/new file",
            "ADDED renamed.txt",
            "CHANGED run.sh",
            "CHANGED text.txt");
    assertThat(everything()).isEqualTo(before);
    assertThat(user.git("for-each-ref", "refs/orch/apply", "refs/orch/undo")).isEmpty();

    ChangeOutcome outcome = apply();

    assertThat(outcome.isComplete()).isTrue();
    assertThat(outcome.written()).hasSize(9);
    for (String file :
        new String[] {
          "binary",
          "committed.txt",
          "link",
          "new folder/new file",
          "renamed.txt",
          "run.sh",
          "text.txt"
        }) {
      assertThat(describe(checkout.resolve(file))).isEqualTo(describe(worktree.resolve(file)));
    }
    assertThat(checkout.resolve("gone.txt")).doesNotExist();
    assertThat(checkout.resolve("dir/a.txt")).doesNotExist();
    assertThat(read("other.txt")).isEqualTo("dirty\n");
    assertThat(everything().get(checkout + "/.git/index"))
        .isEqualTo(before.get(checkout + "/.git/index"));
    assertThat(user.git("diff", "--cached", "--name-only")).isEmpty();
    assertThat(plan().needed()).isEmpty();

    assertThat(undo().isComplete()).isTrue();
    assertThat(everything()).isEqualTo(before);
    assertThat(changes.isApplied(repository, SESSION)).isFalse();
    assertThat(changes.planUndo(repository, SESSION).changes()).isEmpty();
  }

  @Test
  void applyLookFollowUpApplyAgain() throws Exception {
    SortedMap<String, String> before = everything();
    agent.write("text.txt", "first\n").write("extra.txt", "extra\n").write("dir/c.txt", "c\n");
    apply();
    agent.write("text.txt", "second\n").write("third/new.txt", "new\n");
    Files.delete(worktree.resolve("extra.txt"));
    Files.delete(worktree.resolve("gone.txt"));

    assertThat(apply().isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo("second\n");
    assertThat(read("third/new.txt")).isEqualTo("new\n");
    assertThat(read("dir/c.txt")).isEqualTo("c\n");
    assertThat(checkout.resolve("extra.txt")).doesNotExist();
    assertThat(checkout.resolve("gone.txt")).doesNotExist();
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void whatTheSessionTookBackIsAsHeadHasItNow() throws Exception {
    agent.write("text.txt", "first\n");
    apply();
    user.git("stash", "--quiet");
    user.write("text.txt", lines("1", "two", "three", "four", "five", "six", "seven"))
        .commit("meanwhile");
    user.git("checkout", "--quiet", "stash@{0}", "--", "text.txt");
    user.git("reset", "--quiet");
    agent.git("checkout", "--quiet", "--", "text.txt");

    assertThat(needed(plan())).containsExactly("CHANGED text.txt");
    apply();

    assertThat(user.git("status", "--porcelain")).isEmpty();
    assertThat(undo().isComplete()).isTrue();
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void anApplyThatTheUserCommittedIsFollowedByAnother() throws Exception {
    agent.write("text.txt", "first\n").write("extra.txt", "extra\n");
    apply();
    user.commit("taken home");
    agent.write("text.txt", "second\n");

    assertThat(needed(plan())).containsExactly("CHANGED text.txt");
    apply();
    assertThat(read("text.txt")).isEqualTo("second\n");
  }

  @Test
  void whatTheUserCommittedMeanwhileIsMergedWithIt() throws Exception {
    user.write("text.txt", lines("one", "two", "three", "four", "five", "six", "VII"))
        .commit("meanwhile");
    agent.write("text.txt", lines("I", "two", "three", "four", "five", "six", "seven"));

    apply();

    assertThat(read("text.txt"))
        .isEqualTo(lines("I", "two", "three", "four", "five", "six", "VII"));
  }

  @Test
  void onlyTheSessionsOwnChangeComesFromAnUnmergedBranch() throws Exception {
    user.git("switch", "--quiet", "--create", "feature");
    user.write("feature.txt", "of the feature\n").commit("feature");
    user.git("switch", "--quiet", "main");
    begin("feature");
    agent.write("mine.txt", "of the session\n");

    assertThat(needed(plan())).containsExactly("ADDED mine.txt");
    apply();
    assertThat(checkout.resolve("feature.txt")).doesNotExist();
  }

  @Test
  void aConflictIsNamedAndNothingIsTouched() throws Exception {
    user.write("text.txt", "mine\n").commit("meanwhile");
    agent.write("text.txt", "theirs\n").write("new.txt", "new\n");
    SortedMap<String, String> before = everything();

    ChangePlan plan = plan();

    assertThat(obstacles(plan)).isEqualTo(Map.of("text.txt", Why.CONFLICT));
    assertThatThrownBy(() -> changes.keep(repository, change(), plan::requireSame))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void whatIsNotCommittedIsInTheWay() throws Exception {
    agent
        .write("text.txt", "changed\n")
        .write("untracked.txt", "theirs\n")
        .write("dir/deep/b.txt", "changed\n")
        .write("folder", "a file\n")
        .write("file/below.txt", "below a file\n");
    sh(worktree, "printf x > secret.ignored; git add -f secret.ignored; rm gone.txt");
    user.write("text.txt", "dirty\n")
        .write("untracked.txt", "mine\n")
        .write("secret.ignored", "mine")
        .write("gone.txt", "dirty\n")
        .write("folder/keep.ignored", "mine")
        .write("file", "mine");
    Files.delete(checkout.resolve("dir/deep/b.txt"));

    assertThat(obstacles(plan()))
        .isEqualTo(
            Map.of(
                "text.txt", Why.EDITED,
                "untracked.txt", Why.IN_THE_WAY,
                "secret.ignored", Why.IN_THE_WAY,
                "gone.txt", Why.EDITED,
                "folder", Why.FOLDER_NOT_EMPTY,
                "file", Why.IN_THE_WAY,
                "dir/deep/b.txt", Why.DELETED));
  }

  @Test
  void whatIsThereAlreadyIsNoObstacle() throws Exception {
    agent.write("text.txt", "the same\n").write("new.txt", "the same\n");
    Files.delete(worktree.resolve("gone.txt"));
    user.write("text.txt", "the same\n").write("new.txt", "the same\n");
    Files.delete(checkout.resolve("gone.txt"));
    SortedMap<String, String> before = everything();

    assertThat(plan().obstacles()).isEmpty();
    assertThat(plan().needed()).isEmpty();
    apply();
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void filesAndFoldersAreExchanged() throws Exception {
    setMode(checkout.resolve("dir/deep"), "rwxr-x---");
    Files.createDirectory(checkout.resolve("empty"));
    SortedMap<String, String> before = everything();
    sh(
        worktree,
        "rm -r dir; echo file > dir; rm text.txt; mkdir -p text.txt/sub; echo x > text.txt/sub/y;"
            + " rm link; mkdir link; echo z > link/z; rm run.sh; ln -s dir run.sh; echo e > empty");

    assertThat(plan().obstacles()).isEmpty();
    assertThat(apply().isComplete()).isTrue();

    assertThat(read("dir")).isEqualTo("file\n");
    assertThat(read("text.txt/sub/y")).isEqualTo("x\n");
    assertThat(read("link/z")).isEqualTo("z\n");
    assertThat(read("empty")).isEqualTo("e\n");
    assertThat(Files.readSymbolicLink(checkout.resolve("run.sh"))).isEqualTo(Path.of("dir"));
    assertThat(undo().isComplete()).isTrue();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void emptiedFoldersGoAndThoseWithOtherFilesStay() throws Exception {
    user.write("dir/mine.ignored", "mine");
    SortedMap<String, String> before = everything();
    sh(worktree, "rm -r dir");

    apply();

    assertThat(checkout.resolve("dir/deep")).doesNotExist();
    assertThat(checkout.resolve("dir/mine.ignored")).exists();
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void namesAreTakenByteForByte() throws Exception {
    SortedMap<String, String> before = everything();
    sh(
        worktree,
        """
        printf 1 > "$(printf 'not\\377utf8')"
        printf 2 > "$(printf 'new\\nline "quotes" \\047 \\\\ tab\\t')"
        printf 3 > "$(printf '%0255d' 7)"
        printf 4 > " leading and trailing "
        mkdir "$(printf 'f\\200')"; printf 5 > "$(printf 'f\\200/\\303\\244')"
        ln -s "$(printf '..//weird\\377/')" strange
        printf 6 > -n
        printf 7 > ':(top)x*'
        """);

    assertThat(needed(plan())).contains("ADDED not%FFutf8", "ADDED f%80/%C3%A4");
    assertThat(apply().isComplete()).isTrue();

    sh(
        checkout,
        """
        test 1 = "$(cat "$(printf 'not\\377utf8')")"
        test 5 = "$(cat "$(printf 'f\\200/\\303\\244')")"
        test "$(printf '..//weird\\377/')" = "$(readlink strange)"
        """);
    assertThat(user.git("status", "--porcelain", "-z", "--untracked-files=all").split("\0"))
        .hasSize(8);
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void ignoredFilesOfTheWorktreeStayThere() throws Exception {
    agent.write("build.ignored", "x").write("new.txt", "x");

    assertThat(needed(plan())).containsExactly("ADDED new.txt");
  }

  @Test
  void aNestedRepositoryIsLeftOutAndNamed() throws Exception {
    agent.write("new.txt", "x");
    sh(worktree, "git init -q nested; echo x > nested/file");

    ChangePlan plan = plan();

    assertThat(needed(plan)).containsExactly("ADDED new.txt");
    assertThat(plan.leftOut())
        .containsExactly(new Obstacle(RawPath.of("nested"), Why.NESTED_REPOSITORY));
  }

  @Test
  void nothingIsWrittenIntoARepositoryInsideOfTheCheckout() throws Exception {
    sh(checkout, "git init -q lib");
    agent.write("lib/file.txt", "x");

    assertThat(obstacles(plan())).isEqualTo(Map.of("lib/file.txt", Why.NESTED_REPOSITORY));
  }

  @Test
  void ourOwnFolderIsNotWrittenInto() throws Exception {
    sh(worktree, "mkdir .orchestrator; echo x > .orchestrator/owner; git add -f .orchestrator");

    assertThat(obstacles(plan())).isEqualTo(Map.of(".orchestrator/owner", Why.OWN_FOLDER));
  }

  @Test
  void noLinkLeadsOutOfTheCheckout() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    sh(checkout, "rm -r dir; ln -s " + outside + " dir");
    agent.write("dir/a.txt", "changed\n").write("dir/new.txt", "new\n");

    assertThat(obstacles(plan())).containsEntry("dir", Why.IN_THE_WAY);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aPreservedSessionIsAppliedFromItsCommit() throws Exception {
    agent.write("new.txt", "x").commit("all");
    String commit = agent.commitOf("HEAD");

    ChangePlan plan =
        changes.plan(
            repository,
            new SessionChange(
                SESSION, request.base(), new SessionChange.Source.Preserved(commit), Set.of()));

    assertThat(needed(plan)).containsExactly("ADDED new.txt");
  }

  @Test
  void aPlanThatIsNotWhatWasSeenIsRefused() throws Exception {
    agent.write("new.txt", "x");
    ChangePlan seen = plan();
    agent.write("new.txt", "y");

    assertThatThrownBy(() -> changes.keep(repository, change(), seen::requireSame))
        .isInstanceOfSatisfying(
            PlanOutdatedException.class,
            e -> assertThat(e.plan().hash()).isNotEqualTo(seen.hash()));
    assertThat(checkout.resolve("new.txt")).doesNotExist();
  }

  @Test
  void aPlanIsReadAsItWasWritten() throws Exception {
    changeManyThings();
    ChangePlan plan = plan();

    assertThat(ChangePlan.parse(plan.text())).isEqualTo(plan);
  }
}
