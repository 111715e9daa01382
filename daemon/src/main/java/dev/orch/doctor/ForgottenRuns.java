package dev.orch.doctor;

import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.SessionId;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import dev.orch.store.SessionStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Raw output of sessions that nothing is on record of: a daemon that was killed right after it had
 * forgotten their project leaves it. What has not the shape of ours is left alone, and so is what
 * belongs to a process that still lives. Of a session that was forgotten the events stay: what has
 * none was never known to this database. An older one may have been put back, so it is only told.
 *
 * @param runs the folder of all runs
 * @param remove removes a session's folder in it
 */
public record ForgottenRuns(
    Path runs,
    SessionStore sessions,
    EventLog events,
    ProcessSupervisor supervisor,
    Consumer<SessionId> remove)
    implements Check {
  /** A turn's number; what was set aside has a name behind it. */
  private static final Pattern RUN = Pattern.compile("([1-9][0-9]{0,8})(\\.aside-[0-9]+)?");

  /** The folders are listed first: a session is on record before it has one. */
  @Override
  public List<Finding> look() {
    return FolderEntries.of(runs).stream()
        .filter(folder -> RandomIds.isId(String.valueOf(folder.getFileName())))
        .filter(this::isForgotten)
        .map(this::finding)
        .toList();
  }

  private boolean isForgotten(Path folder) {
    SessionId session = session(folder);
    return sessions.find(session).isEmpty()
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && FolderEntries.of(folder).stream().allMatch(run -> isOver(session, run));
  }

  private boolean isOver(SessionId session, Path run) {
    Matcher name = RUN.matcher(String.valueOf(run.getFileName()));
    return name.matches()
        && Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)
        && !supervisor.isAtWork(new RunId(session, Integer.parseInt(name.group(1))));
  }

  private static SessionId session(Path folder) {
    return new SessionId(String.valueOf(folder.getFileName()));
  }

  private Finding finding(Path folder) {
    return wasKnown(session(folder)) ? forgotten(folder) : unknown(folder);
  }

  private boolean wasKnown(SessionId session) {
    EventFilter its = new EventFilter(null, session.value(), List.of());
    return !events.readBefore(its, Long.MAX_VALUE, 1).isEmpty();
  }

  private Finding forgotten(Path folder) {
    return new Finding(
        Finding.Code.FORGOTTEN_OUTPUT,
        "the raw output in %s is of a session whose project was forgotten".formatted(folder),
        folder.toString(),
        "orch doctor --fix removes it",
        () -> {
          if (isForgotten(folder)) {
            remove.accept(session(folder));
          }
        });
  }

  private static Finding unknown(Path folder) {
    return Finding.told(
        Finding.Code.FORGOTTEN_OUTPUT,
        "the raw output in %s is of a session that this database never knew; was an older one put back?"
            .formatted(folder),
        folder.toString(),
        "keep it for as long as the newer database may come back; if it does not: rm -r "
            + ShellWord.quoted(folder.toString()));
  }
}
