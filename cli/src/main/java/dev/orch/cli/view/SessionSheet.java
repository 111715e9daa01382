package dev.orch.cli.view;

import dev.orch.api.event.UsageFigures;
import dev.orch.api.session.FollowUpView;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionAction;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Surroundings;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One session with all that a person wants to know of it.
 *
 * @param open what it waits for
 * @param kept the messages that wait for a later turn
 * @param trouble why it does not go on by itself
 * @param now what ages are counted to
 * @param zone what times are shown in
 */
public record SessionSheet(
    SessionView session,
    List<InputRequestView> open,
    List<FollowUpView> kept,
    Optional<Trouble> trouble,
    Instant now,
    ZoneId zone) {
  private static final int SHORT_COMMIT = 7;

  /** As rows of a word and what it says. */
  public Table rows(Surroundings surroundings) {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(state());
    trouble.ifPresent(one -> {
      add(rows, "why", one.why());
      add(rows, "hint", one.hint());
    });
    add(rows, "behind", QueueWords.behind(session));
    add(rows, "next", QueueWords.again(session, now, zone));
    add(rows, "stopping", stopping());
    add(rows, "work", OperationWords.of(session.operation(), now, zone));
    add(rows, "agent", agent());
    add(rows, "branch", branch());
    addWorktree(rows, surroundings);
    add(rows, "released", released());
    add(rows, "scope", text(session.scopePath()));
    add(rows, "changes", changes());
    for (SessionView.Warning warning : session.warnings()) {
      add(
          rows,
          "warning",
          Stream.of(warning.text(), text(warning.hint()))
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining("   ")));
    }
    for (InputRequestView request : open) {
      add(rows, "asks", "%s  %s".formatted(Requests.words(request), request.id()));
    }
    for (FollowUpView message : kept) {
      addTitle(
          rows,
          "kept",
          "%d. %s  %s".formatted(message.position(), message.id(), message.message()));
    }
    addTitle(rows, "last", text(session.lastLine()));
    add(rows, "log", log(surroundings));
    if (session.changes() != null && session.changes().files() > 0) {
      add(rows, "take home", takenHome(session));
    }
    add(rows, "applied", applied());
    add(
        rows,
        "can",
        session.actions().stream()
            .filter(Objects::nonNull)
            .map(SessionSheet::command)
            .collect(Collectors.joining(", ")));
    return new Table(List.of(), rows);
  }

  /** What a new session is shown with. */
  public Table birth(Surroundings surroundings) {
    List<List<Cell>> rows = new ArrayList<>();
    if (session.branch() != null) {
      add(
          rows,
          "branch",
          "%s  (from %s %s)"
              .formatted(
                  session.branch(), text(session.baseRef()), commit(text(session.baseCommit()))));
    }
    addWorktree(rows, surroundings);
    add(rows, "scope", text(session.scopePath()));
    addTitle(rows, "prompt", session.prompt().isBlank() ? "" : session.title());
    add(rows, "behind", QueueWords.behind(session));
    trouble.ifPresent(one -> {
      add(rows, "why", one.why());
      add(rows, "hint", one.hint());
    });
    return new Table(List.of(), rows);
  }

  /** {@code claude implement my-app}. */
  public String what() {
    return "%s %s %s".formatted(session.agent(), session.action(), session.projectSlug());
  }

  private List<Cell> state() {
    Cell state = SessionWord.full(session);
    String since =
        ", since %s (%s)"
            .formatted(
                Ages.at(SessionRows.since(session), now, zone),
                Ages.of(Duration.between(SessionRows.since(session), now)));
    return List.of(Cell.of("state"), new Cell(state.mark(), state.text() + since, state.fit()));
  }

  private String stopping() {
    SessionView.Stopping stopping = session.stopping();
    if (stopping == null) {
      return "";
    }
    SessionView.Rung taken = stopping.rung();
    String rung =
        taken == null ? "asked for" : taken.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String next =
        stopping.nextAt() == null || stopping.nextAt().isBefore(now)
            ? ""
            : ", next step at %s, or now: orch stop %s"
                .formatted(Ages.at(stopping.nextAt(), now, zone), session.id());
    return rung + next;
  }

  private String agent() {
    UsageFigures usage = session.usage();
    String model = session.model() == null ? "" : ", model " + session.model();
    String cost = usage.costUsd() > 0 ? String.format(Locale.ROOT, ", $%.2f", usage.costUsd()) : "";
    return "%s%s, turn %d, %d tokens in, %d out%s"
        .formatted(
            session.agent(),
            model,
            session.turnCount(),
            usage.inputTokens() + usage.cachedInputTokens(),
            usage.outputTokens(),
            cost);
  }

  private String branch() {
    return session.branch() == null
        ? ""
        : "%s, base %s %s"
            .formatted(
                session.branch(), text(session.baseRef()), commit(text(session.baseCommit())));
  }

  private String changes() {
    SessionView.Changes changes = session.changes();
    if (changes == null) {
      return "";
    }
    return switch (changes.files()) {
      case 0 -> "none";
      case 1 -> SessionRows.changes(session) + " in 1 file";
      default -> "%s in %d files".formatted(SessionRows.changes(session), changes.files());
    };
  }

  /** A bare project has no checkout that it could be applied to. */
  private static String takenHome(SessionView session) {
    String patch = "orch diff %s | git apply".formatted(session.id());
    return session.actions().contains(SessionAction.APPLY)
        ? "orch apply %s, or %s".formatted(session.id(), patch)
        : patch;
  }

  private String released() {
    Instant at = session.releasedAt();
    return at == null
        ? ""
        : "%s; the next turn brings the folder back, or says what is in the way of that"
            .formatted(Ages.at(at, now, zone));
  }

  private String applied() {
    Instant at = session.appliedAt();
    return at == null
        ? ""
        : "%s; take it back: orch apply %s --undo".formatted(Ages.at(at, now, zone), session.id());
  }

  /** The command that does it: {@code followup}. */
  private static String command(SessionAction action) {
    return action.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private static String commit(String full) {
    return full.substring(0, Math.min(SHORT_COMMIT, full.length()));
  }

  private void addWorktree(List<List<Cell>> rows, Surroundings surroundings) {
    if (session.worktreePath() != null) {
      Path folder = Path.of(session.worktreePath());
      add(rows, "worktree", surroundings.shown(folder) + absence(folder));
    }
  }

  /** A person who reads its path goes there. One that is being made is not missed. */
  private String absence(Path folder) {
    boolean isMissed = session.headCommit() != null && session.releasedAt() == null;
    return isMissed && !Files.isDirectory(folder) ? "  (there is no such folder here)" : "";
  }

  /** One that was deleted has none. */
  private String log(Surroundings surroundings) {
    String log = session.logPath();
    return log == null ? "" : surroundings.shown(Path.of(log));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static void addTitle(List<List<Cell>> rows, String word, String text) {
    if (!text.isEmpty()) {
      rows.add(List.of(Cell.of(word), Cell.title(text)));
    }
  }

  private static void add(List<List<Cell>> rows, String word, String text) {
    if (!text.isEmpty()) {
      rows.add(List.of(Cell.of(word), Cell.of(text)));
    }
  }
}
