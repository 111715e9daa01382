package dev.orch.http.handler;

import dev.orch.agent.Agents;
import dev.orch.api.ProblemType;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Unknown;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The filters that lists share, with the same name and meaning on each. */
public final class Filters {
  /** A filter of lists. */
  public static final Parameter PROJECT =
      Parameter.text(
          "project",
          "id or slug of a project",
          ProblemType.UNKNOWN_FILTER_VALUE,
          ProblemType.AMBIGUOUS_ID);

  /** A filter of lists. */
  public static final Parameter SESSION =
      Parameter.text(
          "session", "id of a session", ProblemType.UNKNOWN_FILTER_VALUE, ProblemType.AMBIGUOUS_ID);

  /** A filter of lists. */
  public static final Parameter AGENT =
      Parameter.text("agent", "id of an agent", ProblemType.UNKNOWN_FILTER_VALUE);

  /** A filter of lists. */
  public static final Parameter ACTION =
      Parameter.choice("action", CommandAction.class, "what is done");

  /** A filter of lists. */
  public static final Parameter STATE =
      Parameter.choice("state", SessionState.class, "where it stands");

  /** A filter of lists. */
  public static final Parameter STATUS =
      Parameter.choice("status", InputRequest.Status.class, "whether it waits");

  /** A filter of lists. */
  public static final Parameter REQUEST_KIND =
      Parameter.choice("kind", InputRequest.Kind.class, "what is asked for");

  /** A filter of lists. */
  public static final Parameter ARTIFACT_KIND =
      Parameter.choice("kind", Artifact.Kind.class, "what it is");

  /** A filter of lists. */
  public static final Parameter TYPE =
      Parameter.text(
          "type",
          "types of events, separated by commas; a star stands for any rest",
          ProblemType.UNKNOWN_FILTER_VALUE);

  /** A filter of lists of a session. */
  public static final Parameter TURN =
      Parameter.number("turn", 1, Integer.MAX_VALUE, 0, "only what is of this turn");

  /** What lists of sessions will take. */
  public static final Parameter SEARCH = Parameter.planned("q", "searching by words");

  /** A filter of lists of sessions. */
  public static final Parameter ARCHIVED = Parameter.flag("archived", "archived ones too");

  /** What lists will take. */
  public static final Parameter FACETS = Parameter.planned("facets", "counting per filter value");

  /** A filter of lists of commands. */
  public static final Parameter COMMAND_STATUS =
      Parameter.choice("status", Command.Status.class, "what became of it");

  private final ProjectService projects;
  private final SessionQueries sessions;
  private final Agents agents;

  /** Over what knows the names. */
  public Filters(ProjectService projects, SessionQueries sessions, Agents agents) {
    this.projects = projects;
    this.sessions = sessions;
    this.agents = agents;
  }

  Optional<ProjectId> project(Request request) {
    return request.query().text(PROJECT).map(this::project);
  }

  private ProjectId project(String given) {
    try {
      return projects.require(given).id();
    } catch (NotFoundException missing) {
      throw unknown(ProblemType.PROJECT_NOT_FOUND, given, missing);
    }
  }

  Optional<SessionId> session(Request request) {
    return request.query().text(SESSION).map(this::session);
  }

  private SessionId session(String given) {
    try {
      return sessions.require(given).id();
    } catch (NotFoundException missing) {
      throw unknown(ProblemType.SESSION_NOT_FOUND, given, missing);
    }
  }

  Optional<AgentId> agent(Request request) {
    List<String> known = agents.ids().stream().map(AgentId::value).toList();
    Optional<String> given = request.query().text(AGENT);
    if (given.isPresent() && !known.contains(given.get())) {
      throw Unknown.value(AGENT.name(), given.get(), known);
    }
    return given.map(AgentId::new);
  }

  /**
   * The turn of the session that the request names, if it names one.
   *
   * @param parameter what it names it by
   * @throws NotFoundException if the session has not come to it
   */
  static Optional<Integer> turn(Request request, Parameter parameter, Session session) {
    Optional<Integer> turn =
        request.query().text(parameter).map(_ -> (int) request.query().number(parameter));
    turn.filter(number -> number > session.progress().turnCount())
        .ifPresent(number -> {
          throw new NotFoundException(
              NotFoundException.Thing.TURN, Integer.toString(number), List.of());
        });
    return turn;
  }

  /** Names of event types, or their beginning and a star. */
  static List<String> types(Request request) {
    List<String> known = Arrays.stream(EventType.values()).map(EventType::wireName).toList();
    List<String> given =
        request.query().text(TYPE).map(text -> List.of(text.split(",", -1))).orElse(List.of());
    for (String type : given) {
      boolean fits =
          type.endsWith("*")
              ? known.stream().anyMatch(k -> k.startsWith(type.substring(0, type.length() - 1)))
              : known.contains(type);
      if (!fits) {
        throw Unknown.value(TYPE.name(), type, known);
      }
    }
    return given;
  }

  private static RequestRefusedException unknown(
      ProblemType missing, String given, NotFoundException why) {
    Optional<String> nearest = why.nearest().stream().findFirst();
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("given", given);
    nearest.ifPresent(name -> more.put("nearest", name));
    more.put("hint", nearest.map("did you mean \"%s\"?"::formatted).orElseGet(missing::hint));
    return new RequestRefusedException(
        ProblemType.UNKNOWN_FILTER_VALUE, Objects.toString(why.getMessage()), more);
  }
}
