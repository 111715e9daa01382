package dev.orch.http.handler;

import dev.orch.api.Page;
import dev.orch.api.session.SessionView;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Session;
import dev.orch.http.Paging;
import dev.orch.http.SessionWire;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import java.util.HashMap;
import java.util.Map;

/** Sessions as their resource shows them, with what is read beside them. */
public final class SessionViews {
  private final SessionQueries sessions;
  private final ProjectService projects;

  /** Over the use cases. */
  public SessionViews(SessionQueries sessions, ProjectService projects) {
    this.sessions = sessions;
    this.projects = projects;
  }

  /** One, whole, as it is stored now. */
  SessionView view(Session session) {
    return SessionWire.session(
        sessions.detail(session), slug(session.assignment().project()), SessionWire.Extent.WHOLE);
  }

  /** A page of them, prompts cut. */
  Page<SessionView> page(dev.orch.store.Page<Session> page) {
    Map<ProjectId, String> slugs = new HashMap<>();
    return Paging.page(
        page,
        session ->
            SessionWire.session(
                sessions.detail(session),
                slugs.computeIfAbsent(session.assignment().project(), this::slug),
                SessionWire.Extent.LISTED));
  }

  private String slug(ProjectId project) {
    return projects.require(project.value()).slug().value();
  }
}
