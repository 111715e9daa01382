package dev.orch.domain.session;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent waits for.
 *
 * @param key how the agent's protocol calls it; unique in its turn
 */
public record InputRequest(
    String id,
    SessionId session,
    int turn,
    String key,
    Question question,
    Status status,
    @Nullable Answer answer,
    Instant requestedAt) {

  /** The answer, once there is one. */
  public Optional<Answer> answered() {
    return Optional.ofNullable(answer);
  }

  /** What kind of answer is wanted. */
  public enum Kind {
    APPROVAL(Reason.APPROVAL),
    QUESTION(Reason.QUESTION),
    PLAN_REVIEW(Reason.PLAN_REVIEW);

    private final Reason reason;

    Kind(Reason reason) {
      this.reason = reason;
    }

    /** Why the session waits while this is its oldest open request. */
    public Reason reason() {
      return reason;
    }

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is asked.
   *
   * @param title one line
   * @param detail all that a person needs to decide: a command, a plan, the input as JSON
   * @param options answers to choose from; empty where there are none
   */
  public record Question(Kind kind, String title, String detail, List<String> options) {
    /** Keeps its own copy. */
    public Question {
      options = List.copyOf(options);
    }
  }

  /** Whether it still waits. */
  public enum Status {
    OPEN,
    ANSWERED,
    WITHDRAWN;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a person decided. */
  public enum Decision {
    ALLOW,
    DENY;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The answer of a person.
   *
   * @param option one of the question's options
   * @param text free text: an answer, or why not
   */
  public record Answer(
      Decision decision, @Nullable String option, @Nullable String text, Instant at) {}
}
