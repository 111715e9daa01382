package dev.orch.domain.session;

import dev.orch.domain.project.ProjectId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for: recorded whether or not it could be carried out. Agent, action and project
 * are kept as they were named, for they may be what was wrong.
 *
 * @param projectId null if the project named is not registered
 */
public record Command(
    CommandId id,
    Wanted wanted,
    @Nullable ProjectId projectId,
    Source source,
    Result result,
    Instant createdAt) {

  /** The words of the command, as given. */
  public record Wanted(
      String agent,
      String action,
      String project,
      @Nullable String scopePath,
      @Nullable String prompt,
      @Nullable String model,
      @Nullable String base) {}

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

  /** What became of it. */
  public sealed interface Result {
    /** A session carries it out. */
    record Accepted(SessionId session) implements Result {}

    /**
     * It cannot be carried out.
     *
     * @param problem the type of the problem
     * @param detail a sentence with the values
     */
    record Rejected(String problem, String detail) implements Result {}
  }
}
