package dev.orch.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is advised can be done in the state that the session is in. */
class MissingWorktreeTest {
  @ParameterizedTest
  @CsvSource({
    "RUNNING, stop",
    "STOPPED, resume",
    "COMPLETED, followup",
    "ARCHIVED, unarchive",
    "DELETED, restore"
  })
  void theWayBackBeginsWithWhatTheStateAllows(SessionState state, String verb) {
    Session session = Samples.moved(new Samples(5).session(Samples.NOON), state);

    assertThat(MissingWorktree.again(session))
        .startsWith("orch %s %s".formatted(verb, session.id()));
  }
}
