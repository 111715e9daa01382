package dev.orch.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.daemon.RealDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a session for somebody in whose environment there is next to nothing. */
class BareEnvironmentIT {
  /** Notes the steps that do not end with 0. */
  private static final String WAY =
      """
      step() { "$@" || echo "$*: $?" >>failed; }
      step orch up
      git init -q -b main 'größe 日本'
      git -C 'größe 日本' -c user.name=Test -c user.email=test@example.org commit -q --allow-empty -m first
      step orch projects add 'größe 日本' --slug my-app
      step orch send claude implement my-app '[[say schön 日本]][[write naïve.txt ünïcödé 日本]]' >sent
      id=$(head -n 1 sent | cut -c 1-10)
      step orch wait "$id" --timeout 60s
      step orch logs "$id"
      step orch diff "$id" | step git -C 'größe 日本' apply
      cat 'größe 日本/naïve.txt'
      step orch down
      """;

  @TempDir private Path folder;
  private Person person;

  @BeforeEach
  void nothingButPathAndHome() throws IOException {
    Path home = folder.resolve("home");
    Path programs = Files.createDirectories(home.resolve("bin"));
    program(programs.resolve("claude"), RealDaemon.image().resolve("bin/scripted-agent"));
    program(programs.resolve("orch"), RealDaemon.image().resolve("bin/orch"));
    Path config = Files.createDirectories(home.resolve(".config/orch")).resolve("config.toml");
    Files.writeString(config, "port = 0\n");
    person = new Person(home).with("PATH", programs + ":" + System.getenv("PATH"));
  }

  private static void program(Path path, Path real) throws IOException {
    Files.writeString(path, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(real));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void nothingGoesOn() {
    person.orch("down", "--all");
  }

  @Test
  void pathAndHomeAreEnough() throws IOException {
    assertThatAllOfItWorks();
  }

  @Test
  void aLocaleWithoutUtf8LosesNoLetterOfPathsAndPrompts() throws IOException {
    person.with("LC_ALL", "C");

    assertThatAllOfItWorks();
  }

  private void assertThatAllOfItWorks() throws IOException {
    Path way = Files.writeString(person.home().resolve("way.sh"), WAY);
    Person.Result result = person.run(Path.of("/bin/sh"), way.toString());

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(person.home().resolve("failed")).as(result.err()).doesNotExist();
    assertThat(result.out().lines())
        .anyMatch(line -> line.endsWith("claude   schön 日本"))
        .contains("ünïcödé 日本");
    assertThat(result.out()).contains("größe 日本");
  }
}
