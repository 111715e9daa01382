package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is set for a project: taken, shown, merged, refused. */
class ProjectSettingsTest extends HandlerFixture {
  private static final String PROJECT = "/api/v1/projects/my-app";

  private Reply set(String settings) throws IOException {
    return client.put(PROJECT, "{\"settings\":{%s}}".formatted(settings.replace('\'', '"')));
  }

  @Test
  void allOfThemAreShownAsTheyWereSetAndNullGoesBackToTheDefault() throws IOException {
    Reply usual = client.get(PROJECT);

    Reply set =
        set(
            "'include':['.env','config/*.local'],'setup':'npm ci','teardown':'docker compose down',"
                + "'env':{},'env_pass':[],'max_sessions':2,'auto_resume':false,"
                + "'policy':{'mode':'ask'},'sandbox':'none',"
                + "'branch_template':'{agent}/{title}'");

    assertThat(set.status()).as("%s", set.json()).isEqualTo(200);
    assertThat(client.get(PROJECT).json()).isEqualTo(set.json());
    assertThat(set.text("/settings/include/1")).isEqualTo("config/*.local");
    assertThat(set.text("/settings/setup")).isEqualTo("npm ci");
    assertThat(set.text("/settings/teardown")).isEqualTo("docker compose down");
    assertThat(set.json().at("/settings/max_sessions").asInt()).isEqualTo(2);
    assertThat(set.text("/settings/policy/mode")).isEqualTo("ask");
    assertThat(set.text("/settings/sandbox")).isEqualTo("none");
    assertThat(set.text("/settings/branch_template")).isEqualTo("{agent}/{title}");
    Reply cleared =
        set(
            "'include':null,'setup':null,'teardown':null,'env':null,'env_pass':null,"
                + "'max_sessions':null,'auto_resume':null,'policy':null,'sandbox':null,"
                + "'worktree_root':null,'branch_template':null");
    assertThat(cleared.json().at("/settings")).isEqualTo(usual.json().at("/settings"));
    assertThat(usual.text("/settings/branch_template"))
        .isEqualTo("orch/{agent}/{project}/{session_id}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'policy':{'mode':'allow_edits'}|settings.policy|ask",
        "'policy':{'mode':'allow_all'}|settings.policy|ask",
        "'policy':{'mode':'ask','until':'2030-01-01T00:00:00Z'}|settings.policy|ask",
        "'sandbox':'os'|settings.sandbox|none",
        "'sandbox':'agent'|settings.sandbox|none",
        "'auto_resume':true|settings.auto_resume|false"
      })
  void whatWouldHaveNoEffectYetIsRefusedAndWhatHasOneIsNamed(
      String setting, String field, String allowed) throws IOException {
    Reply later = set(setting);

    assertThat(later.status()).isEqualTo(422);
    assertThat(later.problem()).isEqualTo("not_available_yet");
    assertThat(later.text("/field")).isEqualTo(field);
    assertThat(later.json().at("/known").valueStream().map(JsonNode::asString))
        .containsExactly(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'max_sessions':0|settings.max_sessions",
        "'max_sessions':'2'|settings.max_sessions",
        "'include':['../secret']|settings.include",
        "'include':['']|settings.include",
        "'setup':' '|settings.setup",
        "'teardown':''|settings.teardown",
        "'worktree_root':'relative'|settings.worktree_root",
        "'branch_template':'{agent}/{user}'|settings.branch_template",
        "'branch_template':'{agent}/{title'|settings.branch_template",
        "'branch_template':'-{agent}'|settings.branch_template",
        "'branch_template':'a b'|settings.branch_template",
        "'branch_template':'x/{title}.lock'|settings.branch_template"
      })
  void whatCannotBeIsRefusedAndNothingIsChanged(String setting, String field) throws IOException {
    Reply before = client.get(PROJECT);

    Reply refused = set(setting);

    assertThat(refused.status()).as("%s", refused.json()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("invalid_field");
    assertThat(refused.text("/field")).isEqualTo(field);
    assertThat(client.get(PROJECT).json()).isEqualTo(before.json());
  }

  @Test
  void aFolderForWorktreesMustBeOutsideOfEveryCheckoutAndHoldNothingElse() throws IOException {
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("file"), "x");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("home"));
    Path fresh = folder.resolve("fresh");

    for (Path unfit :
        new Path[] {full, link.resolve("below"), repository.folder().resolve("trees")}) {
      Reply refused = set("'worktree_root':'%s'".formatted(unfit));
      assertThat(refused.problem()).as("%s", unfit).isEqualTo("invalid_field");
      assertThat(refused.text("/field")).isEqualTo("settings.worktree_root");
    }
    assertThat(set("'worktree_root':'%s'".formatted(fresh)).text("/settings/worktree_root"))
        .isEqualTo(fresh.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'sandbox':'jail'", "'policy':{'mode':'yolo'}"})
  void aWordThatThereIsNotIsRefused(String setting) throws IOException {
    Reply refused = set(setting);

    assertThat(refused.problem()).isEqualTo("invalid_field");
    assertThat(refused.text("/detail")).contains("is not a value of settings.");
    assertThat(refused.json().at("/known")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evn", "max_session", "braches"})
  void aTypingErrorIsAnsweredWithTheNearest(String typo) throws IOException {
    assertThat(set("'%s':null".formatted(typo)).problem()).isEqualTo("unknown_field");
  }
}
