package dev.orch.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.Waiting;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built image's orch with the real daemon and scripted agents. */
class OrchIT {
  private static final Pattern ID = Pattern.compile("^([a-z0-9]{10})  ", Pattern.MULTILINE);

  @TempDir private Path folder;
  private Person person;

  @BeforeEach
  void aPerson() throws IOException {
    person =
        new Person(folder.resolve("home"))
            .with("PORT", "0")
            .with("SHELL", "/bin/sh")
            .with("LANG", "C.UTF-8")
            .with("ORCH_CLAUDE_BIN", RealDaemon.image().resolve("bin/scripted-agent").toString());
  }

  @AfterEach
  void nothingGoesOn() {
    person.without("ORCH_DAEMON_URL").orch("down", "--all");
  }

  @Test
  void upReturnsToAScriptThatCapturesItsOutput() {
    Person.Result up =
        person.shell("out=$('%s' up 2>&1) && echo \"got: $out\"".formatted(orchPath()));

    assertThat(up.exit()).as(up.err()).isZero();
    assertThat(up.out()).contains("got: ", "http://127.0.0.1:");
    assertThat(person.orch("up").exit()).isZero();
    assertThat(person.orch("health").exit()).isZero();
    assertThat(person.orch("daemon").exit()).isEqualTo(75);
    assertThat(person.orch("down").exit()).isZero();
    assertThat(person.orch("health").exit()).isEqualTo(3);
  }

  @Test
  void aSessionGoesFromTheCommandToTheCheckout() throws IOException, InterruptedException {
    Path repository = TestRepository.create(folder.resolve("my-app"));
    assertThat(person.orch("projects", "add", repository.toString()).out()).contains("my-app");

    Person.Result sent =
        person.orch(
            "send",
            "claude",
            "implement",
            "my-app",
            "[[say looking]][[ask echo asked > asked.txt]][[write new.txt some text]]");
    assertThat(sent.exit()).as(sent.err()).isZero();
    String session = id(sent.out());

    assertThat(person.orch("wait", session, "--until", "needs-you", "--timeout", "60s").exit())
        .isEqualTo(5);
    assertThat(person.orch("inbox").out()).contains(session, "echo asked");
    assertThat(person.orch("answer", "1", "allow").exit()).isZero();
    assertThat(person.orch("wait", session, "--timeout", "60s").exit()).isZero();
    assertThat(person.orch("logs", "-f", session).out())
        .contains("looking", "allowed", "new.txt", "done");
    assertThat(person.orch("sessions", "show", session.substring(0, 5)).out()).contains(session);
    assertThat(person.orch("artifacts", session).out()).contains("transcript.md", "diff.patch");
    assertThat(
            person
                .shell(
                    "'%s' diff %s | git -C '%s' apply".formatted(orchPath(), session, repository))
                .exit())
        .isZero();
    assertThat(repository.resolve("new.txt")).hasContent("some text");
    assertThat(repository.resolve("asked.txt")).hasContent("asked");
  }

  @Test
  void agentsGoOnWithoutTheDaemonAndTheNextOneHasThem() throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", folder.resolve("my-app").toString());
    Path gate = folder.resolve("gate");
    String prompt = "[[lines 30 20 %s]]".formatted(gate);
    String session = id(person.orch("send", "claude", "implement", "my-app", prompt).out());
    Person.Result down = person.orch("down");
    Files.createFile(gate);

