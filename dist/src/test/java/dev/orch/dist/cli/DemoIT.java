package dev.orch.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.Waiting;
import dev.orch.dist.daemon.RealDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code orch demo} of the built image. */
class DemoIT {
  private static final Pattern PIDS = Pattern.compile("processes (\\d+), (\\d+), (\\d+) are alive");
  private static final Path ORCH = RealDaemon.image().resolve("bin/orch");

  private static final int LATE = 40;

  @TempDir private Path folder;
  private Person person;
  private Path temporary;

  @BeforeEach
  void aPerson() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    person =
        new Person(folder.resolve("home"))
            .with("LANG", "C.UTF-8")
            .with("PORT", "1")
            .with("ORCH_DAEMON_URL", "http://127.0.0.1:1")
            .with("DATABASE_URL", "postgresql://somebody/elses")
            .with("TMPDIR", temporary.toString());
  }

  @Test
  void itShowsThreeSessionsAnApprovalAKillAndThreeDiffs() throws IOException {
    Person.Result demo = person.run(ORCH, "demo");

    assertThat(demo.exit()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out()).contains("the demo answers: allow", "kill -9", "git status: clean");
    assertThat(demo.out().lines().filter(line -> line.startsWith("diff --git"))).hasSize(3);
    assertThat(demo.out().lines().filter(line -> line.startsWith("+++ b/"))).hasSize(3);
    for (String session : sessions(demo.out())) {
      assertThat(
              demo.out()
                  .lines()
                  .filter(line -> line.contains(session + "  ") && line.contains("line ")))
          .hasSizeGreaterThanOrEqualTo(20);
    }
    assertNothingIsLeft(demo.out());
    assertThat(person.stateFolder()).doesNotExist();
  }

  @Test
  void itWaitsForADaemonThatTakesLongToComeBack() throws IOException {
    Person.Result demo = person.with("JAVA_HOME", aJavaSlowAtItsSecondDaemon()).run(ORCH, "demo");

    assertThat(demo.exit()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out()).contains("line " + LATE);
    assertNothingIsLeft(demo.out());
  }

  /** It starts a daemon once more only when agents have gone on without one for long. */
  private String aJavaSlowAtItsSecondDaemon() throws IOException {
    return aJavaThatBeforeADaemon(
        """
        looks=0
        while [ -e '%1$s/started' ] && [ $looks -lt 250 ] && ! grep -rqs 'line %3$d' '%2$s'/orch-demo-*/state; do
          looks=$((looks + 1))
          sleep 0.1
        done
        : >'%1$s/started'
        """
            .formatted(folder, temporary, LATE));
  }

  /** It lets so many daemons be, and holds the next one up until it is released. */
  private String aJavaThatHangsAfterDaemons(int before) throws IOException {
    return aJavaThatBeforeADaemon(
        """
        echo started >>'%1$s/starts'
        if [ "$(wc -l <'%1$s/starts')" -gt %2$d ]; then
          echo $$ >'%1$s/hangs.new' && mv '%1$s/hangs.new' '%1$s/hangs'
          while [ ! -e '%1$s/released' ]; do sleep 0.1; done
        fi
        """
            .formatted(folder, before));
  }

  private String aJavaThatBeforeADaemon(String script) throws IOException {
    Path real = Path.of(System.getProperty("java.home"));
    Path other = folder.resolve("other-java");
    Files.createDirectories(other.resolve("bin"));
    Files.copy(real.resolve("release"), other.resolve("release"));
    Path program = other.resolve("bin/java");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in *dev.orch.Daemon*)
        %s;; esac
        exec '%s/bin/java' "$@"
        """
            .formatted(script, real));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return other.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void controlCWhileADaemonStartsLeavesNothing(int before)
      throws IOException, InterruptedException {
    Person.Started demo =
        person.with("JAVA_HOME", aJavaThatHangsAfterDaemons(before)).start(ORCH, "demo");
    Path hangs = folder.resolve("hangs");
    Waiting.until(() -> Files.exists(hangs));
    ProcessHandle daemon =
        ProcessHandle.of(Long.parseLong(Files.readString(hangs).strip())).orElseThrow();
    person.shell("kill -INT " + demo.process().pid());

    assertThat(demo.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    Files.createFile(folder.resolve("released"));
    assertThat(demo.result().exit()).isEqualTo(130);
    Waiting.until(() -> !daemon.isAlive());
    assertNoFolderIsLeft();
    if (before > 0) {
      assertNothingIsLeft(demo.result().out());
    }
  }

  @Test
  void controlCInTheMiddleLeavesNothing() throws IOException, InterruptedException {
    Person.Started demo = person.start(ORCH, "demo");
    Waiting.until(() -> demo.result().out().contains("line 5"));
    assertThat(temporary).isNotEmptyDirectory();
    person.shell("kill -INT " + demo.process().pid());

    assertThat(demo.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.result().exit()).isEqualTo(130);
    assertNothingIsLeft(demo.result().out());
  }

  private void assertNothingIsLeft(String told) throws IOException {
    Matcher pids = PIDS.matcher(told);
    assertThat(pids.find()).isTrue();
    for (int i = 1; i <= 3; i++) {
      long pid = Long.parseLong(pids.group(i));
      Waiting.until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
    assertNoFolderIsLeft();
  }

  private void assertNoFolderIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("orch-demo-")))
          .isEmpty();
    }
  }

  private static List<String> sessions(String told) {
    return Pattern.compile("session ([a-z0-9]{10})  /")
        .matcher(told)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
