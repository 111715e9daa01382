package dev.orch.agent.claude;

import dev.orch.agent.ProtocolState;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a process between two lines. It is stored with every batch, so it holds no
 * text but what must be said again: the inputs of open requests and the plan being drafted. Every
 * part has a value where the text of an older version names none.
 */
record ClaudeState(
    Setup setup, Flow flow, Facts facts, Work work, Requests requests, Results results)
    implements ProtocolState {

  ClaudeState {
    setup = Objects.requireNonNullElse(setup, Setup.UNKNOWN);
    flow = Objects.requireNonNullElse(flow, Flow.FIRST);
    facts = Objects.requireNonNullElse(facts, Facts.NONE);
    work = Objects.requireNonNullElse(work, Work.NONE);
    requests = Objects.requireNonNullElse(requests, Requests.NONE);
    results = Objects.requireNonNullElse(results, Results.NONE);
  }

  /** A process that has said nothing yet. */
  static ClaudeState first(Setup setup) {
    return new ClaudeState(setup, Flow.FIRST, Facts.NONE, Work.NONE, Requests.NONE, Results.NONE);
  }

  /** What an action allows. */
  enum Conduct {
    /** Nothing is changed: every approval is denied. */
    READS,
    /** A plan is shown first; then as {@link #WRITES}. */
    PLANS,
    WRITES
  }

  /**
   * How the process was started; does not change.
   *
   * @param mode the permission mode that was passed
   * @param model as it was asked for
   * @param openingId the UUID of the first message
   * @param heldBackServers names of MCP servers that only the repository may have brought
   * @param earlier what earlier turns of the conversation used
   */
  record Setup(
      int turn,
      Conduct conduct,
      String mode,
      @Nullable String model,
      String openingId,
      List<String> heldBackServers,
      Usage earlier) {
    static final Setup UNKNOWN = new Setup(1, Conduct.READS, "", null, "", List.of(), Usage.NONE);

    Setup {
      conduct = Objects.requireNonNullElse(conduct, Conduct.READS);
      mode = Objects.requireNonNullElse(mode, "");
      openingId = Objects.requireNonNullElse(openingId, "");
      heldBackServers = copy(heldBackServers);
      earlier = Objects.requireNonNullElse(earlier, Usage.NONE);
    }
  }

  /** Where the conversation stands. */
  enum Stage {
    STARTING,
    WORKING,
    /** The message is closed, and background work of it still goes on. */
    BACKGROUND,
    /** The message is closed, and another may begin: with one of ours, or by itself. */
    BETWEEN,
    CLOSED
  }

  /**
   * Where the conversation stands, and what we did to it.
   *
   * @param planAccepted a person accepted a plan: from there on it may change files
   * @param interrupted we asked it to stop
   */
  record Flow(Stage stage, boolean planAccepted, boolean inputEnded, boolean interrupted) {
    static final Flow FIRST = new Flow(Stage.STARTING, false, false, false);

    Flow {
      stage = Objects.requireNonNullElse(stage, Stage.STARTING);
    }

    Flow at(Stage next) {
      return new Flow(next, planAccepted, inputEnded, interrupted);
    }

    Flow withPlanAccepted() {
      return new Flow(stage, true, inputEnded, interrupted);
    }

    Flow withInputEnded() {
      return new Flow(stage, planAccepted, true, interrupted);
    }

    Flow withInterrupt() {
      return new Flow(stage, planAccepted, true, true);
    }
  }

  /**
   * What it said of itself and of its troubles.
   *
   * @param conversation its id, once it has said it
   * @param model the one that answers
   * @param keySource where its credentials come from
   * @param error the kind of the last error that it reported in place of an answer
   * @param complaint what it wrote to standard error when it refused to start
   * @param limitEndsAt seconds since the epoch
   */
  record Facts(
      @Nullable String conversation,
      @Nullable String model,
      @Nullable String keySource,
      @Nullable String error,
      @Nullable String complaint,
      @Nullable Long limitEndsAt) {
    static final Facts NONE = new Facts(null, null, null, null, null, null);

    Facts withInit(@Nullable String ofConversation, @Nullable String ofModel, String ofKey) {
      return new Facts(
          conversation == null ? ofConversation : conversation,
          ofModel,
          ofKey,
          error,
          complaint,
          limitEndsAt);
    }

    Facts withError(@Nullable String kind) {
      return new Facts(conversation, model, keySource, kind, complaint, limitEndsAt);
    }

    Facts withComplaint(String text) {
      return new Facts(conversation, model, keySource, error, text, limitEndsAt);
    }

    Facts withLimit(@Nullable Long endsAt) {
      return new Facts(conversation, model, keySource, error, complaint, endsAt);
    }
  }

  /** Whether finished background work makes it begin a message by itself. */
  enum News {
    NONE,
    /** Some ended while its message was open; it may have taken that in, or begin another. */
    PERHAPS,
    /** It was asked something harmless: if it has not begun one when it answers, it will not. */
    ASKED,
    /** Some ended while no message was open: one will begin. */
    CERTAIN
  }

  /**
   * What goes on beside its message.
   *
   * @param reportsMessages it tells what becomes of a message, by the message's UUID
   * @param steered messages of ours that it has not taken up yet
   * @param tasks ids of its background work
   * @param listsTasks it lists its background work itself
   */
  record Work(
      boolean reportsMessages,
      List<String> steered,
      List<String> tasks,
      boolean listsTasks,
      News news) {
    static final Work NONE = new Work(false, List.of(), List.of(), false, News.NONE);

    Work {
      steered = copy(steered);
      tasks = copy(tasks);
      news = Objects.requireNonNullElse(news, News.NONE);
    }

    Work withReports() {
      return new Work(true, steered, tasks, listsTasks, news);
    }

    Work withSteered(List<String> messages) {
      return new Work(reportsMessages, messages, tasks, listsTasks, news);
    }

    Work withTasks(List<String> running, boolean listed) {
      return new Work(reportsMessages, steered, running, listsTasks || listed, news);
    }

    Work withNews(News next) {
      return new Work(reportsMessages, steered, tasks, listsTasks, next);
    }
  }

  /** Whether a request of the agent has been answered. */
  enum Given {
    NOTHING,
    ANSWER
  }

  /**
   * A request of the agent that it has not acknowledged an answer to.
   *
   * @param key the id of its control request
   * @param toolId the tool call that waits for it
   * @param input the tool's input as JSON text
   */
  record Pending(String key, String toolId, InputRequest.Kind kind, String input, Given given) {
    boolean open() {
      return given == Given.NOTHING;
    }

    Pending answered() {
      return new Pending(key, toolId, kind, input, Given.ANSWER);
    }
  }

  /**
   * A plan that may be shown soon.
   *
   * @param place the file, or the tool call, that holds it
   */
  record Draft(String place, String text) {}

  /**
   * What it asked.
   *
   * @param file the plan's file as it was last written
   * @param proposal the plan as the model proposed it
   */
  record Requests(List<Pending> pending, @Nullable Draft file, @Nullable Draft proposal) {
    static final Requests NONE = new Requests(List.of(), null, null);

    Requests {
      pending = copy(pending);
    }

    Requests withPending(List<Pending> next) {
      return new Requests(next, file, proposal);
    }

    Requests withFile(Draft next) {
      return new Requests(pending, next, proposal);
    }

    Requests withProposal(Draft next) {
      return new Requests(pending, file, next);
    }
  }

  /**
   * How it closed its message.
   *
   * @param status of the model's server, if that was the trouble
   * @param how its own word for the end: {@code completed}, {@code aborted_tools}
   * @param text what went wrong; nothing where it went well
   */
  record Ending(boolean failed, @Nullable Integer status, String kind, String how, String text) {
    boolean aborted() {
      return how.startsWith("aborted");
    }
  }

  /**
   * What its closed messages came to.
   *
   * @param used of the whole process
   */
  record Results(Usage used, @Nullable Ending last) {
    static final Results NONE = new Results(Usage.NONE, null);

    Results {
      used = Objects.requireNonNullElse(used, Usage.NONE);
    }
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
