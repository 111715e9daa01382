package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.cli.Person;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** A session goes its whole way by typed commands. */
class CommandLineIT extends RealAgentSuite {
  private static final int STOPPED = 4;
  private static final int NEEDS_YOU = 5;

  @FunctionalInterface
  private interface Point {
    void pass() throws Exception;
  }

  @Test
  void fromSendToFollowUp() throws Exception {
    goAllTheWay("calm", () -> {});
  }

  @Test
  @Timeout(600)
  void fromSendToFollowUpWithTheDaemonKilledAtEachPoint() throws Exception {
    goAllTheWay("killed", orch.daemon()::killAndRestart);
  }

  /**
   * Goes it.
   *
   * @param name tells its files and its gate from others
   * @param point passed between any two commands
   */
  private void goAllTheWay(String name, Point point) throws Exception {
    String checkout = checkout();
    DrivenSession session =
        send(
            "[[say I began]] [[write %1$s.txt hello]] [[bash bash -c 'echo > %1$s-asked.txt']]"
                    .formatted(name)
                + " [[gate %s]] [[say never]]".formatted(name));
    point.pass();
    await(session, NEEDS_YOU);
    String conversation = session.view().path("agent_session_id").asString();
    assertThat(ok("inbox")).contains(session.id(), name + "-asked.txt");
    point.pass();
    ok("answer", session.id(), "allow");
    point.pass();
    session.awaitGate(orch.model(), name);
    point.pass();
    ok("stop", session.id());
    point.pass();
    await(session, STOPPED);
    point.pass();
    ok("resume", session.id(), "[[say and ended %s]]".formatted(name));
    point.pass();
    await(session, 0);
    point.pass();
    ok("followup", session.id(), "[[say I remember %s]]".formatted(name));
    point.pass();
    await(session, 0);
    orch.model().openGate(name);

    assertThat(session.said())
        .containsExactly("I began", "and ended " + name, "I remember " + name);
    assertThat(orch.heardWith("and ended " + name)).contains("I began");
    assertThat(orch.heardWith("I remember " + name)).contains("I began", "and ended " + name);
    assertThat(session.view().path("agent_session_id").asString()).isEqualTo(conversation);
    assertThat(session.turnsInWords())
        .containsExactly("start stopped", "resume completed", "follow_up completed");
    assertThat(session.events("input.requested,input.answered")).hasSize(2);
    assertThat(session.events("process.started,process.exited")).hasSize(6);
    assertThat(TestRepository.git(session.worktree(), "status", "--porcelain").lines())
        .containsExactlyInAnyOrder("?? %s.txt".formatted(name), "?? %s-asked.txt".formatted(name));
    assertThat(checkout()).isEqualTo(checkout);
  }

  /** What a person sees in the checkout. */
  private String checkout() throws IOException, InterruptedException {
    return TestRepository.git(orch.repository(), "rev-parse", "HEAD")
        + TestRepository.git(orch.repository(), "symbolic-ref", "HEAD")
        + TestRepository.git(orch.repository(), "status", "--porcelain");
  }

  private DrivenSession send(String prompt) throws IOException {
    String sent = ok("send", "--json", "claude", "implement", Installation.PROJECT, prompt);
    String id = JsonMapper.shared().readTree(sent).path("session").path("id").asString();
    return new DrivenSession(orch.daemon(), id);
  }

  private void await(DrivenSession session, int exit) throws Exception {
    assertThat(orch.person().orch("wait", session.id(), "--timeout", "60s").exit())
        .as(session.story())
        .isEqualTo(exit);
  }

  private String ok(String... words) throws IOException {
    Person.Result result = orch.person().orch(words);
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    return result.out();
  }

  @Test
  void theChangeIsTakenHome() throws Exception {
    Path home = orch.folder().resolve("taken-home");
    TestRepository.git(orch.folder(), "clone", "-q", orch.repository().toString(), home.toString());
    DrivenSession session =
        send("[[write c.txt from afar]] [[bash bash -c 'printf asked > d.txt']] [[say done]]");
    await(session, NEEDS_YOU);
    assertThat(ok("inbox")).contains("printf asked");
    ok("answer", session.id(), "allow");
    await(session, 0);

    Person.Result applied =
        orch.person().in(home).shell("orch diff %s | git apply".formatted(session.id()));
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(home.resolve("c.txt")).hasContent("from afar\n");
    assertThat(home.resolve("d.txt")).hasContent("asked");
  }
}
