package dev.orch.agent.claude;

import dev.orch.agent.LaunchRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a repository tells the agent, as far as Claude Code does not read it by itself. */
final class ClaudeInstructions {
  /** Brings MCP servers; read for their names only. */
  static final String MCP_SERVERS = ".mcp.json";

  private static final String AGENTS = "AGENTS.md";
  private static final Pattern ON_DEMAND = Pattern.compile("\\.claude/(skills|commands|agents)/.*");
  private static final Pattern SHELL_LINE = Pattern.compile("!`|```!");
  private static final Pattern AGENTS_IMPORT = Pattern.compile("(^|\\s)@(\\./)?AGENTS\\.md\\b");
  private static final Pattern DESCRIPTION = Pattern.compile("(?m)^description:\\s*(.+)$");
  private static final String PREFACE =
      "The repository's own instructions follow, each under its path. A word like @path in them"
          + " names another file of the repository: read it before you work on what it is about.\n";

  private final List<LaunchRequest.InstructionFile> files;

  ClaudeInstructions(List<LaunchRequest.InstructionFile> files) {
    this.files = files;
  }

  /** Whether a skill or a command would run a shell line when it is loaded. */
  boolean hasShellLines() {
    return files.stream()
        .anyMatch(file ->
            ON_DEMAND.matcher(file.path()).matches() && SHELL_LINE.matcher(file.text()).find());
  }

  /** Names of the MCP servers that the repository brings. */
  List<String> servers() {
    List<String> names = new ArrayList<>();
    for (LaunchRequest.InstructionFile file : files) {
      if (file.path().equals(MCP_SERVERS)) {
        ClaudeJson.object(file.text())
            .ifPresent(node ->
                node.path("mcpServers").properties().forEach(one -> names.add(one.getKey())));
      }
    }
    return names;
  }

  /** {@code AGENTS.md}, unless a file that Claude Code reads by itself brings it in. */
  Optional<String> agentsOnly() {
    Optional<String> agents =
        files.stream()
            .filter(file -> file.path().equals(AGENTS))
            .map(LaunchRequest.InstructionFile::text)
            .findFirst();
    return agents
        .filter(text -> !text.isBlank() && !broughtInByAnother(text))
        .map(text -> PREFACE + section(AGENTS, text));
  }

  private boolean broughtInByAnother(String text) {
    return files.stream()
        .filter(ClaudeInstructions::isStanding)
        .filter(file -> !file.path().equals(AGENTS))
        .anyMatch(file -> file.text().equals(text) || AGENTS_IMPORT.matcher(file.text()).find());
  }

  /** Everything, for a Claude Code that is told to read nothing of the repository by itself. */
  Optional<String> all() {
    StringBuilder text = new StringBuilder();
    Set<String> said = new HashSet<>();
    for (LaunchRequest.InstructionFile file : files) {
      if (isStanding(file) && !file.text().isBlank() && said.add(file.text())) {
        text.append(section(file.path(), file.text()));
      }
    }
    List<LaunchRequest.InstructionFile> onDemand =
        files.stream().filter(file -> ON_DEMAND.matcher(file.path()).matches()).toList();
    if (!onDemand.isEmpty()) {
      text.append(
          "\n# Skills, commands and agents\n\nRead the file when the task is about it:\n\n");
      onDemand.forEach(
          file -> text.append("- ").append(file.path()).append(meaning(file)).append('\n'));
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(PREFACE + text);
  }

  private static boolean isStanding(LaunchRequest.InstructionFile file) {
    return !file.path().equals(MCP_SERVERS) && !ON_DEMAND.matcher(file.path()).matches();
  }

  private static String meaning(LaunchRequest.InstructionFile file) {
    Matcher description = DESCRIPTION.matcher(file.text());
    return description.find() ? ": " + ClaudeTools.oneLine(description.group(1)) : "";
  }

  private static String section(String path, String text) {
    return "\n# " + path + "\n\n" + text.strip() + "\n";
  }
}
