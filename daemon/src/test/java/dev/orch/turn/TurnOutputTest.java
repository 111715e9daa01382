package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.event.Redactor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.StreamName;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnOutputTest {
  private static final String SECRET = "correct-horse-battery";
  private static final Redactor REDACTOR = new Redactor(Set.of(SECRET));
  private static final int SHOWN = 1024 * 1024;

  @TempDir Path folder;
  private TestPlane plane;
  private TurnOutput output;
  private SessionId id;

  @BeforeEach
  void runATurn() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    GitRepository repository = GitRepository.withCommit(folder.resolve("app"), home);
    plane = new TestPlane(folder.resolve("state"), home);
    output = new TurnOutput(plane.stores.turns(), plane.supervisor);
    Session sent =
        plane.send("implement", plane.register(repository.folder()), "[[stderr a]] [[stderr b]]");
    id = sent.id();
    plane.await(id, session -> session.state() == SessionState.COMPLETED);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  private void printed(StreamName stream, String text) throws IOException {
    Files.writeString(plane.supervisor.output(new RunId(id, 1), stream), text);
  }

  private List<String> texts(int lines) {
    return output.tail(id, lines, REDACTOR).lines().stream().map(TurnOutput.Line::text).toList();
  }

  @Test
  void standardErrorStandsBehindStandardOutputAndEachLineSaysWhereItIs() throws IOException {
    printed(StreamName.OUT, "one\ntwo\n");

    assertThat(output.tail(id, 3, REDACTOR))
        .isEqualTo(
            new TurnOutput.Tail(
                List.of(
                    new TurnOutput.Line(1, "out", 4, "two"),
                    new TurnOutput.Line(1, "err", 0, "a"),
                    new TurnOutput.Line(1, "err", 2, "b")),
                true));
    assertThat(output.tail(id, 4, REDACTOR).truncated()).isFalse();
  }

  @Test
  void aSecretOfManyLinesIsMaskedAlsoWhereItBeganAboveTheLinesThatAreShown() throws IOException {
    String line = "MIIEowIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL";
    printed(
        StreamName.ERR,
        "-----BEGIN RSA PRIVATE KEY-----\n"
            + (line + "\n").repeat(20)
            + "-----END RSA PRIVATE KEY-----\nand on\n");

    assertThat(texts(4)).containsExactly("*".repeat(64), "*".repeat(64), "*".repeat(29), "and on");
  }

  @Test
  void halfALineIsNotShownBeforeTheRestOfItHasCome() throws Exception {
    Path home = folder.resolve("home");
    GitRepository repository = GitRepository.withCommit(folder.resolve("other"), home);
    id = plane.send("implement", plane.register(repository.folder()), "[[hang]]").id();
    plane.await(id, session -> session.state() == SessionState.RUNNING);
    printed(StreamName.ERR, "whole\n" + SECRET.substring(0, 12));

    assertThat(texts(2)).doesNotContain(SECRET.substring(0, 12)).contains("whole");
    plane.sessions.stop(id, Reason.USER, TestPlane.USER, _ -> {});
    plane.await(id, session -> session.state() == SessionState.STOPPED);
  }

  @Test
  void aSecretIsMaskedAlsoWhereTheTailIsCutInTheMiddleOfIt() throws IOException {
    printed(StreamName.ERR, "before " + SECRET + "y".repeat(SHOWN - 5 - 1) + "\n");

    TurnOutput.Tail tail = output.tail(id, 10, REDACTOR);
    assertThat(tail.truncated()).isTrue();
    assertThat(tail.lines()).hasSize(1);
    assertThat(tail.lines().getFirst().text()).startsWith("*****y");
    assertThat(tail.lines().getFirst().offset()).isEqualTo(7 + SECRET.length() - 5);
  }
}
