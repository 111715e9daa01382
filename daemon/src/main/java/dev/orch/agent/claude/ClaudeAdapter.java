package dev.orch.agent.claude;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentProtocol;
import dev.orch.agent.Capability;
import dev.orch.agent.EnvironmentNames;
import dev.orch.agent.LaunchPlan;
import dev.orch.agent.LaunchRequest;
import dev.orch.agent.Login;
import dev.orch.agent.Probe;
import dev.orch.agent.RepositoryNames;
import dev.orch.domain.project.AgentId;
import dev.orch.runtime.ShortCommand;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Claude Code of Anthropic. */
public final class ClaudeAdapter implements AgentAdapter {
  private static final AgentId ID = new AgentId("claude");

  private final ClaudeProtocol protocol = new ClaudeProtocol();

  @Override
  public AgentId id() {
    return ID;
  }

  @Override
  public String productName() {
    return "Claude Code";
  }

  @Override
  public String program() {
    return "claude";
  }

  @Override
  public String installHint() {
    return "Install it with `npm install -g @anthropic-ai/claude-code`, or set ORCH_CLAUDE_BIN.";
  }

  @Override
  public String loginHint() {
    return "Run `claude` in a terminal and log in with /login, or set ANTHROPIC_API_KEY.";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.APPROVALS,
        Capability.QUESTIONS,
        Capability.PLAN_REVIEW,
        Capability.STEERING,
        Capability.RESUME,
        Capability.MODEL_OVERRIDE,
        Capability.READ_ONLY,
        Capability.USAGE,
        Capability.COST);
  }

  @Override
  public EnvironmentNames environment() {
    return new EnvironmentNames(
        List.of("ANTHROPIC_*", "CLAUDE_CODE_*", "CLAUDE_CONFIG_DIR", "DISABLE_*"),
        List.of(
            "AI_AGENT",
            "CLAUDECODE",
            "CLAUDE_CODE_CHILD_*",
            "CLAUDE_CODE_ENTRYPOINT",
            "CLAUDE_CODE_EXECPATH",
            "CLAUDE_CODE_MESSAGING_*",
            "CLAUDE_CODE_SESSION_*",
            "CLAUDE_CODE_SSE_PORT",
            "CLAUDE_EFFORT",
            "CLAUDE_PID"),
        List.of(
            new EnvironmentNames.Assignment("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
            new EnvironmentNames.Assignment("DISABLE_AUTOUPDATER", "1")));
  }

  /** The MCP servers are among what instructs too: their names are looked for at the start. */
  @Override
  public RepositoryNames repositoryFiles() {
    return new RepositoryNames(
        List.of(
            "CLAUDE.md",
            ".claude/CLAUDE.md",
            "CLAUDE.local.md",
            "AGENTS.md",
            ".claude/rules/**/*.md",
            ".claude/skills/**/SKILL.md",
            ".claude/commands/**/*.md",
            ".claude/agents/**/*.md",
            ClaudeInstructions.MCP_SERVERS),
        List.of(
            ".claude/settings.json",
            ".claude/settings.local.json",
            ClaudeInstructions.MCP_SERVERS));
  }

  @Override
  public Probe<String> versionProbe() {
    return new Probe<>(
        List.of("--version"),
        result ->
            switch (result) {
              case ShortCommand.Result.Ended(int code, String out, String _) when code == 0 ->
                  ClaudeVersion.in(out).map(ClaudeVersion::toString);
              case ShortCommand.Result.Ended _, ShortCommand.Result.TimedOut _ -> Optional.empty();
            });
  }

  @Override
  public Probe<Login> loginProbe() {
    return new Probe<>(
        List.of("auth", "status", "--json"),
        result ->
            switch (result) {
              case ShortCommand.Result.Ended(int _, String out, String _) -> login(out);
              case ShortCommand.Result.TimedOut _ -> Optional.empty();
            });
  }

  private static Optional<Login> login(String out) {
    return ClaudeJson.object(out.strip())
        .map(status -> status.path("loggedIn"))
        .filter(loggedIn -> loggedIn.isBoolean())
        .map(loggedIn -> loggedIn.asBoolean(false) ? Login.LOGGED_IN : Login.LOGGED_OUT);
  }

  @Override
  public LaunchPlan plan(LaunchRequest request) {
    return new ClaudeLaunch(request).plan();
  }

  @Override
  public PoliteSignal politeSignal() {
    return PoliteSignal.INTERRUPT;
  }

  @Override
  public AgentProtocol protocol() {
    return protocol;
  }
}
