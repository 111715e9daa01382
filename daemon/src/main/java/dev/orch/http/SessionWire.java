package dev.orch.http;

import dev.orch.api.session.SessionAction;
import dev.orch.api.session.SessionReason;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.WarningCode;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Warning;
import dev.orch.event.Redaction;
import dev.orch.event.Redactor;
import dev.orch.search.Findable;
import dev.orch.session.SessionQueries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session in the words of the wire; the largest record has a place of its own. */
public final class SessionWire {
  private static final int PROMPT_IN_LISTS = 500;

  private SessionWire() {}

  /** How much of a session is shown. */
  public sealed interface Extent {
    /** All of it. */
    record Whole() implements Extent {}

    /**
     * In a list: the prompt is cut.
     *
     * @param found where it is that which was looked for
     */
    record Listed(Optional<Findable.Found> found) implements Extent {}
  }

  /** A session with what belongs to its resource. */
  public static SessionView session(
      SessionQueries.Detail detail, String slug, Extent extent, Redactor masked) {
    Session session = detail.session();
    Session.Assignment assignment = session.assignment();
    Session.Place place = session.place();
    Session.Standing standing = session.standing();
    Session.Progress progress = session.progress();
    Session.Times times = session.times();
    return new SessionView(
        session.id().value(),
        assignment.project().value(),
        slug,
        assignment.command().value(),
        assignment.agent().value(),
        assignment.action().wireName(),
        assignment.model(),
        new Redaction(masked).title(assignment.title()),
        prompt(masked.redact(assignment.prompt()), extent),
        assignment.scopePath(),
        Wire.same(SessionState.class, standing.state()),
        Wire.reason(standing.reason()),
        detail.actions().stream().map(a -> Wire.same(SessionAction.class, a)).toList(),
        detail.queued().map(SessionWire::queued).orElse(null),
        progress.warnings().stream().map(one -> warning(one, masked)).toList(),
        place.branch(),
        place.baseRef(),
        place.baseCommit(),
        place.headCommit(),
        place.isWorktree() && !isDeleted(session) ? place.folder().toString() : null,
        isDeleted(session) ? null : place.log().toString(),
        ifAny(progress.agentSessionId(), masked),
        progress.turnCount(),
        progress.exitCode(),
        standing.since(),
        ifAny(progress.lastLine(), masked),
        changes(progress.changes()),
        detail.stopping().map(SessionWire::stopping).orElse(null),
        detail.onFiles().atWork().map(Wire::operation).orElse(null),
        archivedFrom(standing.archivedFrom()),
        times.seenAt(),
        detail.onFiles().releasedAt().orElse(null),
        times.appliedAt(),
        Wire.usage(progress.usage()),
        times.createdAt(),
        times.startedAt(),
        times.endedAt(),
        times.updatedAt(),
        session.version(),
        match(extent));
  }

  private static SessionView.@Nullable Match match(Extent extent) {
    return switch (extent) {
      case Extent.Whole _ -> null;
      case Extent.Listed(Optional<Findable.Found> found) ->
          found
              .map(it ->
                  new SessionView.Match(
                      it.seq().orElse(null), it.turn().orElse(null), it.snippet()))
              .orElse(null);
    };
  }

  private static boolean isDeleted(Session session) {
    return session.state() == dev.orch.domain.session.SessionState.DELETED;
  }

  private static String prompt(String prompt, Extent extent) {
    return switch (extent) {
      case Extent.Whole _ -> prompt;
      case Extent.Listed _ ->
          prompt.codePointCount(0, prompt.length()) <= PROMPT_IN_LISTS
              ? prompt
              : prompt.substring(0, prompt.offsetByCodePoints(0, PROMPT_IN_LISTS));
    };
  }

  private static SessionView.Warning warning(Warning warning, Redactor masked) {
    return new SessionView.Warning(
        Wire.same(WarningCode.class, warning.code()),
        masked.redact(warning.text()),
        ifAny(warning.hint(), masked),
        warning.at());
  }

  private static @Nullable String ifAny(@Nullable String text, Redactor masked) {
    return text == null ? null : masked.redact(text);
  }

  private static SessionView.@Nullable Changes changes(Session.@Nullable Changes changes) {
    return changes == null
        ? null
        : new SessionView.Changes(changes.files(), changes.added(), changes.removed());
  }

  private static SessionView.Queued queued(QueuePlace place) {
    return new SessionView.Queued(
        place.since(),
        place.position(),
        Wire.same(SessionView.Because.class, place.because()),
        place.limit(),
        place.running().stream().map(SessionId::value).toList(),
        place.notBefore());
  }

  private static SessionView.Stopping stopping(SessionQueries.Stopping stopping) {
    return new SessionView.Stopping(
        stopping.rung() == null ? null : Wire.same(SessionView.Rung.class, stopping.rung()),
        stopping.nextAt());
  }

  private static SessionView.@Nullable ArchivedFrom archivedFrom(
      Session.@Nullable ArchivedFrom before) {
    if (before == null) {
      return null;
    }
    Reason reason = before.reason();
    return new SessionView.ArchivedFrom(
        Wire.same(SessionState.class, before.state()),
        reason == null ? null : Wire.same(SessionReason.class, reason));
  }
}
