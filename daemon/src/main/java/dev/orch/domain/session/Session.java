package dev.orch.domain.session;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One command being carried out by one agent. A value: {@code SessionLedger} alone replaces the
 * stored one.
 *
 * @param version raised by one at every change, so that who read an older one is told
 */
public record Session(
    SessionId id,
    Assignment assignment,
    Place place,
    Standing standing,
    Progress progress,
    Times times,
    long version) {

  /**
   * What it was made for; never changes.
   *
   * @param model as asked for, passed on verbatim
   * @param scopePath relative to the checkout
   */
  public record Assignment(
      ProjectId project,
      CommandId command,
      AgentId agent,
      CommandAction action,
      @Nullable String model,
      String title,
      String prompt,
      @Nullable String scopePath) {}

  /**
   * Where it works. Branch and base are null for one that reads the project's checkout. An action
   * that only reads, in a project without a checkout, has a base and no branch.
   *
   * @param headCommit last seen after a turn
   * @param folder where the agent starts: the worktree or the checkout
   */
  public record Place(
      @Nullable String branch,
      @Nullable String baseRef,
      @Nullable String baseCommit,
      @Nullable String headCommit,
      Path folder,
      Path log) {

    /** Whether it is a worktree of its own and not the project's checkout, made or not. */
    public boolean isWorktree() {
      return baseCommit != null;
    }

    /** Whether a worktree with a branch of its own was made there. */
    public boolean hasWorktree() {
      return branch != null && headCommit != null;
    }

    /** The same place after a turn left another commit. */
    public Place withHead(String commit) {
      return new Place(branch, baseRef, baseCommit, commit, folder, log);
    }
  }

  /**
   * Its state and why.
   *
   * @param reason null for states that need none
   * @param archivedFrom where unarchive goes back to; null unless it is archived
   */
  public record Standing(
      SessionState state,
      @Nullable Reason reason,
      Instant since,
      @Nullable ArchivedFrom archivedFrom) {}

  /** What it was before it was archived. */
  public record ArchivedFrom(SessionState state, @Nullable Reason reason) {}

  /**
   * What it has done so far.
   *
   * @param agentSessionId the agent's own name for the conversation, once the agent has said it
   * @param exitCode of the last process
   * @param lastLine the newest message or tool call, one line
   */
  public record Progress(
      int turnCount,
      @Nullable String agentSessionId,
      @Nullable Integer exitCode,
      @Nullable String lastLine,
      @Nullable Changes changes,
      List<Warning> warnings,
      Usage usage) {

    /** Of a session that has not run. */
    public static final Progress NONE =
        new Progress(0, null, null, null, null, List.of(), Usage.NONE);

    /** Keeps its own copy. */
    public Progress {
      warnings = List.copyOf(warnings);
    }

    /** The same progress with another turn begun. */
    public Progress withOneMoreTurn() {
      return new Progress(
          turnCount + 1, agentSessionId, exitCode, lastLine, changes, warnings, usage);
    }

    /** The same progress, the conversation named; null where it has to begin anew. */
    public Progress withAgentSessionId(@Nullable String named) {
      return new Progress(turnCount, named, exitCode, lastLine, changes, warnings, usage);
    }

    /** The same progress with a newer line. */
    public Progress withLastLine(String line) {
      return new Progress(turnCount, agentSessionId, exitCode, line, changes, warnings, usage);
    }

    /** The same progress after a turn ended. */
    public Progress afterTurn(@Nullable Integer code, @Nullable Changes changed, Usage usedByTurn) {
      return new Progress(
          turnCount,
          agentSessionId,
          code,
          lastLine,
          changed == null ? changes : changed,
          warnings,
          usage.plus(usedByTurn));
    }

    /** The same progress with other warnings. */
    public Progress withWarnings(List<Warning> others) {
      return new Progress(turnCount, agentSessionId, exitCode, lastLine, changes, others, usage);
    }
  }

  /** What its worktree changed, from the last diff. */
  public record Changes(int files, int added, int removed) {}

  /**
   * When things happened.
   *
   * @param seenAt when a person looked at it first since it took its state; older if none did
   * @param appliedAt when its change was last taken into the checkout; null if it is not there
   */
  public record Times(
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      Instant updatedAt,
      @Nullable Instant seenAt,
      @Nullable Instant appliedAt) {

    /** Of what nobody has looked at. */
    public Times(
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant updatedAt) {
      this(createdAt, startedAt, endedAt, updatedAt, null, null);
    }
  }

  /** The same session, its change taken into the checkout at that time, or not any more. */
  public Session withAppliedAt(@Nullable Instant at) {
    Times now =
        new Times(
            times.createdAt(),
            times.startedAt(),
            times.endedAt(),
            times.updatedAt(),
            times.seenAt(),
            at);
    return new Session(id, assignment, place, standing, progress, now, version);
  }

  /** Whether it has changed something in a worktree of its own, by the last diff. */
  public boolean hasChange() {
    Changes changes = progress.changes();
    return place.baseCommit() != null && changes != null && changes.files() > 0;
  }

  /** Its state. */
  public SessionState state() {
    return standing.state();
  }

  /** Why it is in its state. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(standing.reason());
  }

  /** The same session with other progress. */
  public Session withProgress(Progress next) {
    return new Session(id, assignment, place, standing, next, times, version);
  }

  /** The same session at another place. */
  public Session withPlace(Place next) {
    return new Session(id, assignment, next, standing, progress, times, version);
  }

  /** The same session with one more warning; none is said twice. */
  public Session withWarning(Warning warning) {
    boolean known =
        progress.warnings().stream()
            .anyMatch(w -> w.code() == warning.code() && w.text().equals(warning.text()));
    if (known) {
      return this;
    }
    List<Warning> warnings = new ArrayList<>(progress.warnings());
    warnings.add(warning);
    return withProgress(progress.withWarnings(warnings));
  }

  /** The same session without warnings of what is over. */
  public Session withoutWarnings(Predicate<Warning> over) {
    return withProgress(
        progress.withWarnings(progress.warnings().stream().filter(over.negate()).toList()));
  }

  /** Whether there is a warning of this. */
  public boolean isWarnedOf(Warning.Code code) {
    return progress.warnings().stream().anyMatch(warning -> warning.code() == code);
  }
}
