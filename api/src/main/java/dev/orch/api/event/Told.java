package dev.orch.api.event;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is told to a person: the one wording of every view that tells of it. Texts are as
 * they came; whoever shows them makes them harmless.
 *
 * @param who said or did it
 * @param what may have several lines
 */
public record Told(String who, String what) {
  private static final String QUESTION = "question";
  private static final String ALLOW = "allow";
  private static final int LINES_OF_A_FAILURE = 10;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int OVERLOADED = 529;

  /**
   * What is told of an event; empty where nothing is, or where a view needs to know more than it.
   *
   * @param actor who caused it: {@code you}, {@code orch}, the agent's name
   */
  public static Optional<Told> of(EventPayload payload, String actor) {
    return Optional.ofNullable(
        switch (payload) {
          case AgentPayload agent -> of(agent, actor);
          case InputPayload input -> of(input);
          case ProcessPayload process -> new Told("process", words(process));
          case SessionPayload session -> of(session, actor);
          case WorktreePayload.TeardownFailed it -> new Told("teardown", it.why());
          case WorktreePayload.SetupFinished it -> new Told("setup", words(it));
          default -> null;
        });
  }

  /** {@code failed: agent crashed: exited with 3}: where a session is now, and why. */
  public static String step(String word, SessionPayload.Step step) {
    String reason = words(step.reason());
    return words(word, reason.equals(word) ? "" : reason, step.detail());
  }

  private static @Nullable Told of(AgentPayload payload, String actor) {
    return switch (payload) {
      case AgentPayload.Message it ->
          new Told(it.subagent() == null ? actor : actor + " (sub-agent)", it.text());
      case AgentPayload.Thinking it -> new Told("thinks", it.text());
      case AgentPayload.ToolStarted it -> it.asks() ? null : new Told(tool(it), line(it.summary()));
      case AgentPayload.ToolFinished it ->
          it.failed() ? new Told("failed", beginning(it.text())) : null;
      case AgentPayload.Plan it -> new Told("plan", it.text());
      case AgentPayload.Usage _ -> null;
      case AgentPayload.RateLimited it -> new Told(isLimit(it) ? "limit" : "retries", it.text());
      case AgentPayload.Failed it -> new Told("error", words(it.kind(), it.text()));
      case AgentPayload.Unrecognized it -> new Told("?", it.text());
    };
  }

  /** What a tool is called in a column of words. */
  public static String tool(AgentPayload.ToolStarted call) {
    return line(call.tool()).toLowerCase(Locale.ROOT);
  }

  /** Agents report every refusal of the model's server that they try again after. */
  private static boolean isLimit(AgentPayload.RateLimited refusal) {
    Integer status = refusal.status();
    return status != null && (status == TOO_MANY_REQUESTS || status == OVERLOADED);
  }

  private static Told of(InputPayload payload) {
    return switch (payload) {
      case InputPayload.Requested it ->
          new Told(
              "asks",
              "%s%s  (waits for you: orch answer %s)"
                  .formatted(question(it), options(it.options()), it.requestId()));
      case InputPayload.Answered it -> answered(it, it.option() == null ? "" : QUESTION);
      case InputPayload.Withdrawn it -> new Told("asks", words("withdrawn", it.why()));
    };
  }

  /**
   * What a person said to a request; more exact than {@link #of} where what was asked is known.
   *
   * @param kind of the request; empty if it is not known
   */
  public static Told answered(InputPayload.Answered answer, String kind) {
    boolean words = kind.equals(QUESTION) && answer.decision().equals(ALLOW);
    String decision = words ? "answered" : decision(answer.decision());
    return new Told("you", words(decision, answer.option(), answer.text()));
  }

  private static @Nullable Told of(SessionPayload payload, String actor) {
    return switch (payload) {
      case SessionPayload.Created it ->
          new Told(
              "session",
              "%s %s: %s".formatted(it.agent(), it.action(), it.title())
                  + (it.branch() == null ? "" : "\nbranch " + it.branch()));
      case SessionPayload.Step _ -> null;
      case SessionPayload.Queued it ->
          new Told(
              "session", "queued, number %d: %s".formatted(it.position(), words(it.because())));
      case SessionPayload.StopRequested it ->
          new Told(actor, it.reason().equals("user") ? "stop" : words("stop", it.reason()));
      case SessionPayload.ReasonChanged it ->
          new Told("session", words(it.to() == null ? it.state() : it.to()));
      case SessionPayload.Warned it -> new Told("warning", words(it.text(), it.hint()));
      case SessionPayload.WarningCleared it -> new Told("warning", words("no longer", it.text()));
    };
  }

  /** The plan itself was told just before. */
  private static String question(InputPayload.Requested request) {
    return request.kind().equals("plan_review") ? "is this plan right?" : line(request.title());
  }

  private static String options(List<String> options) {
    return options.stream().map(option -> " [" + line(option) + "]").collect(Collectors.joining());
  }

  private static String decision(String decision) {
    return switch (decision) {
      case ALLOW -> "allowed";
      case "deny" -> "denied";
      case "allow_always" -> "always allowed";
      default -> decision;
    };
  }

  private static String words(ProcessPayload process) {
    return switch (process) {
      case ProcessPayload.Started _ -> "started";
      case ProcessPayload.Adopted _ -> "went on while the daemon was away";
      case ProcessPayload.Exited it -> "exited with " + it.code();
      case ProcessPayload.Lost it -> "ended, nobody knows how: " + it.why();
    };
  }

  private static String words(WorktreePayload.SetupFinished setup) {
    Integer code = setup.exitCode();
    String how = code == null || code == 0 ? setup.outcome() : setup.outcome() + " with " + code;
    String output = setup.output().isBlank() ? "" : "\n" + setup.output();
    return "%s, %.1f s%s".formatted(how.replace('_', ' '), setup.durationMs() / 1000.0, output);
  }

  private static String beginning(String text) {
    return text.strip().lines().limit(LINES_OF_A_FAILURE).collect(Collectors.joining("\n"));
  }

  private static String line(String text) {
    return text.replaceAll("\\R|\\t", " ").strip();
  }

  /** The parts that say something; names of the API as words. */
  public static String words(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .map(part -> part.matches("[a-z_]+") ? part.replace('_', ' ') : part)
        .collect(Collectors.joining(": "));
  }
}
