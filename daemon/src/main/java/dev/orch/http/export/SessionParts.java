package dev.orch.http.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.api.event.TranscriptEntry;
import dev.orch.artifact.ArtifactGoneException;
import dev.orch.artifact.ArtifactService;
import dev.orch.artifact.PromptedLines;
import dev.orch.artifact.TranscriptReader;
import dev.orch.artifact.TranscriptText;
import dev.orch.domain.event.Event;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.event.Redactor;
import dev.orch.http.Wire;
import dev.orch.http.json.Json;
import dev.orch.inbox.InboxService;
import dev.orch.store.ArtifactStore;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import dev.orch.store.InputRequestStore;
import dev.orch.store.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** What of a session is long: read part by part, as it is shown elsewhere. */
public final class SessionParts {
  private static final int AT_ONCE = 500;

  private final EventLog log;
  private final TranscriptReader transcripts;
  private final PromptedLines lines;
  private final ArtifactService artifacts;
  private final InboxService inbox;

  /** Over what reads it. */
  public SessionParts(
      EventLog log,
      TranscriptReader transcripts,
      PromptedLines lines,
      ArtifactService artifacts,
      InboxService inbox) {
    this.log = log;
    this.transcripts = transcripts;
    this.lines = lines;
    this.artifacts = artifacts;
    this.inbox = inbox;
  }

  /** Its events, ascending, one line of JSON each. */
  void events(Session session, OutputStream out) throws IOException {
    forEachEvent(session, event -> new String(Json.bytes(Wire.event(event)), UTF_8) + "\n", out);
  }

  /** The readable log. */
  void readableLog(Session session, OutputStream out) throws IOException {
    forEachEvent(
        session,
        event -> {
          StringBuilder told = new StringBuilder();
          lines.of(session, event).forEach(line -> told.append(line).append('\n'));
          return told.toString();
        },
        out);
  }

  private void forEachEvent(Session session, Function<Event, String> text, OutputStream out)
      throws IOException {
    EventFilter filter = new EventFilter(null, session.id().value(), List.of());
    long end = log.lastSeq() + 1;
    List<Event> page = log.read(filter, 0, end, AT_ONCE);
    while (!page.isEmpty()) {
      for (Event event : page) {
        out.write(text.apply(event).getBytes(UTF_8));
      }
      page = log.read(filter, page.getLast().seq(), end, AT_ONCE);
    }
  }

  /** The conversation as lines of JSON. */
  void entries(Session session, Redactor redactor, OutputStream out) throws IOException {
    OptionalLong place = OptionalLong.of(0);
    while (place.isPresent()) {
      TranscriptReader.Part part =
          transcripts.read(session.id(), null, place.getAsLong(), AT_ONCE, redactor);
      for (TranscriptEntry entry : part.entries()) {
        out.write((TranscriptText.json(entry) + "\n").getBytes(UTF_8));
      }
      place = part.next();
    }
  }

  /** The conversation for a person. */
  void conversation(Session session, Redactor redactor, OutputStream out) throws IOException {
    OptionalLong place = OptionalLong.of(0);
    int turn = 0;
    while (place.isPresent()) {
      TranscriptReader.Part part =
          transcripts.read(session.id(), null, place.getAsLong(), AT_ONCE, redactor);
      for (TranscriptEntry entry : part.entries()) {
        if (entry.turn() > turn) {
          turn = entry.turn();
          out.write(("# Turn " + turn + "\n\n").getBytes(UTF_8));
        }
        out.write(TranscriptText.markdown(entry).getBytes(UTF_8));
      }
      place = part.next();
    }
  }

  /** All files that it left, oldest first. */
  List<Artifact> artifacts(SessionId session) {
    ArtifactStore.Filter filter = new ArtifactStore.Filter(null, session, null);
    return Page.readAll(request -> artifacts.list(filter, request)).reversed();
  }

  /** All that its agent asked, oldest first. */
  List<InputRequest> inputRequests(SessionId session) {
    InputRequestStore.Filter filter = new InputRequestStore.Filter(null, session, null, null);
    return Page.readAll(request -> inbox.list(filter, request));
  }

  /**
   * Adds the files themselves, each once however often it is listed.
   *
   * @return a sentence for each that cannot be read any more
   */
  List<String> addFiles(List<Artifact> listed, Archive archive) throws IOException {
    List<String> missing = new ArrayList<>();
    Set<String> added = new HashSet<>();
    for (Artifact artifact : listed) {
      String name =
          "artifacts/%d/%s"
              .formatted(
                  artifact.turn(), artifact.content().name().replaceAll("[^A-Za-z0-9._-]", "_"));
      if (added.add(name)) {
        try {
          Path file = artifacts.requireContent(artifact);
          archive.add(name, out -> copy(file, out));
        } catch (ArtifactGoneException gone) {
          missing.add(String.valueOf(gone.getMessage()));
        }
      }
    }
    return missing;
  }

  /** A link that took the file's place meanwhile is not followed. */
  private static void copy(Path file, OutputStream out) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      Channels.newInputStream(channel).transferTo(out);
    }
  }
}
