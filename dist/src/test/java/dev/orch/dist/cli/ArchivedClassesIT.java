package dev.orch.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.daemon.RealDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built image has its classes as the JVM has them once they are loaded. */
class ArchivedClassesIT {
  private static final String ARCHIVED = "shared objects file (top)";

  @TempDir private Path folder;
  private Person person;

  @BeforeEach
  void aPerson() throws IOException {
    person = new Person(folder.resolve("home")).with("PORT", "none");
  }

  @ParameterizedTest
  @CsvSource({"cli.jsa, dev.orch.cli.Orch", "daemon.jsa, dev.orch.Daemon"})
  void classesComeFromTheArchive(String archive, String main) {
    assertThat(source(RealDaemon.image().resolve("lib"), archive, main)).contains(ARCHIVED);
  }

  @Test
  void anArchiveOfAnotherJarIsNotUsedAndNothingIsSaidAboutIt() throws IOException {
    Path image = copy();

    assertThat(source(image.resolve("lib"), "cli.jsa", "dev.orch.cli.Orch"))
        .contains(".jar")
        .doesNotContain(ARCHIVED);
    Person.Result command = person.run(image.resolve("bin/orch"), "--version");
    assertThat(command.exit()).isZero();
    assertThat(command.err()).isEmpty();
    Person.Result daemon = person.run(image.resolve("bin/orch"), "daemon");
    assertThat(daemon.err()).contains("PORT").doesNotContain("[cds]", "archive");
  }

  @Test
  void whereTheDaemonDoesNotStartTheReasonIsSaidAndNoOtherIsStarted() throws IOException {
    Path image = copy();
    Path git = Files.createDirectory(folder.resolve("programs")).resolve("git");
    Files.writeString(
        git,
        """
        #!/bin/sh
        [ -e "$0.failed" ] || { : >"$0.failed"; echo 'git version 1.0'; exit; }
        PATH=${PATH#*:}
        exec git "$@"
        """);
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    person.with("PATH", git.getParent() + ":" + System.getenv("PATH"));

    Person.Result archived = person.run(image.resolve("bin/archive-classes"));

    assertThat(archived.exit()).isEqualTo(1);
    assertThat(archived.err()).contains("git version 1.0", "the daemon does not start");
    assertThat(ProcessHandle.allProcesses().map(one -> one.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains(image.toString()));
  }

  /** The same image elsewhere, its jars of another time. */
  private Path copy() throws IOException {
    Path image = folder.resolve("image");
    for (String part : List.of("bin", "lib")) {
      Files.createDirectories(image.resolve(part));
      try (var files =
          Files.newDirectoryStream(RealDaemon.image().resolve(part), Files::isRegularFile)) {
        for (Path file : files) {
          Path copy = Files.copy(file, image.resolve(part).resolve(file.getFileName().toString()));
          Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
          Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
        }
      }
    }
    return image;
  }

  /** What the JVM says of where it has the main class from. */
  private String source(Path lib, String archive, String main) {
    Person.Result loaded =
        person.run(
            Path.of(System.getProperty("java.home"), "bin/java"),
            "-XX:+UseSerialGC",
            "-XX:SharedArchiveFile=" + lib.resolve(archive),
            "-Xlog:class+load",
            "-cp",
            lib + "/*",
            main,
            "--version");
    return loaded
        .out()
        .lines()
        .filter(line -> line.contains(" " + main + " source: "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(loaded.toString()));
  }
}
