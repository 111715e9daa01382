package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import dev.orch.session.SessionPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said when somebody removed a session's worktree between two turns. */
class RemadeWorktreeTest extends ProjectSuite {
  private Session afterRemoval(SessionId id) throws Exception {
    Session first = project.await(id, SessionState.COMPLETED);
    remove(first.place().folder());
    project.followUp(id, "[[say back]]", FollowUp.Mode.AUTO);
    project.awaitSaid(id, "back");
    return project.await(id, SessionState.COMPLETED);
  }

  private static void remove(Path tree) throws IOException, InterruptedException {
    Process rm = new ProcessBuilder("rm", "-rf", tree.toString()).start();
    assertThat(rm.waitFor()).isZero();
  }

  private static List<Warning> warnings(Session session) {
    return session.progress().warnings().stream()
        .filter(warning -> warning.code() == Warning.Code.WORKTREE_REMADE)
        .toList();
  }

  @Test
  void theUncommittedWorkThatItLacksIsNamed() throws Exception {
    SessionId id = project.send("[[write new.txt hello]]");

    Session session = afterRemoval(id);

    assertThat(warnings(session))
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.text()).contains("turn 2", "what was not committed");
          assertThat(warning.text()).contains(".git/worktrees/" + id);
          assertThat(warning.hint()).contains("orch diff " + id + " --turn 1");
        });
    assertThat(project.plane().events(id, "worktree.created"))
        .hasSize(2)
        .last()
        .satisfies(event -> {
          assertThat(event.fact().turn()).isEqualTo(2);
          assertThat(event.fact().payload()).isInstanceOf(WorktreePayload.Created.class);
        });
  }

  @Test
  void whereEverythingWasCommittedNoDiffIsPointedAt() throws Exception {
    Session session = afterRemoval(project.send("[[say nothing changes]]"));

    assertThat(warnings(session))
        .singleElement()
        .satisfies(warning -> assertThat(warning.hint()).doesNotContain("orch diff"));
  }

  @Test
  void whereNoDiffWasKeptThatIsSaid() throws Exception {
    SessionId id = project.send("[[write new.txt hello]]");
    project.await(id, SessionState.COMPLETED);
    Files.delete(SessionPlaces.diff(project.plane().session(id), 1));

    assertThat(warnings(afterRemoval(id)))
        .singleElement()
        .satisfies(warning -> assertThat(warning.hint()).contains("no diff"));
  }

  @Test
  void aWorktreeThatIsStillThereIsNotWarnedOf() throws Exception {
    SessionId id = project.send("[[write new.txt hello]]");
    project.await(id, SessionState.COMPLETED);
    project.followUp(id, "[[say back]]", FollowUp.Mode.AUTO);
    project.awaitSaid(id, "back");

    assertThat(warnings(project.await(id, SessionState.COMPLETED))).isEmpty();
    assertThat(project.plane().events(id, "worktree.created")).hasSize(1);
  }

  @Test
  void whatItLacksIsSaidAlsoWhereTheDaemonEndedAmidTheComparison() throws Exception {
    SessionId id = project.send("[[say nothing changes]]");
    remove(project.await(id, SessionState.COMPLETED).place().folder());
    Path slow = Files.createFile(folder.resolve("home/slow-diff"));
    project.followUp(id, "[[say back]]", FollowUp.Mode.AUTO);
    project.plane().diffBegun.await();

    assertThat(warnings(project.plane().session(id)))
        .singleElement()
        .satisfies(warning ->
            assertThat(warning.text()).contains("turn 2", "gone", "what was not committed"));

    project.restart(() -> Files.delete(slow));
    project.awaitSaid(id, "back");

    assertThat(warnings(project.await(id, SessionState.COMPLETED)))
        .singleElement()
        .satisfies(warning ->
            assertThat(warning.text()).contains("turn 2", "only the files that git ignores"));
    assertThat(project.plane().events(id, "session.warned")).hasSize(2);
    assertThat(project.plane().events(id, "session.warning_cleared")).hasSize(1);
    assertThat(project.plane().events(id, "worktree.created")).hasSize(2);
  }
}
