package dev.orch;

import dev.orch.runtime.ProcessRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code daemon.json} in the state folder: where the daemon listens, for the command line. There
 * while it listens, before it answers; after a kill it names a process that is gone.
 */
final class DaemonFile {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path file;

  private DaemonFile(Path stateFolder) {
    this.file = stateFolder.resolve("daemon.json");
  }

  /** Replaces what an earlier daemon left. */
  static DaemonFile written(Path stateFolder, String url, ProcessRecord self) {
    DaemonFile file = new DaemonFile(stateFolder);
    file.write(url, self);
    return file;
  }

  private void write(String url, ProcessRecord self) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("url", url);
    facts.put("pid", self.pid());
    facts.put("start_ticks", self.startTicks());
    facts.put("version", Version.CURRENT);
    Version.image().ifPresent(image -> facts.put("image", image.toString()));
    facts.put("state_folder", String.valueOf(file.getParent()));
    try {
      Path unfinished = file.resolveSibling("daemon.json.new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, MAPPER.writeValueAsString(facts) + "\n");
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
