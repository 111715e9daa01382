package dev.orch;

import dev.orch.config.DaemonConfig;
import dev.orch.config.LogLevel;
import dev.orch.event.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The daemon's own log: {@code daemon.log} in the state folder. A full one becomes {@code
 * daemon.log.1}, that one {@code daemon.log.2}; the oldest goes. The JDK's own handler cannot keep
 * the name of the newest.
 */
final class DaemonLog extends Handler {
  private static final String NAME = "daemon.log";

  private final Path file;
  private final DaemonConfig.Logging settings;
  // Replaced once more is known of what must not be shown; read by whoever logs.
  private volatile UnaryOperator<String> mask = new Redactor(List.of())::redact;
  // Held while the file is written or replaced; out and size are read and written under it alone.
  private final ReentrantLock writing = new ReentrantLock();
  private OutputStream out;
  private long size;

  /** Writes behind what is there. */
  DaemonLog(Path file, DaemonConfig.Logging settings) throws IOException {
    this.file = file;
    this.settings = settings;
    this.out = open(file);
    this.size = Files.size(file);
    setFormatter(new SimpleFormatter());
  }

  /**
   * From now on everything that is logged goes there. Called once.
   *
   * @return the log, which takes out what looks like a secret until it is told more
   */
  static DaemonLog begin(Path stateFolder, DaemonConfig.Logging settings) {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
    Logger root = Logger.getLogger("");
    try {
      for (Handler usual : root.getHandlers()) {
        root.removeHandler(usual);
      }
      DaemonLog log = new DaemonLog(stateFolder.resolve(NAME), settings);
      root.addHandler(log);
      root.setLevel(level(settings.level()));
      Logger.getLogger("org.flywaydb").setLevel(Level.WARNING);
      Logger.getLogger("org.eclipse.jetty").setLevel(Level.WARNING);
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + stateFolder.resolve(NAME), e);
    }
  }

  /** From now on every entry goes through this, the messages of exceptions too. Never logs. */
  void mask(UnaryOperator<String> secrets) {
    mask = secrets;
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
    };
  }

  private static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    writing.lock();
    try {
      byte[] line = mask.apply(getFormatter().format(entry)).getBytes(StandardCharsets.UTF_8);
      if (size > 0 && size + line.length > settings.fileSizeBytes()) {
        roll();
      }
      out.write(line);
      size += line.length;
    } catch (IOException e) {
      reportError("the daemon's log cannot be written", e, ErrorManager.WRITE_FAILURE);
    } finally {
      writing.unlock();
    }
  }

  private void roll() throws IOException {
    out.close();
    for (int age = settings.files() - 1; age > 0; age--) {
      Path younger = age == 1 ? file : file.resolveSibling(NAME + "." + (age - 1));
      if (Files.exists(younger)) {
        Files.move(
            younger, file.resolveSibling(NAME + "." + age), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (settings.files() <= 1) {
      Files.deleteIfExists(file);
    }
    out = open(file);
    size = 0;
  }

  @Override
  public void flush() {
    writing.lock();
    try {
      out.flush();
    } catch (IOException e) {
      reportError("the daemon's log cannot be written", e, ErrorManager.FLUSH_FAILURE);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      out.close();
    } catch (IOException e) {
      reportError("the daemon's log cannot be closed", e, ErrorManager.CLOSE_FAILURE);
    } finally {
      writing.unlock();
    }
  }
}
