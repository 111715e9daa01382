package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is run before a worktree goes is what a person was shown. */
class PlannedTeardownTest extends RealPlaneSuite {
  private Path said;

  @BeforeEach
  void listen() {
    said = folder.resolve("said");
  }

  private String ended() throws IOException {
    String id = plane.send("implement", "[[write new.txt hello]] [[say done]]");
    plane.await(id, "completed");
    return id;
  }

  @ParameterizedTest
  @EnumSource(names = {"RELEASE", "DELETE"})
  void whatWasPlannedIsRunWhateverTheProjectSaysSince(ApiPath way) throws Exception {
    Path enough = folder.resolve("enough");
    String until = "while [ -d %s ] && ! [ -e %s ]; do sleep 0.1; done".formatted(folder, enough);
    plane.set("teardown", "echo planned >>%s; ".formatted(said) + until);
    String id = ended();
    Path worktree = Path.of(plane.session(id).path("worktree_path").asString());
    Thread.ofVirtual().start(new FutureTask<>(() -> plane.client().post(way.with(id), "{}")));
    InTime.await(() -> said.toFile().length() > 0);
    plane.set("teardown", "echo another >>" + said);

    plane.restart(() -> Files.createFile(enough));

    InTime.await(() -> !Files.exists(worktree));
    assertThat(said).hasContent("planned\nplanned");
  }

  @ParameterizedTest
  @EnumSource(names = {"RELEASE", "DELETE"})
  void whoAgreesIsShownItAndAnotherOneIsAskedForAgain(ApiPath way) throws IOException {
    plane.set("teardown", "\necho seen >>%s\ntrue\n".formatted(said));
    String id = ended();
    ApiClient.Reply seen =
        plane
            .client()
            .get(ApiPath.CLEANUP_PREVIEW.with(id) + "?for=" + way.name().toLowerCase(Locale.ROOT));
    assertThat(seen.text("/items/0/kind")).isEqualTo("teardown");
    assertThat(seen.text("/items/0/path")).isEqualTo("echo seen >>%s (and 1 more line)", said);
    String agreed = "{\"plan_hash\":\"%s\"}".formatted(seen.text("/plan_hash"));
    plane.set("teardown", "\necho seen >>%s\nfalse\n".formatted(said));

    ApiClient.Reply refused = plane.client().post(way.with(id), agreed);

    assertThat(refused.problem()).as(refused.raw().text()).isEqualTo("inventory_changed");
    assertThat(said).doesNotExist();
    plane.set("teardown", "\necho seen >>%s\ntrue\n".formatted(said));
    assertThat(plane.client().post(way.with(id), agreed).status()).isEqualTo(200);
    assertThat(said).hasContent("seen");
  }
}
