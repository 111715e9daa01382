package dev.orch.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Interim. */
public record DaemonConfig(
    Path stateFolder,
    Path database,
    String host,
    int port,
    String logLevel,
    String runtimeFolder,
    @Nullable Path worktreeRoot,
    Set<String> allowedHosts,
    Duration stopGrace,
    Duration endGrace,
    Duration stalledAfter,
    List<String> warnings) {

  /** Interim. */
  public static DaemonConfig read(Map<String, String> env) {
    Path home = Path.of(env.getOrDefault("HOME", "/"));
    Path state =
        Optional.ofNullable(env.get("XDG_STATE_HOME"))
            .map(Path::of)
            .orElse(home.resolve(".local/state"))
            .resolve("orch");
    return new DaemonConfig(
        state,
        state.resolve("orchestrator.db"),
        env.getOrDefault("HOST", "127.0.0.1"),
        Integer.parseInt(env.getOrDefault("PORT", "8000")),
        env.getOrDefault("LOG_LEVEL", "INFO"),
        env.getOrDefault("PROJECT_RUNTIME_DIRNAME", ".orchestrator"),
        null,
        Arrays.stream(env.getOrDefault("ORCH_ALLOWED_HOSTS", "").split(","))
            .filter(name -> !name.isBlank())
            .collect(Collectors.toSet()),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        List.of());
  }
}
