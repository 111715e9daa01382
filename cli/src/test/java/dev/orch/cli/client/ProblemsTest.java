package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ProblemType;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API says of its fields, a person at a terminal is told of options and commands. */
class ProblemsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          base        | base must be one line of 1 to 200 characters       | --base must be one line of 1 to 200 characters
          scope_path  | scope_path must name a path in one line            | --scope must name a path in one line
          prompt      | prompt has more than 262144 bytes                  | the prompt has more than 262144 bytes
          message     | message must say something                         | the message must say something
          mode        | mode interrupt is not available in this version    | --interrupt is not available in this version
          decision    | decision allow_always is not available in this version | always is not available in this version
          """)
  void aFieldIsCalledAsItIsTyped(String field, String detail, String told) {
    Complaint complaint = complaint(detail, ",\"field\":\"%s\"".formatted(field));

    assertThat(complaint.headline()).isEqualTo("Title: " + told);
    assertThat(complaint.rows()).doesNotContainKey("field");
  }

  @Test
  void aFilterIsCalledAsItIsTyped() {
    assertThat(complaint("\"runing\" is not a value of state", "").headline())
        .endsWith("\"runing\" is not a value of --state");
    assertThat(complaint("limit takes a whole number from 1 to 500, not \"0\"", "").headline())
        .endsWith("--limit takes a whole number from 1 to 500, not \"0\"");
  }

  @Test
  void aValueThatAnOptionCannotHaveIsAMisuse() {
    assertThat(exit(ProblemType.INVALID_LIMIT)).isEqualTo(ExitCode.MISUSE);
    assertThat(exit(ProblemType.INVALID_QUERY)).isEqualTo(ExitCode.MISUSE);
    assertThat(exit(ProblemType.SESSION_NOT_FOUND)).isEqualTo(ExitCode.PROBLEM);
    assertThat(exit(ProblemType.STOPPING)).isEqualTo(ExitCode.NO_DAEMON);
  }

  private static ExitCode exit(ProblemType type) {
    String body = "{\"type\":\"%s\",\"title\":\"Title\"}".formatted(type.uri());
    return Problems.of(type.status(), body).exit();
  }

  @Test
  void whatCanBeDoneInsteadIsCommands() {
    Complaint complaint =
        complaint(
            "session k3v is stopped: there is nothing to stop",
            ",\"actions\":[\"follow_up\",\"resume\"]");

    assertThat(complaint.rows()).containsEntry("can", "orch followup, orch resume");
  }

  @Test
  void nothingIsSaidTwice() {
    Complaint complaint =
        complaint(
            "\"x\" is none of A, B",
            ",\"options\":[\"A\",\"B\"],\"given\":\"x\",\"retry_after\":1,\"nearest\":\"C\"");

    assertThat(complaint.rows()).containsOnlyKeys("nearest", "try");
  }

  private static Complaint complaint(String detail, String more) {
    return Problems.of(
            422,
            """
            {"type":"urn:orch:problem:x","title":"Title","status":422,"detail":"%s",
             "instance":"","hint":"do it"%s}
            """
                .formatted(detail.replace("\"", "\\\""), more))
        .complaint();
  }
}
