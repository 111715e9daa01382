package dev.orch.agent;

import dev.orch.domain.operation.SearchPath;
import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.AgentId;
import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.ShortCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds agents' programs and asks them for their version and login. Versions are remembered as long
 * as the file is the same, logins for ten minutes. Any thread may call it; those that ask the same
 * question at once ask the program once and take the same answer. That a program is broken is told
 * to them, and not remembered. An interrupted thread gets no answer, and stays interrupted; one of
 * those that waited for it asks in its place.
 */
public final class AgentPrograms implements AgentFinder {
  private static final int MOST_SHOWN = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOGIN_IS_FRESH = Duration.ofMinutes(10);

  /** Where nothing lies that a program could take for a project's settings. */
  private static final Path FOLDER = Path.of("/");

  private final ShortCommand commands;
  private final AgentSurroundings surroundings;
  private final UnaryOperator<String> masked;
  private final InstantSource clock;
  private final ConcurrentMap<AgentId, KnownVersion> versions = new ConcurrentHashMap<>();
  private final ConcurrentMap<AgentId, KnownLogin> logins = new ConcurrentHashMap<>();

  private final SharedAnswers<ProgramFile, Answer<String>> askedVersions = new SharedAnswers<>();
  private final SharedAnswers<ProgramFile, Login> askedLogins = new SharedAnswers<>();

  private record KnownVersion(ProgramFile file, String version) {}

  private record KnownLogin(ProgramFile file, Login login, Instant at) {}

  /**
   * Asks nothing yet.
   *
   * @param masked takes the secrets out of what a program prints
   */
  public AgentPrograms(
      ShortCommand commands,
      AgentSurroundings surroundings,
      UnaryOperator<String> masked,
      InstantSource clock) {
    this.commands = commands;
    this.surroundings = surroundings;
    this.masked = masked;
    this.clock = clock;
  }

  /**
   * Whether the agent can be started. A version that is not known is waited for at most five
   * seconds, however many threads ask; the login never: that is {@link Login#UNKNOWN} unless
   * somebody asked lately.
   */
  @Override
  public Availability find(AgentAdapter adapter) {
    return answer(adapter, false);
  }

  /** As {@link #find}, and asks for the login if nobody did in the last ten minutes. */
  public Availability inspect(AgentAdapter adapter) {
    return answer(adapter, true);
  }

  /** As {@link #inspect}, asking everything anew. */
  public Availability refresh(AgentAdapter adapter) {
    forget(adapter.id());
    return inspect(adapter);
  }

  /** Forgets what is known of an agent's program, because it behaved like a different one. */
  @Override
  public void forget(AgentId id) {
    versions.remove(id);
    logins.remove(id);
  }

  private Availability answer(AgentAdapter adapter, boolean withLogin) {
    try {
      Map<String, String> environment = surroundings.environment(adapter);
      Optional<String> override = surroundings.variable(overrideName(adapter.id()));
      SearchPath path = SearchPath.of(environment.getOrDefault("PATH", ""));
      Optional<ProgramFile> file =
          override
              .or(() -> path.find(adapter.program()).map(Path::toString))
              .flatMap(ProgramFile::at);
      if (file.isEmpty()) {
        return override
            .map(place -> absent(adapter, List.of(place), List.of(place)))
            .orElseGet(() -> absent(adapter, path));
      }
      return ask(new Program(adapter, file.get(), environment), withLogin);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedLookException();
    }
  }

  private static Availability absent(AgentAdapter adapter, SearchPath path) {
    List<Path> folders = path.folders();
    return absent(
        adapter,
        folders.stream().map(Path::toString).toList(),
        folders.stream().map(folder -> folder.resolve(adapter.program()).toString()).toList());
  }

  private static Availability absent(
      AgentAdapter adapter, List<String> lookedFor, List<String> names) {
    return names.stream()
        .map(ProgramFile::forbidden)
        .flatMap(Optional::stream)
        .findFirst()
        .<Availability>map(path ->
            new Availability.Broken(
                path,
                path + " may not be executed",
                "Make it a program: chmod +x "
                    + ShellWord.quoted(path.toString())
                    + ". "
                    + adapter.installHint()))
        .orElseGet(() -> new Availability.Missing(lookedFor, adapter.installHint()));
  }

  private static String overrideName(AgentId id) {
    return "ORCH_" + id.value().toUpperCase(Locale.ROOT).replace('-', '_') + "_BIN";
  }