    assertThat(down.exit()).isZero();
    assertThat(down.out()).contains("1 agent goes on");
    Person.Result wait = person.orch("wait", session, "--timeout", "60s");
    assertThat(wait.exit()).as(wait.out() + wait.err()).isZero();
    assertThat(person.orch("logs", session).out()).contains("line 1", "line 30");
  }

  @Test
  void downWithAllStopsTheSessionsFirst() throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", folder.resolve("my-app").toString());
    String session = id(person.orch("send", "claude", "implement", "my-app", "[[hang]]").out());

    assertThat(person.orch("down", "--all").out()).contains("No agent is running");
    assertThat(person.orch("sessions", "show", session).out()).contains("stopped: shutdown");
  }

  @Test
  void downWithAllStopsAlsoWhatAnEarlierDaemonLeft() throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", folder.resolve("my-app").toString());
    String session = id(person.orch("send", "claude", "implement", "my-app", "[[hang]]").out());
    assertThat(person.orch("down").out()).contains("1 agent goes on");

    assertThat(person.orch("down", "--all").out())
        .contains("1 session was stopped", "No agent is running");
    assertThat(person.orch("sessions", "show", session).out()).contains("stopped: shutdown");
  }

  @Test
  void aDaemonWithoutItsDatabaseIsEndedAndNoEmptyOneTakesItsPlace()
      throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", folder.resolve("my-app").toString());
    String session = id(person.orch("send", "claude", "implement", "my-app", "[[hang]]").out());
    Path state = person.home().resolve(".local/state/orch");
    Path database = state.resolve("orchestrator.db");
    Path aside = folder.resolve("aside");
    Files.move(database, aside);

    assertThat(person.orch("status").err()).contains("put the file", "back where it was");
    Person.Result down = person.orch("down");
    assertThat(down.exit()).as(down.err()).isZero();
    assertThat(down.out()).contains("has stopped", "not known");
    assertThat(state.resolve("daemon.json")).doesNotExist();
    assertThat(state.resolve("daemon.log")).content().doesNotContain("free disk space");

    Person.Result up = person.orch("up");
    assertThat(up.exit()).isEqualTo(3);
    assertThat(up.err()).contains(database.toString(), "put it back");
    Files.move(aside, database);
    assertThat(person.orch("down", "--all").out()).contains("1 session was stopped");
    assertThat(person.orch("sessions", "show", session).out()).contains("stopped: shutdown");
  }

  @Test
  void agentsAreEndedThoughTheDatabaseIsLost() throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", folder.resolve("my-app").toString());
    String session = id(person.orch("send", "claude", "implement", "my-app", "[[hang]]").out());
    Path database = person.home().resolve(".local/state/orch/orchestrator.db");
    Path aside = folder.resolve("aside");
    Files.move(database, aside);

    Person.Result down = person.orch("down", "--all");
    assertThat(down.exit()).as(down.err()).isZero();
    assertThat(down.out()).contains("has stopped", "1 agent was ended");

    Files.move(aside, database);
    assertThat(person.orch("wait", session).exit()).isEqualTo(4);
  }

  @Test
  void whatAKillLeftIsInNobodysWay() {
    person.orch("up");
    ProcessHandle daemon = ProcessHandle.of(person.daemonPid()).orElseThrow();
    daemon.destroyForcibly();
    Waiting.until(() -> !daemon.isAlive());

    assertThat(person.orch("health").exit()).isEqualTo(3);
    assertThat(person.orch("up").exit()).isZero();
    assertThat(person.daemonPid()).isNotEqualTo(daemon.pid());
  }

  @Test
  void upReturnsToAScriptThoughItTakesUpTheAgentOfAKilledDaemon()
      throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", folder.resolve("my-app").toString());
    String session = id(person.orch("send", "claude", "implement", "my-app", "[[hang]]").out());
    ProcessHandle daemon = ProcessHandle.of(person.daemonPid()).orElseThrow();
    daemon.destroyForcibly();
    Waiting.until(() -> !daemon.isAlive());

    // ends only when nobody holds its output any more, and the daemon and the agent go on
    Person.Result up = person.shell("said=$('%s' up 2>&1) && echo \"$said\"".formatted(orchPath()));

    assertThat(up.exit()).as(up.err()).isZero();
    assertThat(up.out()).contains("http://127.0.0.1:");
    assertThat(person.daemonPid()).isNotEqualTo(daemon.pid());
    assertThat(person.orch("sessions", "show", session, "--json").out())
        .contains("\"state\":\"running\"");
  }

  @Test
  void theLauncherNeedsNoMoreThanPathAndHome() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("my-orch"), orchPath());
    person.without("LANG").without("SHELL").with("JAVA_HOME", "/nowhere/java-8");

    Person.Result help = person.run(link, "--help");

    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("orch COMMAND --help");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void agentsHaveTheLocaleAndOptionsOfTheUser() throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("für"));
    person.with("LC_ALL", "POSIX").with("JAVA_TOOL_OPTIONS", "-Dmine=1");
    Person.Result added =
        person.orch("projects", "add", folder.resolve("für").toString(), "--slug", "my-app");
    assertThat(added.exit()).as(added.err()).isZero();
    String prompt = "[[ask echo \"$LC_ALL:$JAVA_TOOL_OPTIONS:$COMMAND\" > env.txt]]";
    String session = id(person.orch("send", "claude", "implement", "my-app", prompt).out());
    person.orch("wait", session, "--until", "needs-you", "--timeout", "60s");
    person.orch("inbox");
    person.orch("answer", session, "allow");
    person.orch("wait", session, "--timeout", "60s");

    assertThat(person.orch("diff", session).out()).contains("+POSIX:-Dmine=1:\n");
    assertThat(person.orch("up").err()).doesNotContain("ORCH_LAUNCH");
  }

  @Test
  void anAddressOnThisMachineIsTheOneThatIsBound() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      person.with("ORCH_DAEMON_URL", "http://localhost:" + taken.getLocalPort());

      Person.Result up = person.orch("up");

      assertThat(up.exit()).isEqualTo(3);
      assertThat(up.err()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
    person.without("ORCH_DAEMON_URL").orch("up");
    String url = person.orch("health").out().replaceAll("(?s).*(http://\\S+).*", "$1");
    person.with("ORCH_DAEMON_URL", url.replace("127.0.0.1", "localhost"));
    assertThat(person.orch("health").out()).contains(url);
  }

  @Test
  void aBadSettingIsToldAndNothingRuns() {
    person.with("PORT", "eight");
    Person.Result up = person.orch("up");

    assertThat(up.exit()).isEqualTo(3);
    assertThat(up.err()).contains("eight");
    assertThat(person.orch("daemon").exit()).isEqualTo(78);
    person.with("PORT", "0");
  }

  @Test
  void aReaderThatLeavesIsNoError() {
    Person.Result read = person.shell("'%s' help topics | head -n 1".formatted(orchPath()));

    assertThat(read.err()).isEmpty();
    assertThat(read.out().lines()).hasSize(1);
  }

  @Test
  void aDeletedFolderIsCalledSo() {
    Person.Result gone =
        person.shell("mkdir gone && cd gone && rmdir ../gone && '%s' health".formatted(orchPath()));

    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err()).contains("the current folder is not there any more");
    assertThat(gone.err()).doesNotContain("java");
  }

  @Test
  void outputThatCannotBeWrittenIsAnError() {
    Person.Result closed = person.shell("'%s' help topics >&-".formatted(orchPath()));
    Person.Result full = person.shell("'%s' help topics >/dev/full".formatted(orchPath()));

    assertThat(closed.exit()).isEqualTo(1);
    assertThat(closed.err()).contains("write error: ");
    assertThat(full.exit()).isEqualTo(1);
    assertThat(full.err()).contains("write error: ");
  }

  @Test
  void followingEndsWithItsReaderThoughNothingHappens() throws IOException, InterruptedException {
    TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", folder.resolve("my-app").toString());
    String session = id(person.orch("send", "claude", "implement", "my-app", "[[hang]]").out());
    String two =
        """
        { '%1$s' events -f --project my-app --type project.registered; echo $? >events.exit; } | head -n 1
        { '%1$s' logs -f %2$s; echo $? >logs.exit; } | head -n 1
        cat events.exit logs.exit
        """
            .formatted(orchPath(), session);

    Person.Result read = person.shell(two);

    assertThat(read.err()).isEmpty();
    assertThat(read.out().lines()).hasSize(4).endsWith("0", "0");
  }

  @Test
  void aTerminalSaysHowWideItIs() {
    person.orch("up");
    Person.Result wide = person.shell(onTerminal(200, "config"));
    Person.Result narrow = person.shell(onTerminal(100, "config"));

    assertThat(wide.out()).contains("port").contains("MEANING");
    assertThat(narrow.out().lines())
        .allSatisfy(line -> assertThat(line.strip().length()).isLessThanOrEqualTo(100));
    assertThat(wide.out().lines())
        .anySatisfy(line -> assertThat(line.strip().length()).isGreaterThan(100));
  }

  private static String onTerminal(int columns, String command) {
    return "script -qec \"stty cols %d; '%s' %s\" /dev/null"
        .formatted(columns, orchPath(), command);
  }

  @Test
  void controlCEndsFollowingWith130() throws InterruptedException {
    person.orch("up");
    Person.Started following = person.start(orchPath(), "events", "-f");
    Waiting.until(() -> !following.result().out().isEmpty());
    person.shell("kill -INT " + following.process().pid());

    assertThat(following.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(following.result().exit()).isEqualTo(130);
    assertThat(following.result().err()).isEmpty();
  }

  @Test
  void aDaemonInTheForegroundSaysThatAgentsGoOn() throws InterruptedException {
    Person.Started daemon = person.start(orchPath(), "daemon");
    Waiting.until(() -> daemon.result().err().contains("listening"));
    person.shell("kill -INT " + daemon.process().pid());

    assertThat(daemon.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.result().err()).contains("agents go on");
  }

  private static Path orchPath() {
    return RealDaemon.image().resolve("bin/orch");
  }

  private static String id(String printed) {
    Matcher id = ID.matcher(printed);
    if (!id.find()) {
      throw new AssertionError("no id in: " + printed);
    }
    return id.group(1);
  }
}
