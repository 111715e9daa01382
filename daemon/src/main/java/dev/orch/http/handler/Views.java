package dev.orch.http.handler;

import dev.orch.api.CommandPreview;
import dev.orch.api.CommandView;
import dev.orch.api.Page;
import dev.orch.api.session.FollowUpView;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.TurnView;
import dev.orch.command.Preview;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.event.Redactor;
import dev.orch.event.Secrets;
import dev.orch.http.Request;
import dev.orch.http.SessionWire;
import dev.orch.http.Wire;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is stored as it is shown: with what is read beside it, and without its project's secrets.
 */
public final class Views {
  private final SessionQueries sessions;
  private final ProjectService projects;
  private final Secrets secrets;

  /** Over the use cases. */
  public Views(SessionQueries sessions, ProjectService projects, Secrets secrets) {
    this.sessions = sessions;
    this.projects = projects;
    this.secrets = secrets;
  }

  /** A session, whole, as it is stored now. */
  SessionView session(Session session) {
    return SessionWire.session(
        sessions.detail(session),
        slug(session.assignment().project()),
        SessionWire.Extent.WHOLE,
        redactor(session));
  }

  /** A page of sessions, prompts cut. */
  Page<SessionView> sessions(Request request, dev.orch.store.Page<Session> page) {
    Map<ProjectId, String> slugs = new HashMap<>();
    return Paging.page(
        request,
        page,
        session ->
            SessionWire.session(
                sessions.detail(session),
                slugs.computeIfAbsent(session.assignment().project(), this::slug),
                SessionWire.Extent.LISTED,
                redactor(session)));
  }

  /** What a command would do. */
  CommandPreview preview(Preview preview) {
    ProjectId project =
        switch (preview) {
          case Preview.Work work -> work.request().project().id();
          case Preview.Act act -> act.session().assignment().project();
        };
    return Wire.preview(preview, secrets.forProject(project));
  }

  CommandView command(Command command) {
    return Wire.command(command, secrets.forProject(command.projectId()));
  }

  List<TurnView> turns(Session session) {
    Redactor masked = redactor(session);
    return sessions.turns(session.id()).stream().map(turn -> Wire.turn(turn, masked)).toList();
  }

  /** Those that wait, in the order of delivery. */
  List<FollowUpView> followUps(Session session) {
    Redactor masked = redactor(session);
    List<FollowUp> all = sessions.followUps(session.id());
    return IntStream.range(0, all.size())
        .mapToObj(i -> Wire.followUp(all.get(i), i + 1, masked))
        .toList();
  }

  InputRequestView inputRequest(InputRequest request) {
    return Wire.inputRequest(request, redactor(sessions.require(request.session().value())));
  }

  Redactor redactor(Session session) {
    return secrets.forProject(session.assignment().project());
  }

  private String slug(ProjectId project) {
    return projects.require(project.value()).slug().value();
  }
}
