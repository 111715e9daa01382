package dev.orch.http.export;

import dev.orch.api.Page;
import dev.orch.command.CommandService;
import dev.orch.comments.CommentsService;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.session.Session;
import dev.orch.event.Redactor;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.http.exchange.CommentsWire;
import dev.orch.http.exchange.Views;
import dev.orch.http.json.Json;
import dev.orch.session.SessionQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route that gives all of a session in one archive. Secrets are taken out of all but diffs:
 * those must apply.
 */
public final class ExportHandler {
  /** What the archive is. */
  public static final String MEDIA_TYPE = "application/zip";

  private final SessionQueries queries;
  private final CommandService commands;
  private final CommentsService comments;
  private final Views views;
  private final SessionParts parts;
  private final Path scratch;

  /**
   * Over the use cases.
   *
   * @param scratch where the archive is until it is sent; made when it is needed
   */
  public ExportHandler(
      SessionQueries queries,
      CommandService commands,
      CommentsService comments,
      Views views,
      SessionParts parts,
      Path scratch) {
    this.queries = queries;
    this.commands = commands;
    this.comments = comments;
    this.views = views;
    this.parts = parts;
    this.scratch = scratch;
  }

  /** The archive; made first and sent then, so that what fails is told as a problem. */
  public Response export(Request request) {
    Session session = queries.require(request.id());
    return Response.later(() -> archived(session));
  }

  private Response archived(Session session) {
    try {
      Files.createDirectories(scratch);
      Path file = Files.createTempFile(scratch, "export-", ".zip");
      boolean whole = false;
      try {
        write(session, file);
        long size = Files.size(file);
        whole = true;
        return new Response(
            200,
            Map.of(
                "Content-Type",
                MEDIA_TYPE,
                "Content-Disposition",
                "attachment; filename=\"orch-%s.zip\"".formatted(session.id())),
            new Response.Body.FilePart(file, 0, size, true));
      } finally {
        if (!whole) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Session session, Path file) throws IOException {
    Redactor redactor = views.redactor(session);
    try (Archive archive =
        new Archive(
            Files.newOutputStream(file), session.id().value(), session.times().createdAt())) {
      archive.add("session.json", Json.bytes(views.session(session)));
      archive.add(
          "command.json",
          Json.bytes(views.command(commands.require(session.assignment().command().value()))));
      archive.add("turns.json", page(views.turns(session)));
      archive.add(
          "transitions.json",
          page(
              queries.transitions(session.id()).stream()
                  .map(Wire::transition)
                  .flatMap(Optional::stream)
                  .toList()));
      archive.add("followups.json", page(views.followUps(session)));
      archive.add(
          "comments.json", Json.bytes(CommentsWire.view(comments.review(session), redactor)));
      archive.add(
          "input-requests.json",
          page(parts.inputRequests(session.id()).stream().map(views::inputRequest).toList()));
      archive.add("events.ndjson", out -> parts.events(session, out));
      archive.add("transcript.jsonl", out -> parts.entries(session, redactor, out));
      archive.add("transcript.md", out -> parts.conversation(session, redactor, out));
      archive.add("log.txt", out -> parts.readableLog(session, out));
      List<Artifact> artifacts = parts.artifacts(session.id());
      archive.add("artifacts.json", page(artifacts.stream().map(Wire::artifact).toList()));
      List<String> missing = parts.addFiles(artifacts, archive);
      archive.add("missing.json", page(missing));
    }
  }

  /** As a list that has one page. */
  private static byte[] page(List<?> items) {
    return Json.bytes(new Page<>(items, null));
  }
}
