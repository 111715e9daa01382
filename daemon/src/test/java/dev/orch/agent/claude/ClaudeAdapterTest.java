package dev.orch.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentAdapterContract;
import dev.orch.agent.LaunchPlan;
import dev.orch.agent.LaunchRequest;
import dev.orch.agent.Login;
import dev.orch.agent.Transcript;
import dev.orch.domain.session.CommandAction;
import dev.orch.runtime.ShortCommand;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaudeAdapterTest extends AgentAdapterContract {
  private static final String HOLDS_BACK = "--ignore-persisted-trust";

  @Override
  protected AgentAdapter adapter() {
    return new ClaudeAdapter();
  }

  @Override
  protected String version() {
    return "2.1.331";
  }

  @Override
  protected List<Transcript> transcripts() {
    return Transcript.of("claude");
  }

  private static LaunchRequest with(
      LaunchRequest plain, String version, LaunchRequest.InstructionFile... files) {
    return new LaunchRequest(
        new LaunchRequest.Program(plain.program().binary(), version, List.of()),
        plain.conversation(),
        plain.opening(),
        new LaunchRequest.Repository(List.of(files), List.of()),
        plain.scratch(),
        plain.turn());
  }

  private LaunchPlan plan(
      String version, CommandAction action, LaunchRequest.InstructionFile... files) {
    return adapter().plan(with(request(action, null), version, files));
  }

  private static LaunchRequest.InstructionFile file(String path, String text) {
    return new LaunchRequest.InstructionFile(path, text);
  }

  @Test
  void whatARepositoryWouldRunIsHeldBackInEveryVersion() {
    for (String version : List.of("2.1.325", "2.1.331", "2.2.0", "3.0.0")) {
      assertThat(plan(version, CommandAction.IMPLEMENT).spec().argv().get(1))
          .as(version)
          .isEqualTo(HOLDS_BACK);
    }
    for (String version : List.of("2.1.197", "2.1.324", "1.9.999", "", "unheard of")) {
      assertThat(plan(version, CommandAction.IMPLEMENT).spec().argv())
          .as(version)
          .doesNotContain(HOLDS_BACK)
          .containsSequence("--setting-sources", "user");
    }
  }

  @Test
  void thePermissionModeIsAlwaysPassed() {
    assertThat(plan("2.1.331", CommandAction.IMPLEMENT).spec().argv())
        .containsSequence("--permission-mode", "acceptEdits")
        .doesNotContain("--tools");
    assertThat(plan("2.1.331", CommandAction.PLAN).spec().argv())
        .containsSequence("--permission-mode", "plan")
        .containsSequence("--settings", "{\"useAutoModeDuringPlan\":false}");
    for (CommandAction action : List.of(CommandAction.ANALYZE, CommandAction.REVIEW)) {
      assertThat(plan("2.1.197", action).spec().argv())
          .containsSequence("--permission-mode", "default")
          .containsSequence("--tools", "Read,Grep,Glob,Bash,AskUserQuestion");
    }
  }

  @Test
  void shellLinesOfSkillsAreSwitchedOffWhereThereAreAny() {
    LaunchRequest.InstructionFile skill =
        file(".claude/skills/x/SKILL.md", "---\nname: x\n---\nNow: !`git log`\n");

    assertThat(plan("2.1.331", CommandAction.IMPLEMENT, skill).spec().argv())
        .containsSequence("--settings", "{\"disableSkillShellExecution\":true}");
    assertThat(
            plan("2.1.331", CommandAction.IMPLEMENT, file("CLAUDE.md", "Mind !`x`")).spec().argv())
        .doesNotContain("--settings");
  }

  @Test
  void agentsFileIsDeliveredUnlessClaudeReadsItByItself() {
    LaunchRequest.InstructionFile agents = file("AGENTS.md", "Use tabs.");

    assertThat(plan("2.1.331", CommandAction.IMPLEMENT, agents).files())
        .singleElement()
        .satisfies(one -> assertThat(one.text()).contains("# AGENTS.md", "Use tabs."));
    assertThat(plan("2.1.331", CommandAction.IMPLEMENT, agents).spec().argv())
        .containsSequence("--append-system-prompt-file", "/state/scratch/instructions.md");
    for (LaunchRequest.InstructionFile other :
        List.of(file("CLAUDE.md", "See @AGENTS.md"), file(".claude/CLAUDE.md", "Use tabs."))) {
      assertThat(plan("2.1.331", CommandAction.IMPLEMENT, agents, other).files()).isEmpty();
    }
  }

  @Test
  void olderVersionsGetAllInstructionsAsOneText() {
    LaunchPlan plan =
        plan(
            "2.1.197",
            CommandAction.IMPLEMENT,
            file("CLAUDE.md", "Be brief. @AGENTS.md"),
            file("AGENTS.md", "Use tabs."),
            file(".claude/rules/a/b.md", "---\npaths: src\n---\nNo wildcards."),
            file(".claude/skills/x/SKILL.md", "---\nname: x\ndescription: makes x\n---\nsecret"),
            file(".mcp.json", "{\"mcpServers\":{\"evil\":{}}}"));

    assertThat(plan.files())
        .singleElement()
        .satisfies(one ->
            assertThat(one.text())
                .containsSubsequence("# CLAUDE.md", "Be brief.", "# AGENTS.md", "Use tabs.")
                .contains("# .claude/rules/a/b.md", "paths: src", "No wildcards.")
                .contains("- .claude/skills/x/SKILL.md: makes x")
                .doesNotContain("secret", "evil"));
  }

  @Test
  void theVersionIsReadFromWhatItPrints() {
    assertThat(version("2.1.197 (Claude Code)\n", 0)).contains("2.1.197");
    assertThat(version("2.1.197 (Claude Code)\n", 1)).isEmpty();
    assertThat(version("hello\n", 0)).isEmpty();
  }

  private Optional<String> version(String out, int code) {
    return adapter().versionProbe().reading().apply(new ShortCommand.Result.Ended(code, out, ""));
  }

  @Test
  void theLoginIsReadFromItsStatusWhateverTheExitCode() {
    assertThat(login("{\"loggedIn\": true, \"authMethod\": \"api_key\"}", 0))
        .contains(Login.LOGGED_IN);
    assertThat(login("{\"loggedIn\": false}", 1)).contains(Login.LOGGED_OUT);
    assertThat(login("error: unknown command", 1)).isEmpty();
  }

  private Optional<Login> login(String out, int code) {
    return adapter().loginProbe().reading().apply(new ShortCommand.Result.Ended(code, out, ""));
  }
}
