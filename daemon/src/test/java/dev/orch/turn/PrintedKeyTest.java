package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A key that is printed line by line is in no event, though no line of it looks like one. */
class PrintedKeyTest extends PlaneSuite {
  @Test
  void noLineOfAKeyOnStandardErrorIsKept() throws Exception {
    byte[] random = new byte[1200];
    new Random(4711).nextBytes(random);
    String[] lines =
        Base64.getMimeEncoder(64, new byte[] {10}).encodeToString(random).split("\n", -1);
    Path script = home.resolve("other-agent");
    Files.writeString(script, agent(String.join("\n", lines)));
    assertThat(script.toFile().setExecutable(true)).isTrue();

    SessionId id = plane.send("implement", project, "print it").id();
    plane.await(
        id,
        session ->
            session.state() == SessionState.FAILED || session.state() == SessionState.COMPLETED);

    String kept =
        plane.events(id).stream()
            .map(event -> event.fact().payload().toString())
            .collect(Collectors.joining("\n"));
    assertThat(kept).contains("PlainWord", "another line");
    assertThat(IntStream.range(0, lines.length).filter(i -> kept.contains(lines[i]))).isEmpty();
  }

  private static String agent(String key) {
    return """
    #!/bin/sh
    case $1 in --version) echo '2.1.331 (Claude Code)'; exit ;; esac
    cat >&2 <<'KEY'
    PlainWord
    -----BEGIN RSA PRIVATE KEY-----
    %s
    -----END RSA PRIVATE KEY-----
    another line
    KEY
    exit 1
    """
        .formatted(key);
  }
}
