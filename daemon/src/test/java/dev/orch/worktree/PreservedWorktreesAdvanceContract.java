package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What becomes of a kept worktree in a repository that goes on without it. */
public abstract class PreservedWorktreesAdvanceContract extends PreservedWorktreesFixture {

  /** Commits to the session's branch in another worktree, as a user would. */
  private void advance(String file, String text) {
    Path other = temp.resolve("other");
    user.git("worktree", "add", "--quiet", other.toString(), request.branch().value());
    user.in(other).write(file, text).commit("by the user");
    user.git("worktree", "remove", "--force", other.toString());
  }

  private void isRefused(Preserved kept, Class<? extends Exception> as, String... words) {
    String users = checkout();
    assertThatThrownBy(() -> preserved.check(repository, request, kept))
        .isInstanceOf(as)
        .hasMessageContainingAll(words);
    assertThatThrownBy(() -> restore(kept)).isInstanceOf(as).hasMessageContainingAll(words);
    assertThat(request.path()).doesNotExist();
    assertThat(preserved.find(repository, SESSION, 1)).contains(kept);
    assertThat(checkout()).isEqualTo(users);
    assertThat(user.git("worktree", "list")).doesNotContain(request.path().toString());
  }

  @Test
  void changesAreMergedWithWhatTheBranchHasNow() throws Exception {
    user.write(".gitattributes", "*.crlf text eol=crlf\n").write("a.crlf", "a\r\n").commit("crlf");
    worktrees.remove(repository, request);
    begin();
    agent.write("text.txt", "one\ntwo\nmine\n").git("add", "text.txt");
    agent.write("gone.txt", "not staged\n").write("new.txt", "untracked\n");
    Files.write(file("a.crlf"), bytes("mixed\nends\r\n"));
    Files.write(file("raw.crlf"), bytes("lf\n"));
    Preserved kept = release();
    advance("text.txt", "theirs\ntwo\nthree\n");

    preserved.check(repository, request, kept);
    Worktree back = restore(kept);

    assertThat(back.head()).isEqualTo(user.commitOf(request.branch().value()));
    assertThat(file("text.txt")).hasContent("theirs\ntwo\nmine\n");
    assertThat(agent.git("show", ":text.txt")).isEqualTo("theirs\ntwo\nmine\n");
    assertThat(agent.git("status", "--porcelain"))
        .isEqualTo(
            "M  text.txt\n M a.crlf\n M gone.txt\n?? new.txt\n?? raw.crlf\n"
                .lines()
                .sorted(
                    java.util.Comparator.comparing(
                        line -> line.substring(0, 2).equals("??") ? "z" + line : line.substring(3)))
                .reduce("", (all, line) -> all + line + "\n"));
    assertThat(Files.readAllBytes(file("a.crlf"))).isEqualTo(bytes("mixed\nends\r\n"));
    assertThat(Files.readAllBytes(file("raw.crlf"))).isEqualTo(bytes("lf\n"));
  }

  @Test
  void whatTheBranchAddedAndRemovedIsSo() {
    agent.write("text.txt", "mine\n");
    Preserved kept = release();
    advance("b/added.txt", "added\n");

    restore(kept);

    assertThat(file("b/added.txt")).hasContent("added\n");
    assertThat(agent.git("status", "--porcelain")).isEqualTo(" M text.txt\n");
  }

  @Test
  void aConflictIsToldBeforeAnythingIsTouched() {
    agent.write("text.txt", "mine\n").write("quo\"ted", "mine\n");
    Preserved kept = release();
    advance("text.txt", "theirs\n");

    isRefused(
        kept, Preserved.ConflictException.class, request.branch().value(), "text.txt", kept.ref());
  }

  @Test
  void anUntrackedFileIsNotLostToTheBranchs() {
    agent.write("new.txt", "mine\n");
    Preserved kept = release();
    advance("new.txt", "theirs\n");

    isRefused(kept, Preserved.ConflictException.class, "new.txt");
  }

  @Test
  void aBranchThatIsCheckedOutElsewhereIsNamed() {
    agent.write("text.txt", "mine\n");
    Preserved kept = release();
    Path other = temp.resolve("other");
    user.git("worktree", "add", "--quiet", other.toString(), request.branch().value());

    isRefused(kept, WorktreeFailedException.class, other.toString());
    user.git("worktree", "remove", "--force", other.toString());
    restore(kept);

    assertThat(file("text.txt")).hasContent("mine\n");
  }

  @Test
  void aBranchThatWasRewoundIsNotMoved() {
    agent.write("text.txt", "mine\n").commit("mine");
    Preserved kept = release();
    user.git("update-ref", "refs/heads/" + request.branch(), request.base());

    isRefused(kept, WorktreeFailedException.class, "rewound");
  }

  @Test
  void aDeletedBranchIsMadeAgainWhereItWas() {
    agent.write("text.txt", "committed\n").commit("mine");
    agent.write("text.txt", "mine\n");
    Seen before = seen();
    Preserved kept = release();
    user.git("branch", "--quiet", "-D", request.branch().value());

    restore(kept);

    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void anotherBranchAndPlaceMayTakeItUp() {
    agent.write("text.txt", "committed\n").commit("mine");
    agent.write("text.txt", "mine\n").write("new.txt", "new\n");
    var files = files(request.path());
    Preserved kept = release();
    WorktreeRequest anew =
        new WorktreeRequest(
            OTHER, request(OTHER).path(), new BranchName(request.branch() + "-2"), request.base());

    preserved.restore(repository, anew, kept, java.util.Map.of());

    assertThat(files(anew.path())).isEqualTo(files);
    assertThat(at(anew).git("symbolic-ref", "HEAD").strip())
        .isEqualTo("refs/heads/" + anew.branch());
    assertThat(at(anew).git("status", "--porcelain")).isEqualTo(" M text.txt\n?? new.txt\n");
  }

  @Test
  void somethingElseInItsPlaceIsLeftAlone() {
    Preserved kept = release();
    user.in(request.path()).write("mine.txt", "the user's\n");

    assertThatThrownBy(() -> preserved.check(repository, request, kept))
        .isInstanceOf(WorktreeFailedException.class);
    assertThatThrownBy(() -> restore(kept)).isInstanceOf(WorktreeFailedException.class);

    assertThat(file("mine.txt")).hasContent("the user's\n");
  }
}
