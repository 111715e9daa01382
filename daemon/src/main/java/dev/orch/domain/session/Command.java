package dev.orch.domain.session;

import dev.orch.domain.project.ProjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for: recorded whether or not it could be carried out. Agent, action, project
 * and session are kept as they were named, for they may be what was wrong.
 *
 * @param text as it was typed; null if it came as fields
 * @param projectId null if the project named is not registered
 */
public record Command(
    CommandId id,
    @Nullable String text,
    Wanted wanted,
    @Nullable ProjectId projectId,
    Source source,
    Result result,
    Instant createdAt) {

  /** What it says. */
  public sealed interface Wanted {

    /**
     * Work for an agent, which a new session carries out if agent, action and project are said.
     *
     * @param branch what its branch is to be called; null for a name as usual
     */
    record Work(
        @Nullable String agent,
        @Nullable String action,
        @Nullable String project,
        @Nullable String scopePath,
        @Nullable String prompt,
        @Nullable String model,
        @Nullable String base,
        @Nullable String branch)
        implements Wanted {

      /** On a branch that is named as usual. */
      public Work(
          @Nullable String agent,
          @Nullable String action,
          @Nullable String project,
          @Nullable String scopePath,
          @Nullable String prompt,
          @Nullable String model,
          @Nullable String base) {
        this(agent, action, project, scopePath, prompt, model, base, null);
      }
    }

    /**
     * Something for a session that is there.
     *
     * @param asked one of {@link #ASKED}
     * @param message for a follow-up, and perhaps for a resume
     */
    record Act(SessionAction asked, String session, @Nullable String message) implements Wanted {
      /** What can be asked so. */
      public static final Set<SessionAction> ASKED =
          Collections.unmodifiableSet(
              EnumSet.of(
                  SessionAction.FOLLOW_UP,
                  SessionAction.STOP,
                  SessionAction.RESUME,
                  SessionAction.ARCHIVE,
                  SessionAction.UNARCHIVE));
    }

    /** Nothing that could be read: the text is all there is. */
    record Unread() implements Wanted {}
  }

  /** Through which door it came. */
  public enum Source {
    CLI,
    UI,
    API,
    AGENT;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of it, in a word. */
  public enum Status {
    ACCEPTED,
    REJECTED;

    /** As it stands on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of it. */
  public sealed interface Result {
    /** This session carries it out, or is the one it was for. */
    record Accepted(SessionId session) implements Result {}

    /**
     * It cannot be carried out.
     *
     * @param problem the type of the problem
     * @param detail a sentence with the values
     * @param hint what to do; null where that is the usual for the problem
     */
    record Rejected(String problem, String detail, @Nullable String hint) implements Result {}
  }
}
