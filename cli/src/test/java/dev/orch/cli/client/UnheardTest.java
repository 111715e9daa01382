package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How one sees what became of a request whose answer nobody has heard. */
class UnheardTest {

  @Test
  void itIsSeenWhereTheThingIs() {
    assertThat(look("POST", ApiPath.COMMANDS.with() + "?wait=launched")).contains("orch sessions");
    assertThat(look("POST", ApiPath.FOLLOW_UP.with("k3v"))).contains("orch sessions show k3v");
    assertThat(look("PUT", ApiPath.KEPT_FOLLOW_UP.with("k3v", "f2x")))
        .contains("orch sessions show k3v");
    assertThat(look("POST", ApiPath.DELETE.with("k3v"))).contains("orch sessions show k3v");
    assertThat(look("POST", ApiPath.ANSWER.with("r5n"))).contains("orch inbox");
    assertThat(look("POST", ApiPath.RESTORE.with("k3v"))).contains("orch trash");
    assertThat(look("DELETE", ApiPath.TRASH_ENTRY.with("7hq"))).contains("orch trash");
    assertThat(look("POST", ApiPath.PROJECTS.with())).contains("orch projects");
    assertThat(look("PUT", ApiPath.PROJECT_BY_SLUG.with("my app")))
        .contains("orch projects show \"my app\"");
  }

  @Test
  void whatChangesNothingThatSomebodyAskedForIsNotSpokenOf() {
    assertThat(Unheard.of(Call.get(ApiPath.SESSION.with("k3v")))).isEmpty();
    assertThat(look("POST", ApiPath.SEEN.with("k3v"))).isEmpty();
    assertThat(look("POST", ApiPath.COMMANDS.with() + "?dry_run=true")).isEmpty();
  }

  private static Optional<String> look(String method, String target) {
    return Unheard.of(new Call(method, target, "{}", "key")).map(Unheard::look);
  }
}