  private record Program(AgentAdapter adapter, ProgramFile file, Map<String, String> environment) {
    AgentId id() {
      return adapter.id();
    }
  }

  private Availability ask(Program program, boolean withLogin) throws InterruptedException {
    Answer<String> version = askedVersions.ask(program.file(), () -> version(program));
    if (version.value().isEmpty()) {
      return new Availability.Broken(
          program.file().path(),
          version.problem(),
          "Run it yourself to see why. " + program.adapter().installHint());
    }
    Login login =
        withLogin
            ? askedLogins.ask(program.file(), () -> login(program))
            : knownLogin(program).orElse(Login.UNKNOWN);
    return new Availability.Installed(program.file().path(), version.value().get(), login);
  }

  private Answer<String> version(Program program) throws InterruptedException {
    KnownVersion known = versions.get(program.id());
    if (known != null && known.file().equals(program.file())) {
      return new Answer<>(Optional.of(known.version()), "");
    }
    Answer<String> answer = probe(program, program.adapter().versionProbe());
    answer
        .value()
        .ifPresent(
            version -> versions.put(program.id(), new KnownVersion(program.file(), version)));
    return answer;
  }

  private Login login(Program program) throws InterruptedException {
    Optional<Login> known = knownLogin(program);
    if (known.isPresent()) {
      return known.get();
    }
    Login login = probe(program, program.adapter().loginProbe()).value().orElse(Login.UNKNOWN);
    logins.put(program.id(), new KnownLogin(program.file(), login, clock.instant()));
    return login;
  }

  private Optional<Login> knownLogin(Program program) {
    return Optional.ofNullable(logins.get(program.id()))
        .filter(known -> known.file().equals(program.file()))
        .filter(known -> clock.instant().isBefore(known.at().plus(LOGIN_IS_FRESH)))
        .map(KnownLogin::login);
  }

  private record Answer<T>(Optional<T> value, String problem) {}

  private <T> Answer<T> probe(Program program, Probe<T> probe) throws InterruptedException {
    List<String> argv = new ArrayList<>(probe.arguments());
    argv.addFirst(program.file().path().toString());
    try {
      ShortCommand.Result result =
          commands.run(new ShortCommand.Request(argv, program.environment(), FOLDER, PATIENCE));
      return new Answer<>(
          probe.reading().apply(result), problem(program.adapter().productName(), argv, result));
    } catch (LaunchFailedException e) {
      return new Answer<>(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private String problem(String product, List<String> argv, ShortCommand.Result result) {
    String asked = "`" + String.join(" ", argv) + "`";
    return switch (result) {
      case ShortCommand.Result.Ended(int code, String out, String err) when code == 0 ->
          asked + " does not say a version of " + product + said(err, out);
      case ShortCommand.Result.Ended(int code, String out, String err) ->
          asked + " ended with code " + code + said(err, out);
      case ShortCommand.Result.TimedOut(String out, String err) ->
          asked + " did not answer within " + PATIENCE.toSeconds() + " seconds" + said(err, out);
    };
  }

  /** Its first words, those of complaint rather than others. */
  private String said(String err, String out) {
    return Stream.of(err, out)
        .flatMap(text -> masked.apply(text).lines())
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> ": " + line.substring(0, Math.min(MOST_SHOWN, line.length())))
        .orElse(" and said nothing");
  }

  /**
   * Of threads that ask the same question at once, one finds the answer; the others wait for it and
   * take it, a bad one too. Nothing is remembered.
   */
  private static final class SharedAnswers<Q, A> {
    private final ConcurrentMap<Q, CompletableFuture<A>> asked = new ConcurrentHashMap<>();

    @FunctionalInterface
    interface Finding<A> {
      A find() throws InterruptedException;
    }

    /** The answer of who asks already, or one's own; who gave up before it had one is replaced. */
    A ask(Q question, Finding<A> finding) throws InterruptedException {
      while (true) {
        CompletableFuture<A> mine = new CompletableFuture<>();
        CompletableFuture<A> first = asked.putIfAbsent(question, mine);
        if (first == null) {
          return find(question, finding, mine);
        }
        try {
          return first.get();
        } catch (CancellationException | ExecutionException _) {
          // It was interrupted or failed: that is about the one who asked.
        }
      }
    }

    private A find(Q question, Finding<A> finding, CompletableFuture<A> mine)
        throws InterruptedException {
      try {
        A answer = finding.find();
        mine.complete(answer);
        return answer;
      } finally {
        asked.remove(question, mine);
        mine.cancel(false);
      }
    }
  }
}
