package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.runtime.RunId;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** An agent that reads the checkout is confined to it, as one in a worktree is to that. */
class ReaderGitTest extends PlaneSuite {
  @Test
  void itsGitStaysInTheCheckoutAndCollectsNothing() throws InterruptedException, IOException {
    SessionId id = plane.send("analyze", project, "[[question Which?]]").id();
    plane.await(id, in(SessionState.WAITING_FOR_USER));

    assertThat(plane.supervisor.environment(new RunId(id, 1)))
        .containsEntry("GIT_CEILING_DIRECTORIES", folder.toRealPath().toString())
        .containsEntry("GIT_CONFIG_KEY_0", "gc.auto")
        .containsEntry("GIT_CONFIG_VALUE_0", "0");
  }
}
