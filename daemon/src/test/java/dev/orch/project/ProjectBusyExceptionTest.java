package dev.orch.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a person is told to do first. */
class ProjectBusyExceptionTest {
  private final Samples samples = new Samples(1);
  private final Project project = samples.project(Samples.NOON);

  private Session session() {
    return samples.session(project.id(), CommandAction.IMPLEMENT, Samples.NOON);
  }

  @Test
  void atMostFiveAreNamed() {
    List<Session> sessions = Stream.generate(this::session).limit(7).toList();

    ProjectBusyException busy = ProjectBusyException.live(project, sessions);

    assertThat(busy)
        .hasMessageContaining("orch stop " + sessions.get(4).id())
        .hasMessageContaining("2 more")
        .hasMessageNotContaining(sessions.get(5).id().value());
    assertThat(busy.sessions()).hasSize(7);
  }

  @Test
  void aStopIsNotSaidOfWhatHasEnded() {
    Session failed = Samples.moved(session(), SessionState.FAILED);

    assertThat(ProjectBusyException.live(project, List.of(failed)))
        .hasMessageContaining(failed.id() + " is failed")
        .hasMessageNotContaining("orch stop");
  }
}
