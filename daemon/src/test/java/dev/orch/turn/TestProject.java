package dev.orch.turn;

import dev.orch.api.event.AgentPayload;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.inbox.InboxService;
import dev.orch.runtime.RunId;
import dev.orch.runtime.StreamName;
import dev.orch.runtime.TestRuns;
import dev.orch.session.FollowUpResult;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One project on a control plane that can be restarted, and what a person does with it. */
final class TestProject implements AutoCloseable {
  private final Path folder;
  private final TurnTimes times;
  private final Project project;
  private TestPlane plane;

  TestProject(Path folder, TurnTimes times) throws IOException {
    this.folder = folder;
    this.times = times;
    Path home = Files.createDirectory(folder.resolve("home"));
    GitRepository repository = GitRepository.withCommit(folder.resolve("app"), home);
    plane = new TestPlane(state(), home, times);
    project = plane.register(repository.folder());
  }

  TestPlane plane() {
    return plane;
  }

  Path state() {
    return folder.resolve("state");
  }

  /** The daemon goes, as killed, and what is done meanwhile is found by the next one. */
  void restart(Meanwhile meanwhile) throws Exception {
    plane.close();
    meanwhile.happens();
    plane = new TestPlane(state(), folder.resolve("home"), times);
  }

  /** What happens while no daemon is there. */
  @FunctionalInterface
  interface Meanwhile {
    void happens() throws Exception;
  }

  /** A part of a prompt: says lines until {@link #openGate}. */
  String untilTheGateOpens() {
    return " [[lines 1 20 " + gate() + "]] ";
  }

  Path gate() {
    return folder.resolve("gate");
  }

  void openGate() throws IOException {
    Files.createFile(gate());
  }

  SessionId send(String prompt) {
    return plane.send("implement", project, prompt).id();
  }

  Session await(SessionId id, SessionState state) throws InterruptedException {
    return plane.await(id, session -> session.state() == state);
  }

  /** Waits until the agent has said this. */
  void awaitSaid(SessionId id, String text) throws InterruptedException {
    plane.await(id, _ -> said(id).contains(text));
  }

  /** Waits until the agent of this turn itself has read so many messages; its prompt is one. */
  void awaitRead(SessionId id, int turn, int messages) {
    Path out = plane.supervisor.output(new RunId(id, turn), StreamName.OUT);
    TestRuns.await(() -> {
      try {
        return Files.readString(out).split("\"state\":\"queued\"", -1).length > messages;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  List<String> said(SessionId id) {
    return plane.events(id, "agent.message").stream()
        .map(event -> event.fact().payload())
        .map(AgentPayload.Message.class::cast)
        .map(AgentPayload.Message::text)
        .toList();
  }

  FollowUpResult followUp(SessionId id, String message, FollowUp.Mode mode) {
    return plane.sessions.followUp(id, message, mode, TestPlane.USER, _ -> {});
  }

  void resume(SessionId id, @Nullable String message) {
    plane.sessions.resume(id, message, TestPlane.USER, _ -> {});
  }

  void stop(SessionId id) {
    plane.sessions.stop(id, Reason.USER, TestPlane.USER, _ -> {});
  }

  void allow(InputRequest request) {
    plane.inbox.answer(
        request,
        new InboxService.Decided(InputRequest.Decision.ALLOW, null, "yes"),
        TestPlane.USER,
        _ -> {});
  }

  Turn latestTurn(SessionId id) {
    return plane.stores.turns().findLatest(id).orElseThrow();
  }

  /** What was handed to the agent of this turn, and not taken yet. */
  List<String> offered(SessionId id, int turn) {
    return plane.stores.followUps().listOffered(id, turn).stream().map(FollowUp::message).toList();
  }

  List<String> kept(SessionId id) {
    return plane.stores.followUps().listKept(id).stream().map(FollowUp::message).toList();
  }

  void uninstallAgent() throws IOException {
    Files.createFile(folder.resolve("home/no-agent"));
  }

  void installAgent() throws IOException {
    Files.delete(folder.resolve("home/no-agent"));
  }

  void moveAway() throws IOException {
    Files.move(folder.resolve("app"), folder.resolve("moved"));
  }

  void bringBack() throws IOException {
    Files.move(folder.resolve("moved"), folder.resolve("app"));
  }

  /** From now on the agent is this program. */
  void replaceAgent(String script) throws IOException {
    Path other = folder.resolve("home/other-agent");
    Files.writeString(other, script);
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx------"));
  }

  /** From now on the agent is the scripted one again. */
  void restoreAgent() throws IOException {
    Files.delete(folder.resolve("home/other-agent"));
  }

  /** The agent remembers nothing of this conversation any more. */
  void forgetConversation(SessionId id) throws IOException {
    String named = plane.session(id).progress().agentSessionId();
    Files.delete(folder.resolve("home/.scripted-agent/sessions").resolve(named));
  }

  /** The agent dies, as when the machine runs out of memory. */
  void killAgent(SessionId id) throws InterruptedException {
    plane.await(id, _ -> latestTurn(id).launch().pid() != null);
    ProcessHandle.of(Objects.requireNonNull(latestTurn(id).launch().pid()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    plane.endAgents();
    plane.close();
  }
}
