package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NextStepTest {
  private static final SessionId SESSION = new SessionId("k3v9m2p7qd");

  @ParameterizedTest
  @EnumSource
  void aSessionThatDoesNotGoOnByItselfHasOne(Reason reason) {
    boolean over =
        reason.fits(SessionState.FAILED)
            || reason.fits(SessionState.STOPPED)
            || reason.fits(SessionState.WAITING_FOR_USER)
            || reason == Reason.PAUSED;

    assertThat(NextStep.after(reason, SESSION).isPresent()).isEqualTo(over);
    assertThat(NextStep.after(reason, SESSION).orElse("orch")).containsAnyOf("orch", "disk");
  }
}
