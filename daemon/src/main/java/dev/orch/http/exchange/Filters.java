package dev.orch.http.exchange;

import dev.orch.agent.Agents;
import dev.orch.api.FacetedPage;
import dev.orch.api.Page;
import dev.orch.api.ProblemType;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Unknown;
import dev.orch.project.ProjectService;
import dev.orch.search.Findable;
import dev.orch.session.SessionQueries;
import dev.orch.store.figures.FacetCube;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
      Parameter.choice(
          "state", SessionState.class, "where it stands; archived ones need archived=true too");

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

  /** A filter of lists of sessions. */
  public static final Parameter SEARCH =
      Parameter.text(
          "q",
          "words, beginnings of words before a star (`cach*`) or \"phrases\" that stand together in one"
              + " title, prompt, follow-up, message, plan, question or answer; a word of three letters or more finds those that"
              + " begin like it too, unless it is in 2,000 texts as it is",
          ProblemType.INVALID_QUERY);

  /** A filter of lists of sessions. */
  public static final Parameter ARCHIVED = Parameter.flag("archived", "archived ones too");

  /** A filter of lists of sessions. */
  public static final Parameter QUEUED =
      Parameter.flag("queued", "only those that wait for a place to begin a turn");

  /** What lists take that filter. */
  public static final Parameter FACETS =
      Parameter.flag("facets", "says how many each value of each filter would leave");

  /** What a command may ask for: work for an agent, or something of a session. */
  private static final List<String> ACTIONS =
      Stream.concat(
              Arrays.stream(CommandAction.values()).map(CommandAction::wireName),
              Command.Wanted.Act.ASKED.stream().map(SessionAction::wireName))
          .toList();

  /** A filter of lists of commands. */
  public static final Parameter COMMAND_ACTION =
      Parameter.choice("action", ACTIONS, "what is asked for");

  /** A filter of lists of commands. */
  public static final Parameter COMMAND_STATUS =
      Parameter.choice("status", Command.Status.class, "what became of it");

  private final ProjectService projects;
  private final SessionQueries sessions;
  private final Agents agents;
  private final Findable findable;

  /** Over what knows the names. */
  public Filters(
      ProjectService projects, SessionQueries sessions, Agents agents, Findable findable) {
    this.projects = projects;
    this.sessions = sessions;
    this.agents = agents;
    this.findable = findable;
  }

  public Optional<ProjectId> project(Request request) {
    return request.query().text(PROJECT).map(this::project);
  }

  private ProjectId project(String given) {
    try {
      return projects.require(given).id();
    } catch (NotFoundException missing) {
      throw unknown(ProblemType.PROJECT_NOT_FOUND, given, missing);
    }
  }

  public Optional<SessionId> session(Request request) {
    return request.query().text(SESSION).map(this::session);
  }

  private SessionId session(String given) {
    try {
      return sessions.require(given).id();
    } catch (NotFoundException missing) {
      throw unknown(ProblemType.SESSION_NOT_FOUND, given, missing);
    }
  }

  public Optional<AgentId> agent(Request request) {
    List<String> known = knownAgents();
    Optional<String> given = request.query().text(AGENT);
    if (given.isPresent() && !known.contains(given.get())) {
      throw Unknown.value(AGENT.name(), given.get(), known);
    }
    return given.map(AgentId::new);
  }

  private List<String> knownAgents() {
    return agents.ids().stream().map(AgentId::value).toList();
  }

  /**
   * The turn of the session that the request names, if it names one.
   *
   * @param parameter what it names it by
   * @throws NotFoundException if the session has not come to it
   */
  public static Optional<Integer> turn(Request request, Parameter parameter, Session session) {
    Optional<Integer> turn =
        request.query().text(parameter).map(_ -> (int) request.query().number(parameter));
    turn.filter(number -> number > session.progress().turnCount())
        .ifPresent(number -> {
          throw new NotFoundException(
              NotFoundException.Thing.TURN, Integer.toString(number), List.of());
        });
    return turn;
  }

  /**
   * The page as it is, or with how many each choice would leave if the request asks for that.
   *
   * @param counted what is in the list, less its filters
   * @param chosen by filter what is in the page, projects by id; a filter without an entry is not
   *     set
   */
  public Object faceted(
      Request request, Page<?> page, Supplier<FacetCube> counted, Map<String, Set<String>> chosen) {
    if (!request.query().flag(FACETS)) {
      return page;
    }
    Map<String, Map<String, Long>> facets = new TreeMap<>(counted.get().counts(chosen));
    facets.computeIfPresent(PROJECT.name(), (_, byId) -> bySlug(byId));
    facets.computeIfPresent(AGENT.name(), (_, counts) -> only(knownAgents(), counts));
    facets.computeIfPresent(ACTION.name(), (_, counts) -> only(ACTIONS, counts));
    return new FacetedPage<>(page.items(), page.nextCursor(), facets);
  }

  /** Of what people say only that can be chosen which there is. */
  private static Map<String, Long> only(Collection<String> known, Map<String, Long> counts) {
    Map<String, Long> left = new TreeMap<>(counts);
    left.keySet().retainAll(known);
    return left;
  }

  private Map<String, Long> bySlug(Map<String, Long> byId) {
    Map<String, Long> bySlug = new TreeMap<>();
    byId.forEach((id, count) -> {
      if (!id.isEmpty()) {
        bySlug.put(slug(id), count);
      }
    });
    return bySlug;
  }

  private String slug(String project) {
    try {
      return projects.require(project).slug().value();
    } catch (NotFoundException _) {
      return project;
    }
  }

  /** What {@link #faceted} takes for a filter: nothing where it is not set. */
  public static Map<String, Set<String>> chosen(Map<Parameter, Optional<String>> set) {
    Map<String, Set<String>> chosen = new HashMap<>();
    set.forEach((filter, value) -> value.ifPresent(it -> chosen.put(filter.name(), Set.of(it))));
    return chosen;
  }

  /** Names of event types, or their beginning and a star. */
  public static List<String> types(Request request) {
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

  /**
   * What is looked for, if anything is.
   *
   * @throws RequestRefusedException if it is too much
   */
  public Optional<SearchQuery> words(Request request) {
    return typed(request)
        .map(typed ->
            Paging.decided(request)
                .flatMap(typed::settledAs)
                .orElseGet(() -> findable.settle(typed)));
  }

  private static Optional<SearchQuery> typed(Request request) {
    Optional<SearchQuery> words = request.query().text(SEARCH).map(SearchQuery::read);
    words
        .filter(query -> query.terms().size() > SearchQuery.MOST_TERMS)
        .ifPresent(query -> {
          throw new RequestRefusedException(
              ProblemType.INVALID_QUERY,
              "q takes at most %d words and phrases, not %d"
                  .formatted(SearchQuery.MOST_TERMS, query.terms().size()));
        });
    return words;
  }

  private static RequestRefusedException unknown(
      ProblemType missing, String given, NotFoundException why) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("given", given);
    why.nearest().stream().findFirst().ifPresent(name -> more.put("nearest", name));
    more.put("hint", NearestName.question(why.nearest()).orElseGet(missing::hint));
    return new RequestRefusedException(
        ProblemType.UNKNOWN_FILTER_VALUE, Objects.toString(why.getMessage()), more);
  }
}
