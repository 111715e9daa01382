package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentProgramsTest {
  private static final AgentAdapter CLAUDE = new ClaudeAdapter();

  @TempDir private Path folder;

  private final Map<String, String> own = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Path bin;
  private AgentPrograms programs;

  @BeforeEach
  void lookInAnEmptyFolder() throws IOException {
    bin = Files.createDirectories(folder.resolve("bin"));
    AgentSurroundings surroundings =
        new AgentSurroundings() {
          @Override
          public Optional<String> variable(String name) {
            return Optional.ofNullable(own.get(name));
          }

          @Override
          public Map<String, String> environment(AgentAdapter adapter) {
            return Map.of("PATH", "relative:" + bin + ":/usr/bin:/bin", "HOME", "/home/of/user");
          }
        };
    programs =
        new AgentPrograms(
            ShellCommand.open(Shell.standard("/usr/bin:/bin")),
            surroundings,
            text -> text.replace("hunter2", "[redacted]"),
            () -> now);
  }

  private Path program(Path place, String version, String login) throws IOException {
    Files.writeString(
        place,
        """
        #!/bin/sh
        echo "$HOME $*" >> "%s"
        case "$1" in
          --version) echo "%s" ;;
          auth) echo '%s' ;;
        esac
        """
            .formatted(folder.resolve("calls"), version, login));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    return place;
  }

  private List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Test
  void aProgramThatIsNowhereIsMissing() {
    assertThat(programs.find(CLAUDE))
        .isInstanceOfSatisfying(
            Availability.Missing.class,
            missing -> {
              assertThat(missing.lookedFor()).containsExactly(bin.toString(), "/usr/bin", "/bin");
              assertThat(missing.hint()).isEqualTo(CLAUDE.installHint());
            });
  }

  @Test
  void aFileThatMayNotBeExecutedIsNotToldAsMissing() throws IOException {
    Path onPath = Files.createFile(bin.resolve("claude"));
    assertThat(programs.find(CLAUDE))
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> {
              assertThat(broken.problem()).isEqualTo(onPath + " may not be executed");
              assertThat(broken.hint()).contains("chmod +x");
            });

    Path named = Files.createFile(folder.resolve("named"));
    own.put("ORCH_CLAUDE_BIN", named.toString());
    assertThat(programs.find(CLAUDE))
        .isInstanceOfSatisfying(
            Availability.Broken.class, broken -> assertThat(broken.binary()).isEqualTo(named));
  }

  @Test
  void anotherProgramIsToldToBeAnother() throws IOException {
    Path claude = program(bin.resolve("claude"), "true (GNU coreutils) 9.1", "");

    assertThat(programs.find(CLAUDE))
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> {
              assertThat(broken.problem())
                  .isEqualTo(
                      "`%s --version` does not say a version of Claude Code: true (GNU coreutils) 9.1"
                          .formatted(claude));
              assertThat(broken.hint())
                  .isEqualTo("Run it yourself to see why. " + CLAUDE.installHint());
            });
  }

  @Test
  void aLaunchLearnsTheVersionOnceAndNeverAsksForTheLogin() throws IOException {
    Path claude = program(bin.resolve("claude"), "2.1.197 (Claude Code)", "{\"loggedIn\":true}");

    for (int i = 0; i < 3; i++) {
      assertThat(programs.find(CLAUDE))
          .isEqualTo(new Availability.Installed(claude, "2.1.197", Login.UNKNOWN));
    }
    assertThat(calls()).containsExactly("/home/of/user --version");
  }

  @Test
  void anotherFileIsAskedAgain() throws IOException {
    Path claude = program(bin.resolve("claude"), "2.1.197", "");
    programs.find(CLAUDE);

    program(claude, "2.1.331 (Claude Code)", "");

    assertThat(programs.find(CLAUDE))
        .isEqualTo(new Availability.Installed(claude, "2.1.331", Login.UNKNOWN));
  }

  @Test
  void theLoginIsRememberedForTenMinutes() throws IOException {
    Path claude = program(bin.resolve("claude"), "2.1.197", "{\"loggedIn\":false}");

    assertThat(programs.inspect(CLAUDE))
        .isEqualTo(new Availability.Installed(claude, "2.1.197", Login.LOGGED_OUT));
    now = now.plusSeconds(599);
    assertThat(programs.find(CLAUDE))
        .isEqualTo(new Availability.Installed(claude, "2.1.197", Login.LOGGED_OUT));
    programs.inspect(CLAUDE);
    assertThat(calls()).hasSize(2);

    now = now.plusSeconds(1);
    assertThat(programs.find(CLAUDE))
        .isEqualTo(new Availability.Installed(claude, "2.1.197", Login.UNKNOWN));
    programs.inspect(CLAUDE);
    assertThat(calls()).hasSize(3).last().asString().endsWith("auth status --json");
  }

  @Test
  void refreshAndForgetAskAnew() throws IOException {
    program(bin.resolve("claude"), "2.1.197", "{\"loggedIn\":true}");

    programs.inspect(CLAUDE);
    programs.refresh(CLAUDE);
    assertThat(calls()).hasSize(4);
    programs.forget(CLAUDE.id());
    programs.find(CLAUDE);
    assertThat(calls()).hasSize(5);
  }

  @Test
  void theVariableOfTheUserDecidesWhichProgramItIs() throws IOException {
    program(bin.resolve("claude"), "2.1.197", "");
    Path other = program(folder.resolve("my claude"), "2.1.331", "");
    own.put("ORCH_CLAUDE_BIN", other.toString());

    assertThat(programs.find(CLAUDE))
        .isEqualTo(new Availability.Installed(other, "2.1.331", Login.UNKNOWN));

    own.put("ORCH_CLAUDE_BIN", folder.resolve("nothing").toString());
    assertThat(programs.find(CLAUDE))
        .isInstanceOfSatisfying(
            Availability.Missing.class,
            missing ->
                assertThat(missing.lookedFor())
                    .containsExactly(folder.resolve("nothing").toString()));
  }

  @Test
  void aProgramWithoutAVersionIsBrokenAndAskedAgainNextTime() throws IOException {
    Path claude = program(bin.resolve("claude"), "no version", "");

    assertThat(programs.find(CLAUDE)).isInstanceOf(Availability.Broken.class);
    programs.find(CLAUDE);
    assertThat(calls()).hasSize(2);

    Files.writeString(claude, "#!/no/such/interpreter\n");
    assertThat(programs.find(CLAUDE))
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> assertThat(broken.problem()).contains(claude.toString()));
  }

  @Test
  void whatABrokenProgramSaysIsToldOnceAndWithoutSecrets() throws IOException {
    Path claude = program(bin.resolve("claude"), "", "");
    Files.writeString(
        claude, "#!/bin/sh\necho; echo 'no module hunter2' >&2; echo more >&2; exit 3\n");

    assertThat(programs.find(CLAUDE))
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> {
              assertThat(broken.problem())
                  .isEqualTo("`" + claude + " --version` ended with code 3: no module [redacted]");
              assertThat(broken.hint()).endsWith(CLAUDE.installHint());
            });
  }

  @Test
  void aLinkIsStartedByItsOwnName() throws IOException {
    Path real = program(folder.resolve("claude.exe"), "2.1.331", "");
    Path link = Files.createSymbolicLink(bin.resolve("claude"), real);

    assertThat(programs.find(CLAUDE))
        .isEqualTo(new Availability.Installed(link, "2.1.331", Login.UNKNOWN));
  }

  @Test
  void anInterruptSaysNothingOfTheAgent() throws IOException {
    program(bin.resolve("claude"), "2.1.331", "");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> programs.find(CLAUDE))
        .isInstanceOf(AgentFinder.InterruptedLookException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(programs.find(CLAUDE)).isInstanceOf(Availability.Installed.class);
  }

  @Test
  void manyLaunchesAtOnceAskOnce() throws IOException, InterruptedException {
    program(bin.resolve("claude"), "2.1.331", "");
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  begin.await();
                  programs.find(CLAUDE);
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(calls()).hasSize(1);
  }

  @Test
  void whoWaitedForABrokenProgramTakesThatAnswer() throws IOException, InterruptedException {
    Path claude = program(bin.resolve("claude"), "", "");
    Path opened = folder.resolve("opened");
    Files.writeString(
        claude,
        "#!/bin/sh\necho >> '%s'; while [ ! -e '%s' ]; do :; done; exit 3\n"
            .formatted(folder.resolve("calls"), opened));
    List<Availability> answers = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofVirtual().start(() -> answers.add(programs.find(CLAUDE))));
    }
    while (calls().isEmpty() || !threads.stream().allMatch(AgentProgramsTest::waits)) {
      LockSupport.parkNanos(1_000_000);
    }

    Files.createFile(opened);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(answers).hasSize(8).hasOnlyElementsOfType(Availability.Broken.class);
    assertThat(calls()).hasSize(1);
  }

  @Test
  void whoWaitedForAnInterruptedThreadAsksInItsPlace() throws IOException, InterruptedException {
    Path claude = program(bin.resolve("claude"), "", "");
    Path opened = folder.resolve("opened");
    Files.writeString(
        claude,
        "#!/bin/sh\necho >> '%s'; while [ ! -e '%s' ]; do :; done; echo 2.1.331\n"
            .formatted(folder.resolve("calls"), opened));
    Thread first = Thread.ofVirtual().start(this::assertNoAnswer);
    while (calls().isEmpty()) {
      LockSupport.parkNanos(1_000_000);
    }
    AtomicReference<Availability> answer = new AtomicReference<>();
    Thread second = Thread.ofVirtual().start(() -> answer.set(programs.find(CLAUDE)));
    while (!waits(second)) {
      LockSupport.parkNanos(1_000_000);
    }

    first.interrupt();
    first.join();
    Files.createFile(opened);
    second.join();

    assertThat(answer.get()).isInstanceOf(Availability.Installed.class);
    assertThat(calls()).hasSize(2);
  }

  private void assertNoAnswer() {
    assertThatThrownBy(() -> programs.find(CLAUDE))
        .isInstanceOf(AgentFinder.InterruptedLookException.class);
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING -> true;
      default -> false;
    };
  }
}
