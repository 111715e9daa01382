package dev.orch.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded runs of the real agent against what is expected of each. To accept what the protocol
 * makes of them now, run with {@code -Dorch.transcripts.accept=true} and read the difference.
 */
class ClaudeTranscriptsTest {
  static List<Transcript> transcripts() {
    return Transcript.of("claude");
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void meansWhatIsExpected(Transcript transcript) throws IOException {
    String story = new ClaudeReplay(transcript, conduct(transcript)).play().story();
    Path expected =
        Path.of(transcript.file().toString().replaceFirst("\\.jsonl$", ".expected.txt"));
    if (Boolean.getBoolean("orch.transcripts.accept")) {
      Files.writeString(expected, story);
    }

    assertThat(story).isEqualTo(Files.readString(expected));
  }

  private static ClaudeState.Conduct conduct(Transcript transcript) {
    return transcript.name().contains("/plan")
        ? ClaudeState.Conduct.PLANS
        : ClaudeState.Conduct.WRITES;
  }
}
