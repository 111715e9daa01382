package dev.orch.cli.client;

import dev.orch.cli.process.LiveProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a daemon wrote down about itself when it began to listen: {@code daemon.json} in the state
 * folder, readable by its owner only.
 *
 * @param build what it was started from
 * @param stateFolder as the daemon knows it
 */
public record DaemonFile(URI url, LiveProcess process, Build build, Path stateFolder) {

  /** The daemon that runs on this state folder; empty if none does, whatever an old file says. */
  public static Optional<DaemonFile> living(Path stateFolder) {
    return text(stateFolder.resolve("daemon.json"))
        .flatMap(Json::tree)
        .flatMap(DaemonFile::of)
        .filter(file -> file.process().isAlive());
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Null where a daemon of before wrote none. */
  private static @Nullable Path image(String path) {
    return path.isEmpty() ? null : Path.of(path);
  }

  private static Optional<DaemonFile> of(JsonNode json) {
    String url = json.path("url").asString("");
    long pid = json.path("pid").asLong(0);
    if (url.isEmpty() || pid <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new DaemonFile(
            URI.create(url),
            new LiveProcess(pid, json.path("start_ticks").asLong(0)),
            new Build(json.path("version").asString(""), image(json.path("image").asString(""))),
            Path.of(json.path("state_folder").asString(""))));
  }
}
