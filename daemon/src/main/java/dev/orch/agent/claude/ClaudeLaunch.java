package dev.orch.agent.claude;

import dev.orch.agent.LaunchPlan;
import dev.orch.agent.LaunchRequest;
import dev.orch.agent.Reply;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.Framing;
import dev.orch.runtime.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works out how one turn is started. What the repository brings that runs is held back by a flag
 * that newer versions have; older ones are told to read nothing of the repository, and get its
 * instructions as a text.
 */
final class ClaudeLaunch {
  /** Edits inside the working folder need no approval, everything else asks. */
  static final String WRITING_MODE = "acceptEdits";

  private static final String PLANNING_MODE = "plan";
  private static final String READING_MODE = "default";
  private static final String READING_TOOLS = "Read,Grep,Glob,Bash,AskUserQuestion";
  private static final String INSTRUCTIONS_FILE = "instructions.md";
  private static final String GO_ON = "Go on.";

  private final LaunchRequest request;
  private final ClaudeInstructions instructions;
  private final ClaudeState.Conduct conduct;
  private final boolean ignoresTrust;

  ClaudeLaunch(LaunchRequest request) {
    this.request = request;
    instructions = new ClaudeInstructions(request.repository().instructing());
    conduct =
        switch (request.conversation().action()) {
          case ANALYZE, REVIEW -> ClaudeState.Conduct.READS;
          case PLAN -> ClaudeState.Conduct.PLANS;
          case IMPLEMENT -> ClaudeState.Conduct.WRITES;
        };
    ignoresTrust =
        ClaudeVersion.in(request.program().version())
            .filter(version -> version.compareTo(ClaudeVersion.IGNORES_TRUST) >= 0)
            .isPresent();
  }

  LaunchPlan plan() {
    Optional<String> text = ignoresTrust ? instructions.agentsOnly() : instructions.all();
    List<LaunchPlan.PlannedFile> files =
        text.map(one -> List.of(new LaunchPlan.PlannedFile(INSTRUCTIONS_FILE, one)))
            .orElseGet(List::of);
    ProcessSpec spec =
        new ProcessSpec(
            argv(!files.isEmpty()),
            request.program().environmentNames(),
            request.conversation().folder(),
            Framing.LINES);
    return new LaunchPlan(spec, files, state(), opening(), heldBack());
  }

  private List<String> argv(boolean withInstructions) {
    LaunchRequest.Conversation conversation = request.conversation();
    List<String> argv = new ArrayList<>();
    argv.add(request.program().binary().toString());
    if (ignoresTrust) {
      argv.add("--ignore-persisted-trust");
    } else {
      argv.addAll(List.of("--setting-sources", "user"));
    }
    argv.addAll(List.of("-p", "--input-format", "stream-json", "--output-format", "stream-json"));
    argv.addAll(List.of("--verbose", "--permission-prompt-tool", "stdio"));
    argv.addAll(List.of("--permission-mode", mode()));
    if (conversation.resume() == null) {
      argv.addAll(List.of("--session-id", conversation.newId()));
    } else {
      argv.addAll(List.of("--resume", conversation.resume()));
    }
    if (conversation.model() != null) {
      argv.addAll(List.of("--model", conversation.model()));
    }
    ObjectNode settings = settings();
    if (!settings.isEmpty()) {
      argv.addAll(List.of("--settings", settings.toString()));
    }
    if (withInstructions) {
      argv.addAll(
          List.of(
              "--append-system-prompt-file",
              request.scratch().resolve(INSTRUCTIONS_FILE).toString()));
    }
    if (conduct == ClaudeState.Conduct.READS) {
      argv.addAll(List.of("--tools", READING_TOOLS));
    }
    return argv;
  }

  private String mode() {
    return switch (conduct) {
      case READS -> READING_MODE;
      case PLANS -> PLANNING_MODE;
      case WRITES -> WRITING_MODE;
    };
  }

  /** One invalid value makes Claude Code drop the whole object silently: only what is needed. */
  private ObjectNode settings() {
    ObjectNode settings = ClaudeJson.object();
    if (ignoresTrust && instructions.hasShellLines()) {
      settings.put("disableSkillShellExecution", true);
    }
    if (conduct == ClaudeState.Conduct.PLANS) {
      settings.put("useAutoModeDuringPlan", false);
    }
    return settings;
  }

  private ClaudeState state() {
    return ClaudeState.first(
        new ClaudeState.Setup(
            request.turn(),
            conduct,
            mode(),
            request.conversation().model(),
            request.opening().messageId(),
            instructions.servers(),
            request.conversation().used()));
  }

  /** One message, so that the first result is the whole turn's. */
  private List<Reply> opening() {
    List<String> blocks = new ArrayList<>();
    request.opening().answers().forEach(answer -> blocks.add(ClaudeAnswers.inWords(answer)));
    if (!request.opening().text().isBlank()) {
      blocks.add(request.opening().text());
    }
    if (blocks.isEmpty()) {
      blocks.add(GO_ON);
    }
    return List.of(
        line(ClaudeReplies.initialize()),
        line(ClaudeReplies.user(request.opening().messageId(), blocks)));
  }

  private static Reply line(JsonNode message) {
    return new Reply(message + "\n");
  }

  private List<LaunchPlan.Notice> heldBack() {
    List<String> running = request.repository().running();
    if (running.isEmpty()) {
      return List.of();
    }
    return List.of(
        new LaunchPlan.Notice(
            Warning.Code.REPOSITORY_CONFIG_HELD_BACK,
            "What the repository would let Claude Code run was held back: "
                + String.join(", ", running),
            "Its instructions (CLAUDE.md, AGENTS.md, rules, skills) reach the agent all the same."));
  }
}
