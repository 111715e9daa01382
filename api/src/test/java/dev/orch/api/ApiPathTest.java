package dev.orch.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiPathTest {

  @Test
  void namesAreReplacedInTheirOrder() {
    assertThat(ApiPath.FOLLOW_UP.with("k3v")).isEqualTo("/api/v1/sessions/k3v/followup");
  }

  @Test
  void whatAPersonTypedCannotLeaveItsPlaceInThePath() {
    assertThat(ApiPath.SESSION.with("../x y?$1")).isEqualTo("/api/v1/sessions/..%2Fx%20y%3F%241");
  }
}
