package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Usage;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.StreamName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every adapter keeps to, whatever its agent is like. */
public abstract class AgentAdapterContract {
  private static final String NEW_ID = "7d0f8f6e-52b1-4e5c-9d2f-5f3b5f0a1c11";
  private static final String OLD_ID = "11111111-2222-4333-8444-555555555555";
  private static final long SEED = 20_260_101L;
  private static final int MUTATIONS_PER_LINE = 3;

  /** A new adapter. */
  protected abstract AgentAdapter adapter();

  /** A version that the adapter knows how to start. */
  protected abstract String version();

  /** Recorded runs of the real agent; not empty. */
  protected abstract List<Transcript> transcripts();

  /** A request as a session makes it. */
  protected LaunchRequest request(CommandAction action, @Nullable String resume) {
    return request(action, resume, opening("say \"hello\""));
  }

  private LaunchRequest request(
      CommandAction action, @Nullable String resume, LaunchRequest.Opening opening) {
    return new LaunchRequest(
        new LaunchRequest.Program(Path.of("/opt/agent"), version(), List.of("HOME", "PATH")),
        new LaunchRequest.Conversation(
            action, resume, NEW_ID, "some-model", Path.of("/ws"), Usage.NONE),
        opening,
        new LaunchRequest.Repository(List.of(), List.of()),
        Path.of("/state/scratch"),
        3);
  }

  private static LaunchRequest.Opening opening(String text, InputRequest... answers) {
    return new LaunchRequest.Opening(text, OLD_ID, List.of(answers));
  }

  private ProtocolState firstState() {
    return adapter().plan(request(CommandAction.IMPLEMENT, null)).state();
  }

  private static OutputFrame line(String text) {
    return new OutputFrame(StreamName.OUT, 100, text.length() + 1, text, true);
  }

  @Test
  void theSameRequestGivesTheSamePlan() {
    for (CommandAction action : CommandAction.values()) {
      assertThat(adapter().plan(request(action, null)))
          .isEqualTo(adapter().plan(request(action, null)));
    }
  }

  @Test
  void theProgramIsStartedWhereTheSessionWorksWithTheNamesItMayHave() {
    LaunchPlan plan = adapter().plan(request(CommandAction.IMPLEMENT, null));

    assertThat(plan.spec().argv().getFirst()).isEqualTo("/opt/agent");
    assertThat(plan.spec().folder()).isEqualTo(Path.of("/ws"));
    assertThat(plan.spec().environmentNames()).contains("HOME", "PATH");
  }

  @Test
  void thePromptTravelsAsInputAndNeverAsAnArgument() {
    LaunchPlan plan = adapter().plan(request(CommandAction.IMPLEMENT, null));

    assertThat(String.join(" ", plan.spec().argv())).doesNotContain("hello");
    assertThat(replies(plan)).contains("hello");
  }

  @Test
  void aConversationIsContinuedByItsOwnId() {
    LaunchPlan plan = adapter().plan(request(CommandAction.IMPLEMENT, OLD_ID));

    String all = String.join(" ", plan.spec().argv()) + replies(plan);
    assertThat(all).contains(OLD_ID).doesNotContain(NEW_ID);
  }

  @Test
  void theModelIsPassedOnVerbatim() {
    LaunchPlan plan = adapter().plan(request(CommandAction.IMPLEMENT, null));

    assertThat(String.join(" ", plan.spec().argv()) + replies(plan)).contains("some-model");
  }

  @Test
  void anAnswerThatNobodyAcknowledgedIsSaidBeforeThePrompt() {
    InputRequest answered =
        new InputRequest(
            "request001",
            new SessionId("0123456789"),
            2,
            "key",
            new InputRequest.Question(
                InputRequest.Kind.QUESTION, "Which database?", "", List.of("Postgres")),
            InputRequest.Status.ANSWERED,
            new InputRequest.Answer(InputRequest.Decision.ALLOW, "Postgres", null, Instant.EPOCH),
            Instant.EPOCH);

    LaunchPlan plan =
        adapter().plan(request(CommandAction.IMPLEMENT, OLD_ID, opening("and go on", answered)));
    LaunchPlan answerOnly =
        adapter().plan(request(CommandAction.IMPLEMENT, OLD_ID, opening("", answered)));

    assertThat(replies(plan)).containsSubsequence("Which database?", "Postgres", "and go on");
    assertThat(replies(answerOnly)).containsSubsequence("Which database?", "Postgres");
  }

