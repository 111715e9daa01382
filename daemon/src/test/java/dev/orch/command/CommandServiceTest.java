package dev.orch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.agent.AgentFinder;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.Login;
import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.api.event.CommandPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.Installation;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.Command;
import dev.orch.project.ProjectService;
import dev.orch.schedule.LaunchQueues;
import dev.orch.session.QuietSessions;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.store.CommandStore;
import dev.orch.store.EventFilter;
import dev.orch.store.Page;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.ReadOnlyFolder;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command that was read is recorded with what became of it. */
class CommandServiceTest {
  private static final Actor USER = new Actor(Actor.Kind.USER, "test");
  private static final Availability HERE =
      new Availability.Installed(Path.of("/opt/claude"), "2.1.331", Login.UNKNOWN);

  private final InstantSource clock = InstantSource.fixed(Samples.NOON);
  private final RandomIds ids =
      new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(1));

  @TempDir private Path folder;
  private SqliteStore store;
  private Stores stores;
  private CommandService commands;
  private SessionQueries queries;
  private ProjectService projects;
  private GitRepository repository;
  private @Nullable ReadOnlyFolder readOnly;

  /** What is found where the agent is looked for. */
  private Availability claude = HERE;

  @BeforeEach
  void open() throws IOException {
    Path home = folder.resolve("home");
    repository = GitRepository.withCommit(folder.resolve("app"), home);
    Path programs = Files.createDirectory(folder.resolve("programs"));
    git("exec git \"$@\"");
    store = SqliteStore.open(folder.resolve("orchestrator.db"), folder);
    stores = store.stores();
    Map<String, String> environment =
        Map.of("PATH", programs + ":" + System.getenv("PATH"), "HOME", home.toString());
    projects =
        new ProjectService(
            stores,
            new GitWorktrees(Git.of(environment)),
            new RuntimeFolder(
                ".orchestrator",
                new Installation("ours", Path.of("/ours")),
                folder.resolve("root")),
            ids,
            clock);
    SessionService sessions = QuietSessions.over(stores, ids, clock);
    queries = new SessionQueries(stores, LaunchQueues.unlimited(stores), Duration.ofSeconds(5));
    Agents agents =
        new Agents(
            List.of(new ClaudeAdapter()),
            Map.of(new AgentId("cursor"), "comes later"),
            _ -> found());
    commands =
        new CommandService(
            stores, new CommandChecks(projects, agents, queries, _ -> {}), sessions, ids, clock);
    register(repository.folder());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    if (readOnly != null) {
      readOnly.close();
    }
  }

  /** What is found, or the daemon ends while it is looked for. */
  private Availability found() {
    if (Thread.currentThread().isInterrupted()) {
      throw new AgentFinder.InterruptedLookException();
    }
    return claude;
  }

  @Test
  void aCommandThatTheEndOfTheDaemonInterruptsIsNotRecordedAsRejected() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() ->
            commands.submit(
                new Asked.Fields(
                    new Command.Wanted.Work("claude", "analyze", "app", null, "look", null, null)),
                Command.Source.API,
                _ -> {},
                _ -> {}))
        .isInstanceOf(AgentFinder.InterruptedLookException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(stores.events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 100))
        .extracting(event -> event.fact().type())
        .containsExactly(EventType.PROJECT_REGISTERED);
  }

  private void register(Path path) {
    projects.register(
        new ProjectService.Registration(path, null, null, null, ProjectSettings.NONE),
        USER,
        _ -> {});
  }

  private void git(String script) throws IOException {
    Path program = folder.resolve("programs/git");
    Files.writeString(program, "#!/bin/sh\nPATH=${PATH#*:}\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Command.Wanted.Work wanted(String agent, String action, String project) {
    return new Command.Wanted.Work(agent, action, project, null, "do it", null, null);
  }

  private static Asked asked(String agent, String action, String project) {
    return new Asked.Fields(wanted(agent, action, project));
  }

  /** What has become of the project since it was registered. */
  private void spoil(Rejection why) throws Exception {
    switch (why) {
      case PROJECT_UNAVAILABLE -> Files.move(folder.resolve("app"), folder.resolve("moved"));
      case REPOSITORY_UNREADABLE ->
          git("case $* in *rev-parse*) exec head -c 17000000 /dev/zero ;; esac; exec git \"$@\"");
      case FOREIGN_OWNER ->
          git("case $* in *safe.directory*) ;; *rev-parse*) exit 128 ;; esac; exec git \"$@\"");
      case READ_ONLY_REPOSITORY -> readOnly = ReadOnlyFolder.make(folder.resolve("app/.git"));
      case WORKTREE_ROOT_UNUSABLE -> Files.createDirectories(folder.resolve("root/of-somebody"));
      case COMMAND_MISREAD,
          MISSING_FIELD,
          UNKNOWN_AGENT,
          AGENT_UNAVAILABLE,
          AGENT_NOT_INSTALLED,
          UNKNOWN_ACTION,
          UNKNOWN_PROJECT,
          PROMPT_REQUIRED,
          INVALID_FIELD,
          SCOPE_OUTSIDE_PROJECT,
          SCOPE_NOT_FOUND,
          BASE_NOT_FOUND,
          BRANCH_EXISTS,
          NO_COMMIT ->
          throw new IllegalArgumentException("nothing of the project's: " + why);
    }
  }

  /** A command that is rejected for just this, and what has to be so beforehand. */
  private Asked rejectedFor(Rejection why) throws Exception {
    Asked good = asked("claude", "implement", "app");
    return switch (why) {
      case COMMAND_MISREAD -> new Asked.Words("do what I mean");
      case MISSING_FIELD ->
          new Asked.Fields(
              new Command.Wanted.Work("claude", "implement", null, null, "do it", null, null));
      case UNKNOWN_AGENT -> asked("cluade", "implement", "app");
      case AGENT_UNAVAILABLE -> asked("cursor", "implement", "app");
      case AGENT_NOT_INSTALLED -> {
        claude = new Availability.Missing(List.of("/usr/bin"), "install it");
        yield good;
      }
      case UNKNOWN_ACTION -> asked("claude", "implemnet", "app");
      case UNKNOWN_PROJECT -> asked("claude", "implement", "ap");
      case PROJECT_UNAVAILABLE,
          REPOSITORY_UNREADABLE,
          FOREIGN_OWNER,
          READ_ONLY_REPOSITORY,
          WORKTREE_ROOT_UNUSABLE -> {
        spoil(why);
        yield good;
      }
      case BRANCH_EXISTS ->
          new Asked.Fields(
              new Command.Wanted.Work(
                  "claude", "implement", "app", null, "do it", null, null, "main"));
      case INVALID_FIELD ->
          new Asked.Fields(
              new Command.Wanted.Work("claude", "review", "app", null, null, null, "v1"));
      case PROMPT_REQUIRED ->
          new Asked.Fields(
              new Command.Wanted.Work("claude", "implement", "app", null, " ", null, null));
      case SCOPE_OUTSIDE_PROJECT ->
          new Asked.Fields(
              new Command.Wanted.Work("claude", "implement", "app", "../x", "do it", null, null));
      case SCOPE_NOT_FOUND ->
          new Asked.Fields(
              new Command.Wanted.Work("claude", "implement", "app", "src/x", "do it", null, null));
      case BASE_NOT_FOUND ->
          new Asked.Fields(
              new Command.Wanted.Work(
                  "claude", "implement", "app", null, "do it", null, "nowhere"));
      case NO_COMMIT -> {
        register(GitRepository.init(folder.resolve("empty"), folder.resolve("home")).folder());
        yield asked("claude", "implement", "empty");
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void aRejectedCommandIsRecordedWithItsReason(Rejection why) throws Exception {
    Asked asked = rejectedFor(why);
    AtomicReference<@Nullable RuntimeException> told = new AtomicReference<>();

    CommandRejectedException refused =
        catchThrowableOfType(
            CommandRejectedException.class,
            () -> commands.submit(asked, Command.Source.CLI, _ -> {}, told::set));

    assertThat(refused.rejection()).isEqualTo(why);
    String detail = Objects.requireNonNull(refused.getMessage());
    assertThat(detail).isNotBlank();
    assertThat(told.get()).isSameAs(refused);
    Command row = onlyRow();
    assertThat(row.id()).isEqualTo(refused.command());
    assertThat(row.wanted()).isEqualTo(read(asked));
    String hint = refused.hint().orElse(null);
    assertThat(row.result()).isEqualTo(new Command.Result.Rejected(why.wireName(), detail, hint));
    assertThat(events("command.rejected"))
        .containsExactly(
            new CommandPayload.Rejected(row.id().value(), why.wireName(), detail, hint));
    assertThat(events("session.*")).isEmpty();
  }

  /** What is known of a command that was rejected. */
  private static Command.Wanted read(Asked asked) {
    return switch (asked) {
      case Asked.Fields(Command.Wanted.Work work) -> work;
      case Asked.Words _ -> new Command.Wanted.Unread();
    };
  }

  @Test
  void aProgramThatDoesNotWorkIsRejectedToo() {
    claude =
        new Availability.Broken(Path.of("/opt/claude"), "claude ended with code 3", "install it");

    CommandRejectedException refused =
        catchThrowableOfType(
            CommandRejectedException.class, () -> submit(wanted("claude", "implement", "app")));

    assertThat(refused.rejection()).isEqualTo(Rejection.AGENT_UNAVAILABLE);
    assertThat(refused).hasMessageContaining("ended with code 3");
  }

  @Test
  void whatNobodyForesawIsRecordedWithoutItsWords() {
    Agents broken =
        new Agents(
            List.of(new ClaudeAdapter()),
            Map.of(),
            _ -> {
              throw new IllegalStateException("a secret that nobody must see");
            });
    CommandService service =
        new CommandService(
            stores,
            new CommandChecks(projects, broken, queries, _ -> {}),
            QuietSessions.over(stores, ids, clock),
            ids,
            clock);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            service.submit(
                new Asked.Fields(wanted("claude", "implement", "app")),
                Command.Source.UI,
                _ -> {},
                _ -> {}));

    assertThat(onlyRow().result()).isEqualTo(new Command.Result.Rejected("internal", "", null));
  }

  @Test
  void aCommandWhoseAnswerCannotBeKeptStartsNothingAndIsRecorded() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            commands.submit(
                new Asked.Fields(wanted("claude", "implement", "app")),
                Command.Source.API,
                _ -> {
                  throw new IllegalStateException("not kept");
                },
                _ -> {}));

    assertThat(onlyRow().result()).isEqualTo(new Command.Result.Rejected("internal", "", null));
    assertThat(events("session.*")).isEmpty();
  }

  @Test
  void anAcceptedCommandIsRecordedWithItsSession() {
    CommandService.Submitted done = submit(wanted("CLAUDE", "Implement", "app"));

    assertThat(onlyRow()).isEqualTo(done.command());
    assertThat(done.command().result()).isEqualTo(new Command.Result.Accepted(done.session().id()));
    assertThat(done.session().place().baseCommit()).isEqualTo(repository.commitOf("main"));
    assertThat(events("command.dispatched")).hasSize(1);
  }

  @Test
  void aReadOnlyActionNeedsNeitherPromptNorBase() {
    CommandService.Submitted done =
        submit(new Command.Wanted.Work("claude", "review", "app", null, null, null, null));

    assertThat(done.session().assignment().prompt()).isNotBlank();
    assertThat(done.session().place().baseCommit()).isNull();
  }

  @Test
  void aBaseThatWouldNotCountIsRefused() {
    assertThatExceptionOfType(CommandRejectedException.class)
        .isThrownBy(() ->
            submit(new Command.Wanted.Work("claude", "review", "app", null, null, null, "v1")))
        .satisfies(refused -> {
          assertThat(refused.rejection()).isEqualTo(Rejection.INVALID_FIELD);
          assertThat(refused).hasMessageContaining("review").hasMessageContaining("base");
        });
  }

  private CommandService.Submitted submit(Command.Wanted.Work wanted) {
    return commands.submit(new Asked.Fields(wanted), Command.Source.API, _ -> {}, _ -> {});
  }

  private Command onlyRow() {
    List<Command> all = commands.list(CommandStore.Filter.ALL, new Page.Request(10, null)).items();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<Object> events(String type) {
    List<Object> payloads = new ArrayList<>();
    stores
        .events()
        .read(new EventFilter(null, null, List.of(type)), 0, Long.MAX_VALUE, 100)
        .forEach(event -> payloads.add(event.fact().payload()));
    return payloads;
  }
}
