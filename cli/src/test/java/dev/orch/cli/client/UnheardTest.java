package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How one sees what became of a request whose answer nobody has heard. */
class UnheardTest {
  /** Only read; but for {@code SEEN}, which nobody asks for by name. */
  private static final Set<ApiPath> NOTHING_TO_SEE =
      EnumSet.of(
          ApiPath.HEALTH,
          ApiPath.COMMAND,
          ApiPath.SESSIONS,
          ApiPath.SESSION,
          ApiPath.SEEN,
          ApiPath.LOGIN_CODES,
          ApiPath.LOGIN,
          ApiPath.EXPORT,
          ApiPath.CLEANUP_PREVIEW,
          ApiPath.FOLLOW_UPS,
          ApiPath.LOG,
          ApiPath.LOG_TAIL,
          ApiPath.TURNS,
          ApiPath.TRANSITIONS,
          ApiPath.TRANSCRIPT,
          ApiPath.DIFF,
          ApiPath.INPUT_REQUESTS,
          ApiPath.ARTIFACTS,
          ApiPath.ARTIFACT,
          ApiPath.ARTIFACT_CONTENT,
          ApiPath.TRASH,
          ApiPath.EVENTS,
          ApiPath.EVENT_STREAM,
          ApiPath.AGENTS,
          ApiPath.STATS,
          ApiPath.DOCTOR,
          ApiPath.CONFIG,
          ApiPath.OPENAPI);

  @Test
  void itIsSeenWhereTheThingIs() {
    assertThat(look("POST", ApiPath.COMMANDS.with() + "?wait=launched")).contains("orch sessions");
    assertThat(look("POST", ApiPath.FOLLOW_UP.with("k3v"))).contains("orch sessions show k3v");
    assertThat(look("PUT", ApiPath.KEPT_FOLLOW_UP.with("k3v", "f2x")))
        .contains("orch sessions show k3v");
    assertThat(look("POST", ApiPath.DELETE.with("k3v"))).contains("orch sessions show k3v");
    assertThat(look("POST", ApiPath.ANSWER.with("r5n"))).contains("orch inbox");
    assertThat(look("POST", ApiPath.RESTORE.with("k3v")))
        .hasValueSatisfying(
            where -> assertThat(where).contains("orch trash", "orch events --type trash.restored"));
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
    assertThat(look("POST", ApiPath.COMMANDS.with() + "?dry_run=true&wait=launched")).isEmpty();
    assertThat(look("POST", ApiPath.COMMANDS.with() + "?wait=launched&dry_run=true")).isEmpty();
    assertThat(look("POST", ApiPath.COMMANDS.with() + "?dry_run=false")).isPresent();
  }

  @Test
  void everyPathThatChangesSomethingIsKnown() {
    for (ApiPath path : ApiPath.values()) {
      assertThat(look("POST", path.with("k3v", "f2x")).isPresent())
          .as("%s: where a person looks, or that nothing is to be seen", path)
          .isEqualTo(!NOTHING_TO_SEE.contains(path));
    }
  }

  private static Optional<String> look(String method, String target) {
    return Unheard.of(new Call(method, target, "{}", "key")).map(Unheard::look);
  }
}
