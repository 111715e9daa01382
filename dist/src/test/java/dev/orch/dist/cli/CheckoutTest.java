package dev.orch.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkout's own {@code ./orch}, with a build that only notes that it was asked to build. */
class CheckoutTest {
  private static final String BUILD =
      """
      #!/bin/sh
      echo built >>builds
      [ ! -e slow ] || sleep 1
      [ ! -p held ] || cat held
      rm -rf ui/target
      if command -v npm >/dev/null && [ ! -e old ]; then
        mkdir -p ui/target/classes/dev/orch/ui && : >ui/target/classes/dev/orch/ui/index.html
      fi
      [ ! -e broken ] || { echo 'it does not compile'; exit 1; }
      mkdir -p dist/target/image/bin
      { echo '#!/bin/sh'; echo "# $(cat cli/Source.java)"; echo 'echo "$0 in $(pwd): $*"'; } >dist/target/image/bin/orch
      { echo '#!/bin/sh'; echo 'echo "classes of $0"; [ ! -e "$HOME/strange" ]'; } >dist/target/image/bin/archive-classes
      chmod +x dist/target/image/bin/*
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** All that it and that build need on a machine without flock. */
  private static final List<String> PROGRAMS =
      List.of(
          "cat",
          "chmod",
          "cksum",
          "cp",
          "cut",
          "find",
          "head",
          "ls",
          "mkdir",
          "mv",
          "perl",
          "readlink",
          "rm",
          "sha256sum",
          "sleep",
          "sort",
          "tail",
          "tr");

  @TempDir private Path folder;
  private Path checkout;
  private Person person;

  @BeforeEach
  void aCheckout() throws IOException {
    checkout = Files.createDirectory(folder.resolve("a checkout"));
    person = new Person(folder.resolve("home"));
    Files.copy(Path.of("..", "orch"), checkout.resolve("orch"));
    for (String name : List.of("api", "daemon", "cli", "ui", "dist", ".mvn")) {
      Files.createDirectory(checkout.resolve(name));
    }
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("cli/Source.java"), "one");
    script(checkout.resolve("mvnw"), BUILD);
  }

  @Test
  void itBuildsOnceAndRunsWhatItInstalled() throws IOException {
    Person.Result first = orch("sessions", "list");
    Person.Result second = orch("sessions", "list");

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err()).contains("building");
    assertThat(second.err()).isEmpty();
    assertThat(second.out())
        .isEqualTo(first.out())
        .contains(
            person.home() + "/.cache/orch/images/", " in " + person.home() + ": sessions list");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void anEditIsBuiltAndTheImageOfARunningDaemonStays() throws IOException {
    String first = orch().out();
    Files.writeString(checkout.resolve("cli/Source.java"), "two");
    String second = orch().out();

    assertThat(second).isNotEqualTo(first);
    assertThat(builds()).isEqualTo(2);
    assertThat(images()).isEqualTo(2);
    assertThat(Path.of(first.substring(0, first.indexOf(" in ")))).exists();
  }

  @Test
  void aRemovedFileIsNoticedAndTheSameResultIsKeptOnce() throws IOException {
    Files.writeString(checkout.resolve("cli/Other.java"), "x");
    String first = orch().out();
    Files.delete(checkout.resolve("cli/Other.java"));

    assertThat(orch().out()).isEqualTo(first);
    assertThat(builds()).isEqualTo(2);
    assertThat(images()).isEqualTo(1);
  }

  @Test
  void withoutItsClassesArchivedAnImageIsInstalledAndRuns() throws IOException {
    Files.createDirectories(person.home());
    Files.writeString(person.home().resolve("strange"), "");

    Person.Result slow = orch("sessions", "list");

    assertThat(slow.exit()).as(slow.err()).isZero();
    assertThat(slow.out()).contains(": sessions list");
    Path log = Path.of(slow.err().replaceFirst("(?s).* ", "").strip());
    assertThat(slow.err()).contains("every start takes longer");
    assertThat(log).content().contains("classes of " + person.home());
    assertThat(orch("sessions", "list").err()).isEmpty();
  }

  @Test
  void whatABuildMakesIsNoEdit() throws IOException {
    orch();
    Files.createDirectories(checkout.resolve("cli/target"));
    Files.writeString(checkout.resolve("cli/target/orch-cli.jar"), "jar");
    orch();

    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void anEditOfThePagesIsBuiltAndWhatTheirBuildMakesIsNoEdit() throws IOException {
    Files.writeString(checkout.resolve("ui/page.tsx"), "one");
    orch();
    for (String name : List.of("ui/dist", "ui/node_modules", "ui/codegen/node_modules")) {
      Files.createDirectories(checkout.resolve(name));
      Files.writeString(checkout.resolve(name).resolve("made.js"), "made");
    }
    orch();
    assertThat(builds()).isEqualTo(1);
    Files.writeString(checkout.resolve("ui/page.tsx"), "two");
    orch();

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void withoutNodeThereAreNoPagesUntilThereIsOne() throws IOException {
    Path programs = programs();
    Person.Result without = orch();
    orch();
    assertThat(without.exit()).as(without.err()).isZero();
    assertThat(without.err()).contains("without the pages for browsers", "Node 20.19");
    assertThat(builds()).isEqualTo(1);

    script(programs.resolve("npm"), "#!/bin/sh\n");
    script(programs.resolve("node"), "#!/bin/sh\necho v24.0.0\n");
    Person.Result with = orch();
    Files.delete(programs.resolve("npm"));

    assertThat(with.err()).contains("building").doesNotContain("without the pages");
    assertThat(orch().err()).isEmpty();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aNodeThatDoesNotDoIsTriedOnce() throws IOException {
    Path programs = programs();
    orch();
    script(programs.resolve("npm"), "#!/bin/sh\n");
    script(programs.resolve("node"), "#!/bin/sh\necho v1.0.0\n");
    Files.createFile(checkout.resolve("old"));
    orch();
    orch();

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void manyAtOnceBuildOnce() throws IOException {
    buildsOnceHoweverManyStart();

    assertThat(builds()).isEqualTo(1);
  }

  private void buildsOnceHoweverManyStart() throws IOException {
    Files.createFile(checkout.resolve("slow"));
    List<Person.Started> all =
        IntStream.range(0, 4).mapToObj(_ -> person.start(checkout.resolve("orch"))).toList();
    all.forEach(started -> assertThat(exit(started)).as(started.result().err()).isZero());
  }

  @Test
  void aBuildThatFailsSaysWhyAndIsTriedAgain() throws IOException {
    Files.createFile(checkout.resolve("broken"));
    Person.Result failed = orch();
    Files.delete(checkout.resolve("broken"));

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("it does not compile", "build.log");
    assertThat(orch().exit()).isZero();
  }

  @Test
  void aKilledBuildIsWaitedForUntilItsProgramsHaveEnded() throws Exception {
    Path held = checkout.resolve("held");
    assertThat(person.shell("mkfifo '%s'".formatted(held)).exit()).isZero();
    Person.Started killed = person.start(checkout.resolve("orch"));
    Person.Started next;
    // It is opened once the build reads it, which goes on when it is closed.
    try (OutputStream end = Files.newOutputStream(held)) {
      killed.process().destroyForcibly().waitFor();
      next = person.start(checkout.resolve("orch"));
      awaitSaid(next, "waiting for another build");
      assertThat(builds()).isEqualTo(1);
      Files.delete(held);
      end.flush();
    }

    assertThat(exit(next)).as(next.result().err()).isZero();
    buildsOnceHoweverManyStart();
    assertThat(builds()).isEqualTo(2);
  }

  private static void awaitSaid(Person.Started started, String words) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!started.result().err().contains(words)) {
      assertThat(System.nanoTime()).as(started.result().err()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @Test
  void withoutFlockTheLockIsTheSame() throws IOException {
    programs();

    buildsOnceHoweverManyStart();

    assertThat(builds()).isEqualTo(1);
  }

  /** The folder that from now on holds all programs there are. */
  private Path programs() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    for (String name : PROGRAMS) {
      Path program = Path.of(person.shell("command -v " + name).out().strip());
      Files.createSymbolicLink(programs.resolve(name), program);
    }
    person.with("PATH", programs.toString());
    return programs;
  }

  @Test
  void aLinkLeadsToItFromAnywhere() throws IOException {
    Path links = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("first"), checkout.resolve("orch"));
    Path link = Files.createSymbolicLink(links.resolve("orch"), Path.of("../first"));

    assertThat(person.run(link, "health").out()).endsWith(": health\n");
  }

  private Person.Result orch(String... arguments) {
    return person.run(checkout.resolve("orch"), arguments);
  }

  private static int exit(Person.Started started) {
    try {
      return started.process().waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout.resolve("builds")).size();
  }

  private long images() throws IOException {
    try (Stream<Path> images = Files.list(person.home().resolve(".cache/orch/images"))) {
      return images.count();
    }
  }

  private static void script(Path path, String text) throws IOException {
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
