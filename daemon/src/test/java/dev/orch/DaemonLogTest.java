package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.config.DaemonConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLogTest {
  @TempDir private Path folder;

  @Test
  void anEntryLosesItsSecretsAndSoDoesItsException() throws IOException {
    Path file = folder.resolve("daemon.log");
    DaemonLog log = log(file);
    log.mask(text -> text.replace("canary-4711", "[redacted]"));

    LogRecord entry = new LogRecord(Level.SEVERE, "failed canary-4711");
    entry.setThrown(new IOException("x", new IOException("canary-4711 is no path")));
    log.publish(entry);
    log.close();

    assertThat(file).content().contains("failed [redacted]", "[redacted] is no path");
    assertThat(file).content().doesNotContain("canary");
  }

  @Test
  void whatLooksLikeAKeyIsTakenOutFromTheBeginning() throws IOException {
    Path file = folder.resolve("daemon.log");
    DaemonLog log = log(file);
    String key = "sk-ant-" + "api03-abcdefghijklmnopqrstuvwxyz0123456789";

    log.publish(new LogRecord(Level.INFO, "with " + key));
    log.close();

    assertThat(file).content().contains("with ").doesNotContain(key);
  }

  private DaemonLog log(Path file) throws IOException {
    DaemonConfig config = DaemonConfig.read(Map.of("HOME", folder.toString(), "PATH", "/usr/bin"));
    return new DaemonLog(file, config.logging());
  }
}
