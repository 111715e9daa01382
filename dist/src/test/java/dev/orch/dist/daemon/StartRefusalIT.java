package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.StartProblem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that keeps a daemon from starting is one line with its exit code and what to do. */
class StartRefusalIT {
  /** Where SQLite's file format has the number that we count schemas with. */
  private static final int USER_VERSION_AT = 60;

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void aHome() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
  }

  @ParameterizedTest
  @EnumSource(StartProblem.class)
  void itIsOneLineThatSaysWhatToDo(StartProblem problem) throws Exception {
    RefusedDaemon refused =
        switch (problem) {
          case DAEMON_RUNNING -> besideAnother(home);
          case ADDRESS_UNAVAILABLE -> onATakenPort();
          case BAD_SETTING -> RefusedDaemon.run(home, Map.of("PORT", "eighty"));
          case STATE_FOLDER_UNSAFE -> inAnOpenStateFolder();
          case GIT_UNSUPPORTED -> RefusedDaemon.run(home, Map.of("PATH", anOldGit()));
          case DATABASE_IN_USE -> besideAnother(Files.createDirectory(folder.resolve("other")));
          case DATABASE_NEWER -> onTheDatabase(madeNewer(aDatabaseOf(home)));
          case DATABASE_FOREIGN ->
              onTheDatabase(Files.writeString(folder.resolve("notes"), "Dear diary, ".repeat(20)));
          case DATABASE_OF_ANOTHER_STATE_FOLDER ->
              onTheDatabase(aDatabaseOf(Files.createDirectory(folder.resolve("other"))));
          case DATABASE_DAMAGED ->
              onTheDatabase(
                  Files.writeString(folder.resolve("half"), "SQLite format 3\0 and no more"));
          case DATABASE_LOST -> afterASessionWithoutItsDatabase();
          case DATABASE_UNAVAILABLE -> onTheDatabase(Files.createDirectory(folder.resolve("a.db")));
          case FILE_UNAVAILABLE ->
              RefusedDaemon.run(
                  home, Map.of("XDG_STATE_HOME", Files.createFile(folder.resolve("f")).toString()));
        };

    assertThat(refused.output().lines()).as(refused.output()).hasSize(1);
    assertThat(refused.output().strip()).startsWith("orch: ").endsWith("; " + problem.hint());
    assertThat(refused.exit()).isEqualTo(problem.exitCode());
  }

  /** One of this home's database, from whatever home. */
  private RefusedDaemon besideAnother(Path starting) throws Exception {
    try (RealDaemon first = RealDaemon.start(home, Map.of())) {
      Path database = first.stateFolder().resolve("orchestrator.db");
      return RefusedDaemon.run(starting, Map.of("DATABASE_URL", "sqlite:///" + database));
    }
  }

  private RefusedDaemon onATakenPort() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return RefusedDaemon.run(home, Map.of("PORT", Integer.toString(other.getLocalPort())));
    }
  }

  private RefusedDaemon inAnOpenStateFolder() throws Exception {
    Path state = Files.createDirectories(home.resolve(".local/state/orch"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    return RefusedDaemon.run(home, Map.of());
  }

  private RefusedDaemon onTheDatabase(Path database) throws Exception {
    return RefusedDaemon.run(home, Map.of("DATABASE_URL", "sqlite:///" + database));
  }

  private RefusedDaemon afterASessionWithoutItsDatabase() throws Exception {
    Path database = aDatabaseOf(home);
    Files.createDirectories(database.resolveSibling("runs").resolve("k3v9m2p7qd"));
    Files.delete(database);
    return RefusedDaemon.run(home, Map.of());
  }

  /** A PATH whose git is too old. */
  private String anOldGit() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path git = Files.writeString(programs.resolve("git"), "#!/bin/sh\necho git version 1.0.0\n");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    return programs + ":" + System.getenv("PATH");
  }

  private static Path aDatabaseOf(Path owner) throws Exception {
    try (RealDaemon daemon = RealDaemon.start(owner, Map.of())) {
      return daemon.stateFolder().resolve("orchestrator.db");
    }
  }

  private static Path madeNewer(Path database) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.seek(USER_VERSION_AT);
      file.writeInt(4711);
    }
    return database;
  }
}
