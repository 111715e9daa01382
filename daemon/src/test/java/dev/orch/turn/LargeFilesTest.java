package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.LargeFileFilter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said where files of Git LFS could not be had. */
class LargeFilesTest extends ProjectSuite {
  private LargeFileFilter filter;

  @BeforeEach
  void aLargeFile() {
    GitRepository user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    filter = LargeFileFilter.of(user, folder);
    user.write("a.big", "a\n").commit("large");
  }

  private static List<Warning> warnings(Session session) {
    return session.progress().warnings().stream()
        .filter(warning -> warning.code() == Warning.Code.LFS_POINTERS)
        .toList();
  }

  @Test
  void thatTheyArePointersIsSaidOnceWithWhatToDo() throws Exception {
    filter.loseContents();
    SessionId id = project.send("[[write new.txt hello]]");
    Session first = project.await(id, SessionState.COMPLETED);
    project.followUp(id, "[[say back]]", FollowUp.Mode.AUTO);
    project.awaitSaid(id, "back");

    assertThat(warnings(project.await(id, SessionState.COMPLETED)))
        .isEqualTo(warnings(first))
        .singleElement()
        .satisfies(warning ->
            assertThat(warning.hint()).contains("git lfs pull", first.place().folder().toString()));
  }

  @Test
  void nothingIsSaidWhereTheirContentIsThere() throws Exception {
    SessionId id = project.send("[[write new.txt hello]]");

    assertThat(warnings(project.await(id, SessionState.COMPLETED))).isEmpty();
  }
}
