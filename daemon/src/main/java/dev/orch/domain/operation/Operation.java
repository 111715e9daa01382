package dev.orch.domain.operation;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What touches files on a person's behalf. It is committed with its plan before anything is
 * touched; who finds it open later carries the same plan out to its end.
 *
 * @param session whose files are meant; its row may be a tombstone by now
 */
public record Operation(
    String id,
    Kind kind,
    ProjectId project,
    SessionId session,
    Plan plan,
    Asked asked,
    Progress progress) {

  /** What is done. A new kind has an executor, and a planner that only reads. */
  public enum Kind {
    DELETE,
    RELEASE,
    APPLY,
    UNDO,
    RESTORE,
    EMPTY;

    /** Of which kinds nothing is left to go on with once one of this kind is done. */
    public Set<Kind> settles() {
      return switch (this) {
        case DELETE -> EnumSet.allOf(Kind.class);
        case RELEASE -> EnumSet.of(RELEASE);
        case APPLY, UNDO -> EnumSet.of(APPLY, UNDO);
        case RESTORE, EMPTY -> EnumSet.of(RESTORE, EMPTY);
      };
    }

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far it is. */
  public enum Stage {
    /** The session's agent is stopped first; the plan is made anew once its turn has ended. */
    STOPPING,
    /** The plan is final. */
    WORKING,
    DONE,
    FAILED;

    /** Whether there is something to do still. */
    public boolean isOpen() {
      return this == STOPPING || this == WORKING;
    }
  }

  /**
   * All that its executor is told.
   *
   * @param text JSON in the words of its kind; {@code {}} once it has ended
   * @param hash what a person agreed to
   */
  public record Plan(String text, String hash) {
    /** What is left of a plan in the store once it was carried out. */
    public static final String FORGOTTEN = "{}";
  }

  /**
   * Who wants it.
   *
   * @param receiptKey of the request that is answered at its end; null where none is kept
   */
  public record Asked(Actor by, @Nullable String receiptKey, Instant at) {}

  /**
   * What came of it.
   *
   * @param endedAt null while it is open
   * @param failure why it was closed without being done
   */
  public record Progress(Stage stage, @Nullable Instant endedAt, @Nullable String failure) {}

  /** How far it is. */
  public Stage stage() {
    return progress.stage();
  }

  /** Why it was closed without being done. */
  public Optional<String> failure() {
    return Optional.ofNullable(progress.failure());
  }
}