  @Test
  void whatIsHeldBackIsNamed() {
    LaunchRequest plain = request(CommandAction.IMPLEMENT, null);
    LaunchRequest running =
        new LaunchRequest(
            plain.program(),
            plain.conversation(),
            plain.opening(),
            new LaunchRequest.Repository(List.of(), List.of(".agent/hooks.json")),
            plain.scratch(),
            plain.turn());

    assertThat(adapter().plan(plain).warnings()).isEmpty();
    assertThat(adapter().plan(running).warnings())
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.code()).isEqualTo(Warning.Code.REPOSITORY_CONFIG_HELD_BACK);
          assertThat(notice.text()).contains(".agent/hooks.json");
        });
  }

  @Test
  void namesOfVariablesAreWholeOrEndInAStar() {
    EnvironmentNames names = adapter().environment();

    assertThat(names.own()).isNotEmpty().allMatch(name -> name.matches("[A-Za-z0-9_]+\\*?"));
    assertThat(names.marks()).allMatch(name -> name.matches("[A-Za-z0-9_]+\\*?"));
    assertThat(names.quiet()).allMatch(one -> one.name().matches("[A-Z0-9_]+"));
  }

  @Test
  void aLineThatMakesNoSenseIsKept() {
    for (String text : List.of("no json", "{\"type\":", "[1]", "\"text\"", "{}", "{\"type\":7}")) {
      Reaction reaction = adapter().protocol().accept(firstState(), line(text));

      assertThat(reaction.events())
          .as(text)
          .singleElement()
          .isInstanceOfSatisfying(
              AgentEvent.Said.class,
              said ->
                  assertThat(said.payload())
                      .isInstanceOfSatisfying(
                          AgentPayload.Unrecognized.class,
                          payload -> assertThat(payload.text()).isEqualTo(text)));
    }
  }

  @Test
  void standardErrorIsKeptAndChangesNothing() {
    OutputFrame frame = new OutputFrame(StreamName.ERR, 0, 8, "a word\n".strip(), true);

    Reaction reaction = adapter().protocol().accept(firstState(), frame);

    assertThat(reaction.events()).hasSize(1);
    assertThat(reaction.state()).isEqualTo(firstState());
  }

  @Test
  void aStateOfNoFieldsCanBeReadAndUsed() {
    AgentProtocol protocol = adapter().protocol();
    ProtocolState state = protocol.decode("{\"unknown\":{\"field\":[1]}}");

    assertThat(protocol.decode(protocol.encode(state))).isEqualTo(state);
    for (Transcript transcript : transcripts()) {
      replay(protocol, state, transcript.frames());
    }
  }

  @Test
  void aProcessThatVanishedIsLostAndOneThatARebootEndedSaysSo() {
    Outcome lost = adapter().protocol().end(firstState(), new ProcessExit.Lost());
    Outcome rebooted = adapter().protocol().end(firstState(), new ProcessExit.Rebooted());

    assertThat(lost.verdict()).isEqualTo(Outcome.Verdict.LOST);
    assertThat(lost.reason()).isEqualTo(Reason.PROCESS_LOST);
    assertThat(rebooted.verdict()).isEqualTo(Outcome.Verdict.LOST);
    assertThat(rebooted.reason()).isEqualTo(Reason.INTERRUPTED_BY_REBOOT);
  }

  @Test
  void aCrashBetweenAnyTwoLinesChangesNothing() {
    AgentProtocol protocol = adapter().protocol();
    assertThat(transcripts()).isNotEmpty();
    for (Transcript transcript : transcripts()) {
      ProtocolState straight = firstState();
      ProtocolState restored = firstState();
      for (OutputFrame frame : transcript.frames()) {
        Reaction one = protocol.accept(straight, frame);
        Reaction other = protocol.accept(protocol.decode(protocol.encode(restored)), frame);
        assertThat(other).as(transcript.name()).isEqualTo(one);
        straight = one.state();
        restored = other.state();
      }
      assertThat(protocol.end(restored, transcript.exit()))
          .isEqualTo(protocol.end(straight, transcript.exit()));
    }
  }

  @Test
  void theInputEndsAtMostOnce() {
    for (Transcript transcript : transcripts()) {
      List<Reaction> reactions = replay(adapter().protocol(), firstState(), transcript.frames());

      assertThat(reactions)
          .as(transcript.name())
          .filteredOn(reaction -> reaction.input() == Reaction.Input.ENDS)
          .hasSizeLessThan(2);
    }
  }

  @Test
  void nothingThatAnAgentPrintsMakesItThrow() {
    AgentProtocol protocol = adapter().protocol();
    Random random = new Random(SEED);
    for (Transcript transcript : transcripts()) {
      List<OutputFrame> frames = new ArrayList<>();
      for (OutputFrame frame : transcript.frames()) {
        frames.add(frame);
        for (int i = 0; i < MUTATIONS_PER_LINE; i++) {
          frames.add(mutated(frame, random));
        }
      }
      List<Reaction> reactions = replay(protocol, firstState(), frames);
      ProtocolState last = reactions.isEmpty() ? firstState() : reactions.getLast().state();
      assertThat(protocol.decode(protocol.encode(last))).isEqualTo(last);
      assertThat(protocol.end(last, transcript.exit()).evidence()).isNotEmpty();
    }
  }

  private static OutputFrame mutated(OutputFrame frame, Random random) {
    String text = frame.text();
    int at = random.nextInt(text.length() + 1);
    int to = at + random.nextInt(text.length() - at + 1);
    String changed =
        switch (random.nextInt(6)) {
          case 0 -> text.substring(0, at);
          case 1 -> text.substring(0, at) + text.substring(to);
          case 2 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at);
          case 3 -> text.replaceFirst("\"[a-z_]+\":\"[^\"]*\"", "\"type\":[{}]");
          case 4 -> text.replaceAll("\":\\{", "\":[").replace("}", "]");
          default -> text.replaceAll(":\"[^\"]{" + random.nextInt(12) + "}", ":null,\"x");
        };
    return new OutputFrame(
        frame.stream(), frame.offset(), frame.length(), changed, random.nextInt(9) > 0);
  }

  private static List<Reaction> replay(
      AgentProtocol protocol, ProtocolState first, List<OutputFrame> frames) {
    List<Reaction> reactions = new ArrayList<>();
    ProtocolState state = first;
    for (OutputFrame frame : frames) {
      Reaction reaction = protocol.accept(state, frame);
      reactions.add(reaction);
      state = reaction.state();
    }
    return reactions;
  }

  private static String replies(LaunchPlan plan) {
    return plan.replies().stream().map(Reply::text).collect(Collectors.joining());
  }
}
