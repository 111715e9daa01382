package dev.orch.artifact;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.event.Redactor;
import dev.orch.event.Secrets;
import dev.orch.store.EventLog;
import dev.orch.worktree.Patch;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files that a turn leaves. It lists none of them: the commit that ends the turn does,
 * and until that is in, everything here may be done again and gives the same files under new ids.
 * Any thread may call it, one at a time for a session, outside of units of work.
 */
public final class ArtifactCollector {
  private static final String DIFF = "diff.patch";
  private static final String TRANSCRIPT = "transcript.md";
  private static final String ENTRIES = "transcript.jsonl";
  private static final String SUMMARY = "summary.md";
  private static final String REPORT = "report.md";
  private static final String MARKDOWN = "text/markdown";

  private final Worktrees worktrees;
  private final EventLog log;
  private final Secrets secrets;
  private final RandomIds ids;
  private final InstantSource clock;

  /** Reads worktrees and the log; prompts are kept as they are and lose their secrets here. */
  public ArtifactCollector(
      Worktrees worktrees, EventLog log, Secrets secrets, RandomIds ids, InstantSource clock) {
    this.worktrees = worktrees;
    this.log = log;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes diff, transcripts, summary and, of what only reads, the report of a turn whose process
   * has ended. What goes wrong with one file never keeps another from being written; it is told as
   * a problem.
   */
  public Collected collect(TurnFiles what) {
    Collection collection = new Collection(what);
    collection.attempt(collection::open);
    collection.attempt(collection::writeDiff);
    collection.attempt(collection::writeConversation);
    collection.attempt(collection::discardDrafts);
    return new Collected(collection.named(), collection.changes, collection.problems);
  }

  /**
   * Keeps a plan as it was shown. The same plan shown twice is one file; another one of the same
   * turn gets the next number.
   *
   * @throws ArtifactFailedException if it cannot be written
   */
  public Artifact plan(Session session, int turn, Path artifactFolder, String markdown) {
    TurnFolder folder = TurnFolder.make(artifactFolder, turn);
    String text = secrets.forProject(session.assignment().project()).redact(markdown);
    try {
      int number = 1;
      while (Files.exists(folder.path(planName(number)))) {
        Artifact.Content content = folder.content(planName(number), MARKDOWN);
        if (Files.readString(content.path()).equals(text)) {
          return artifact(session, turn, Artifact.Kind.PLAN, content);
        }
        number++;
      }
      return artifact(
          session, turn, Artifact.Kind.PLAN, folder.write(planName(number), MARKDOWN, text));
    } catch (IOException e) {
      throw new ArtifactFailedException("cannot keep a plan in " + artifactFolder, e);
    }
  }

  private static String planName(int number) {
    return number == 1 ? "plan.md" : "plan-" + number + ".md";
  }

  private Artifact artifact(
      Session session, int turn, Artifact.Kind kind, Artifact.Content content) {
    return new Artifact(
        ids.next(),
        session.id(),
        session.assignment().project(),
        turn,
        kind,
        content,
        session.place().baseCommit(),
        session.assignment().model(),
        clock.instant());
  }

  /** One turn's files in the making. */
  private final class Collection {
    private final List<Artifact> artifacts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final TurnFiles what;
    private @Nullable TurnFolder folder;
    private Session.@Nullable Changes changes;
    private Optional<String> model = Optional.empty();

    private Collection(TurnFiles what) {
      this.what = what;
    }

    private void attempt(Runnable part) {
      try {
        part.run();
      } catch (ArtifactFailedException | WorktreeFailedException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }

    /** With the model that the agent said, which may be another than the one asked for. */
    private List<Artifact> named() {
      return model.map(said -> artifacts.stream().map(a -> a.by(said)).toList()).orElse(artifacts);
    }

    private void open() {
      folder = TurnFolder.make(what.artifactFolder(), what.turn().number());
    }

    private void writeDiff() {
      Optional<WorktreeRequest> worktree = WorktreeRequest.ofWork(what.session());
      Repository repository = what.repository();
      TurnFolder into = folder;
      if (into == null || worktree.isEmpty()) {
        return;
      }
      if (repository == null) {
        problems.add("no " + DIFF + ": the project's repository cannot be opened");
        return;
      }
      Patch patch = worktrees.diff(repository, worktree.get(), into.draft(DIFF));
      add(Artifact.Kind.DIFF, into.publish(DIFF, "text/x-patch"));
      changes = new Session.Changes(patch.files(), patch.added(), patch.removed());
      if (!patch.unread().isEmpty()) {
        problems.add(DIFF + " is not whole: " + patch.unread());
      }
    }

    private void writeConversation() {
      TurnFolder into = folder;
      if (into == null) {
        return;
      }
      Optional<String> closingMessage = draftConversation(into);
      add(Artifact.Kind.TRANSCRIPT, into.publish(TRANSCRIPT, MARKDOWN));
      add(Artifact.Kind.TRANSCRIPT, into.publish(ENTRIES, "application/x-ndjson"));
      closingMessage
          .map(text -> into.write(SUMMARY, MARKDOWN, text))
          .ifPresent(content -> add(Artifact.Kind.SUMMARY, content));
      if (!what.session().assignment().action().needsWorktree()) {
        closingMessage
            .map(text -> into.write(REPORT, MARKDOWN, text))
            .ifPresent(content -> add(Artifact.Kind.REPORT, content));
      }
    }

    private Optional<String> draftConversation(TurnFolder into) {
      Redactor redactor = secrets.forProject(what.session().assignment().project());
      String prompt = redactor.redact(what.turn().prompt());
      try (ConversationWriter writer =
          ConversationWriter.open(into.draft(TRANSCRIPT), into.draft(ENTRIES), prompt)) {
        new TurnEvents(log).forEach(what.session().id(), what.turn().number(), writer::add);
        model = writer.model();
        return writer.closingMessage();
      }
    }

    /** What a failure may have left. */
    private void discardDrafts() {
      TurnFolder from = folder;
      if (from != null) {
        List.of(DIFF, TRANSCRIPT, ENTRIES, SUMMARY, REPORT).forEach(from::discard);
      }
    }

    private void add(Artifact.Kind kind, Artifact.Content content) {
      artifacts.add(artifact(what.session(), what.turn().number(), kind, content));
    }
  }
}
