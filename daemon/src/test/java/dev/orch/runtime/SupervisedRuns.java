package dev.orch.runtime;

import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.SessionId;
import dev.orch.runtime.TestRuns.Reading;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts of supervision share: a supervisor, and agents that are shell scripts. */
public abstract class SupervisedRuns {
  /** Of this JVM alone: a sweep ends whatever carries the id, whoever has started it. */
  protected static final SessionId SESSION =
      new SessionId(new RandomIds(new SecureRandom()).next());

  protected static final RunId RUN = new RunId(SESSION, 1);

  /** What a shell script needs to find its tools. */
  protected static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir protected Path state;
  protected ProcessSupervisor supervisor;
  private final List<AgentProcess> attached = new ArrayList<>();
  private final List<RunId> started = new ArrayList<>();

  /** A supervisor over the runs in this folder; called again it finds those of the one before. */
  protected abstract ProcessSupervisor open(Path folder);

  @BeforeEach
  final void openSupervisor() {
    supervisor = open(state);
  }

  @AfterEach
  final void leaveNothingBehind() {
    started.forEach(supervisor::sweep);
    attached.forEach(AgentProcess::close);
  }

  protected final ProcessSpec spec(String... argv) {
    return new ProcessSpec(List.of(argv), List.of("PATH"), state, Framing.LINES);
  }

  protected final ProcessSpec script(String script) {
    return spec("/bin/sh", "-c", script);
  }

  protected final AgentProcess start(RunId run, ProcessSpec spec, Map<String, String> environment) {
    supervisor.prepare(run);
    started.add(run);
    supervisor.start(run, spec, environment);
    return attach(run, OutputOffsets.START);
  }

  protected final AgentProcess start(String script) {
    return start(RUN, script(script), ENVIRONMENT);
  }

  protected final AgentProcess attach(RunId run, OutputOffsets from) {
    AgentProcess process = supervisor.attach(run, Framing.LINES, from);
    attached.add(process);
    return process;
  }

  /** Runs a script without input. */
  protected final Reading run(String script) {
    AgentProcess process = start(script);
    process.endInput();
    return TestRuns.readToEnd(process);
  }

  protected static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> task : threads.invokeAll(tasks)) {
        results.add(task.get());
      }
    }
    return results;
  }
}
