package dev.orch.dist.agents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * A child process that speaks Claude Code's stream-json protocol, driven over pipes by one thread.
 * What it prints is read by a thread of its own; waiting for a line never goes back before the last
 * one waited for.
 */
public final class AgentProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path errors;
  private final OutputStream input;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock; written by the thread that reads the output. */
  private final List<String> lines = new ArrayList<>();

  /** Guarded by the lock. */
  private boolean ended;

  private int next;

  private AgentProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.input = process.getOutputStream();
  }

  /**
   * Starts it with exactly this environment.
   *
   * @param errors the file its standard error goes to
   */
  public static AgentProcess start(
      List<String> command, Path folder, Map<String, String> environment, Path errors) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      AgentProcess agent = new AgentProcess(builder.start(), errors);
      Thread.ofVirtual().start(agent::readOutput);
      return agent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one line to its input. */
  public void send(String line) {
    try {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a user message and gives its id. */
  public String say(String text) {
    String uuid = UUID.randomUUID().toString();
    send(
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "type",
                    "user",
                    "uuid",
                    uuid,
                    "message",
                    Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(Map.of("type", "text", "text", text))))));
    return uuid;
  }

  /** Sends a control request with this id. */
  public void request(String id, Map<String, String> request) {
    send(
        JsonMapper.shared()
            .writeValueAsString(
                Map.of("type", "control_request", "request_id", id, "request", request)));
  }

  /** Answers a permission request. */
  public void answer(JsonNode permission, Map<String, Object> response) {
    String id = permission.path("request_id").asString();
    send(
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "type",
                    "control_response",
                    "response",
                    Map.of("subtype", "success", "request_id", id, "response", response))));
  }

  /** Allows what a permission request asks for, unchanged. */
  public void allow(JsonNode permission) {
    answer(
        permission,
        Map.of("behavior", "allow", "updatedInput", permission.path("request").path("input")));
  }

  /** Denies a permission request; the turn goes on. */
  public void deny(JsonNode permission, String why) {
    answer(permission, Map.of("behavior", "deny", "message", why));
  }

  /** Waits for the next line that is wanted, skipping others. */
  public JsonNode await(Predicate<JsonNode> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    lock.lock();
    try {
      while (true) {
        while (next < lines.size()) {
          JsonNode frame = parsed(lines.get(next++));
          if (wanted.test(frame)) {
            return frame;
          }
        }
        if (ended || !changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw new AssertionError("the line did not come; printed were:\n" + transcript());
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next line of this type. */
  public JsonNode await(String type) {
    return await(frame -> frame.path("type").asString("").equals(type));
  }

  /** Ends its input; not an error when it has gone already. */
  public void endInput() {
    try {
      input.close();
    } catch (IOException _) {
      // it closed its end first
    }
  }

  /** Sends it a signal by name, such as {@code INT}. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for its end and for the last of its output, and gives the exit code. */
  public int exit() {
    try {
      if (!process.waitFor(PATIENCE)) {
        throw new AssertionError("it did not end; printed were:\n" + transcript());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    awaitEndOfOutput();
    return process.exitValue();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The processes below it that run now. */
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** What it printed so far, a line each. */
  public List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** What it printed so far, parsed; a line that is not JSON is a string. */
  public List<JsonNode> frames() {
    return lines().stream().map(AgentProcess::parsed).toList();
  }

  /** What it wrote to its standard error so far. */
  public String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it and everything below it. */
  @Override
  public void close() {
    List<ProcessHandle> below = descendants();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
    endInput();
  }

  private void readOutput() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        note(line);
      }
    } catch (IOException _) {
      // killed while it was read: what came until then stands
    }
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void note(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEndOfOutput() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    lock.lock();
    try {
      while (!ended) {
        if (!changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw new AssertionError("something keeps its output open");
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  private String transcript() {
    return String.join("\n", lines()) + "\n" + errors();
  }

  private static JsonNode parsed(String line) {
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException _) {
      return StringNode.valueOf(line);
    }
  }
}
