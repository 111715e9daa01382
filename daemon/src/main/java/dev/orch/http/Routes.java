package dev.orch.http;

import static dev.orch.api.ProblemType.AGENT_NOT_INSTALLED;
import static dev.orch.api.ProblemType.AGENT_UNAVAILABLE;
import static dev.orch.api.ProblemType.AMBIGUOUS_ID;
import static dev.orch.api.ProblemType.ANOTHER_REPOSITORY;
import static dev.orch.api.ProblemType.ARTIFACT_NOT_FOUND;
import static dev.orch.api.ProblemType.BASE_NOT_FOUND;
import static dev.orch.api.ProblemType.BRANCH_EXISTS;
import static dev.orch.api.ProblemType.BRANCH_IN_THE_WAY;
import static dev.orch.api.ProblemType.COMMAND_MISREAD;
import static dev.orch.api.ProblemType.COMMAND_NOT_FOUND;
import static dev.orch.api.ProblemType.DISK_FULL;
import static dev.orch.api.ProblemType.FILE_GONE;
import static dev.orch.api.ProblemType.FIXED_FIELD;
import static dev.orch.api.ProblemType.FOLDER_IN_THE_WAY;
import static dev.orch.api.ProblemType.FOREIGN_OWNER;
import static dev.orch.api.ProblemType.ILLEGAL_TRANSITION;
import static dev.orch.api.ProblemType.INVALID_SLUG;
import static dev.orch.api.ProblemType.MIRROR_REPOSITORY;
import static dev.orch.api.ProblemType.MISSING_FIELD;
import static dev.orch.api.ProblemType.NOT_AVAILABLE_YET;
import static dev.orch.api.ProblemType.NOT_A_REPOSITORY;
import static dev.orch.api.ProblemType.NO_COMMIT;
import static dev.orch.api.ProblemType.OPERATION_OPEN;
import static dev.orch.api.ProblemType.OTHER_INSTALLATION;
import static dev.orch.api.ProblemType.PATH_IS_FILE;
import static dev.orch.api.ProblemType.PATH_MISSING;
import static dev.orch.api.ProblemType.PROJECT_BUSY;
import static dev.orch.api.ProblemType.PROJECT_EXISTS;
import static dev.orch.api.ProblemType.PROJECT_NOT_FOUND;
import static dev.orch.api.ProblemType.PROJECT_UNAVAILABLE;
import static dev.orch.api.ProblemType.PROMPT_REQUIRED;
import static dev.orch.api.ProblemType.PROMPT_TOO_LONG;
import static dev.orch.api.ProblemType.RANGE_NOT_SATISFIABLE;
import static dev.orch.api.ProblemType.READ_ONLY_REPOSITORY;
import static dev.orch.api.ProblemType.REPOSITORY_UNREADABLE;
import static dev.orch.api.ProblemType.REQUEST_OPEN;
import static dev.orch.api.ProblemType.SCOPE_NOT_FOUND;
import static dev.orch.api.ProblemType.SCOPE_OUTSIDE_PROJECT;
import static dev.orch.api.ProblemType.SESSION_NOT_FOUND;
import static dev.orch.api.ProblemType.SLUG_TAKEN;
import static dev.orch.api.ProblemType.TOO_MANY_STREAMS;
import static dev.orch.api.ProblemType.UNKNOWN_ACTION;
import static dev.orch.api.ProblemType.UNKNOWN_AGENT;
import static dev.orch.api.ProblemType.UNKNOWN_PROJECT;
import static dev.orch.api.ProblemType.WORKTREE_ROOT_UNUSABLE;
import static dev.orch.api.ProblemType.WORKTREE_UNUSABLE;
import static dev.orch.http.Route.delete;
import static dev.orch.http.Route.get;
import static dev.orch.http.Route.post;
import static dev.orch.http.Route.put;

import dev.orch.api.AgentView;
import dev.orch.api.ApiPath;
import dev.orch.api.ArtifactView;
import dev.orch.api.CommandPreview;
import dev.orch.api.CommandView;
import dev.orch.api.ConfigView;
import dev.orch.api.EventView;
import dev.orch.api.HealthView;
import dev.orch.api.ProblemType;
import dev.orch.api.StatsView;
import dev.orch.api.SubmitCommand;
import dev.orch.api.project.CreateProject;
import dev.orch.api.project.MoveProject;
import dev.orch.api.project.ProjectView;
import dev.orch.api.project.UpdateProject;
import dev.orch.api.session.SessionView;
import dev.orch.http.Route.Answer;
import dev.orch.http.exchange.Filters;
import dev.orch.http.export.ExportHandler;
import dev.orch.http.handler.AgentsHandler;
import dev.orch.http.handler.ApplyHandler;
import dev.orch.http.handler.ArtifactsHandler;
import dev.orch.http.handler.CleanupHandler;
import dev.orch.http.handler.CommandsHandler;
import dev.orch.http.handler.CommentsHandler;
import dev.orch.http.handler.DiffHandler;
import dev.orch.http.handler.EventsHandler;
import dev.orch.http.handler.FollowUpsHandler;
import dev.orch.http.handler.InputRequestsHandler;
import dev.orch.http.handler.InstallationHandler;
import dev.orch.http.handler.LoginHandler;
import dev.orch.http.handler.OutputHandler;
import dev.orch.http.handler.PreviewHandler;
import dev.orch.http.handler.ProjectsHandler;
import dev.orch.http.handler.ReleaseHandler;
import dev.orch.http.handler.SessionsHandler;
import dev.orch.http.handler.StatsHandler;
import dev.orch.http.handler.StatusHandler;
import dev.orch.http.handler.TrashHandler;
import dev.orch.http.route.ApplyRoutes;
import dev.orch.http.route.CleanupRoutes;
import dev.orch.http.route.CommentRoutes;
import dev.orch.http.route.InstallationRoutes;
import dev.orch.http.route.LoginRoutes;
import dev.orch.http.route.ReleaseRoutes;
import dev.orch.http.route.SessionRoutes;
import dev.orch.http.sse.EventStream;
import java.util.List;
import java.util.stream.Stream;

/** The whole REST surface as one list. */
public final class Routes {
  /** What work may be refused for. */
  private static final ProblemType[] WORK = {
    MISSING_FIELD,
    UNKNOWN_AGENT,
    AGENT_UNAVAILABLE,
    AGENT_NOT_INSTALLED,
    UNKNOWN_ACTION,
    UNKNOWN_PROJECT,
    PROJECT_UNAVAILABLE,
    REPOSITORY_UNREADABLE,
    FOREIGN_OWNER,
    READ_ONLY_REPOSITORY,
    WORKTREE_ROOT_UNUSABLE,
    PROMPT_REQUIRED,
    PROMPT_TOO_LONG,
    SCOPE_OUTSIDE_PROJECT,
    SCOPE_NOT_FOUND,
    BASE_NOT_FOUND,
    BRANCH_EXISTS,
    NO_COMMIT,
    DISK_FULL
  };

  /** What a command may be refused for that is in words, and may be for a session. */
  private static final ProblemType[] WORDS = {
    COMMAND_MISREAD,
    SESSION_NOT_FOUND,
    AMBIGUOUS_ID,
    ILLEGAL_TRANSITION,
    REQUEST_OPEN,
    WORKTREE_UNUSABLE
  };

  private Routes() {}

  /** What does the work. */
  public record Handlers(
      StatusHandler status,
      ProjectsHandler projects,
      CommandsHandler commands,
      SessionsHandler sessions,
      FollowUpsHandler followUps,
      InputRequestsHandler inputRequests,
      OutputHandler output,
      DiffHandler diffs,
      CommentsHandler comments,
      ArtifactsHandler artifacts,
      EventsHandler events,
      AgentsHandler agents,
      StatsHandler stats,
      ExportHandler exports,
      ApplyHandler apply,
      ReleaseHandler releases,
      PreviewHandler previews,
      CleanupHandler cleanup,
      TrashHandler trash,
      LoginHandler login,
      InstallationHandler installation) {}

  /**
   * Every route, in the order of the API's description.
   *
   * @param secretsKnown opens when it is known what must not be shown; only what the daemon says of
   *     itself is shown before
   */
  public static List<Route> of(Handlers handlers, Route.Gate secretsKnown) {
    return Stream.concat(
            status(handlers.status()).stream(),
            guarded(handlers).map(route -> route.behind(secretsKnown)))
        .toList();
  }

  private static Stream<Route> guarded(Handlers handlers) {
    return Stream.of(
            projects(handlers.projects()).stream(),
            changesOfProjects(handlers.projects()).stream(),
            commands(handlers.commands()).stream(),
            SessionRoutes.of(
                handlers.sessions(),
                handlers.followUps(),
                handlers.output(),
                handlers.diffs(),
                handlers.inputRequests()),
            CommentRoutes.of(handlers.comments()),
            ApplyRoutes.of(handlers.apply()),
            ReleaseRoutes.of(handlers.releases()),
            CleanupRoutes.of(handlers.previews(), handlers.cleanup(), handlers.trash()),
            artifacts(handlers.artifacts()).stream(),
            events(handlers.events()).stream(),
            agents(handlers.agents()).stream(),
            stats(handlers.stats()).stream(),
            exports(handlers.exports()).stream(),
            LoginRoutes.of(handlers.login()),
            InstallationRoutes.of(handlers.installation()))
        .flatMap(routes -> routes);
  }

  private static List<Route> status(StatusHandler status) {
    return List.of(
        get(ApiPath.HEALTH, "getHealth", "Says whether the daemon is well")
            .lets(Access.EVERYBODY)
            .by(new Answer.One(200, HealthView.class), status::health),
        get(ApiPath.CONFIG, "getConfig", "Shows each setting and where it came from")
            .by(new Answer.One(200, ConfigView.class), status::config),
        get(ApiPath.OPENAPI, "getOpenApi", "Describes this API")
            .by(new Answer.Raw(Answers.JSON), status::openApi));
  }

  private static List<Route> projects(ProjectsHandler projects) {
    return List.of(
        get(ApiPath.PROJECTS, "listProjects", "Lists the projects, newest first")
            .pages()
            .by(new Answer.PageOf(ProjectView.class), projects::list),
        post(ApiPath.PROJECTS, "createProject", "Registers a repository")
            .fails(
                PATH_MISSING,
                PATH_IS_FILE,
                NOT_A_REPOSITORY,
                FOREIGN_OWNER,
                READ_ONLY_REPOSITORY,
                BRANCH_IN_THE_WAY,
                MIRROR_REPOSITORY,
                FOLDER_IN_THE_WAY,
                OTHER_INSTALLATION,
                INVALID_SLUG,
                PROJECT_EXISTS,
                SLUG_TAKEN,
                BASE_NOT_FOUND,
                REPOSITORY_UNREADABLE,
                NOT_AVAILABLE_YET,
                PROMPT_TOO_LONG)
            .by(new Answer.One(201, ProjectView.class), CreateProject.class, projects::create),
        get(
                ApiPath.PROJECT,
                "getProject",
                "Shows a project; the values in env are never shown: [redacted] stands for each")
            .fails(PROJECT_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.One(200, ProjectView.class), projects::show),
        get(ApiPath.PROJECT_BY_SLUG, "getProjectBySlug", "Shows the project of a slug")
            .fails(PROJECT_NOT_FOUND)
            .by(new Answer.One(200, ProjectView.class), projects::showBySlug));
  }

  private static List<Route> changesOfProjects(ProjectsHandler projects) {
    return List.of(
        put(
                ApiPath.PROJECT,
                "updateProject",
                "Changes name, default branch or settings; a value [redacted] in env stays as it"
                    + " is")
            .fails(
                PROJECT_NOT_FOUND,
                AMBIGUOUS_ID,
                MISSING_FIELD,
                FIXED_FIELD,
                BASE_NOT_FOUND,
                REPOSITORY_UNREADABLE,
                NOT_AVAILABLE_YET,
                PROMPT_TOO_LONG)
            .by(new Answer.One(200, ProjectView.class), UpdateProject.class, projects::update),
        delete(
                ApiPath.PROJECT,
                "removeProject",
                "Forgets a project and its sessions; touches no file of it")
            .fails(PROJECT_NOT_FOUND, AMBIGUOUS_ID, PROJECT_BUSY, OPERATION_OPEN)
            .by(new Answer.Nothing(), projects::remove),
        post(ApiPath.PROJECT_MOVE, "moveProject", "Says where a project's repository is now")
            .fails(
                PROJECT_NOT_FOUND,
                AMBIGUOUS_ID,
                MISSING_FIELD,
                PATH_MISSING,
                PATH_IS_FILE,
                NOT_A_REPOSITORY,
                FOREIGN_OWNER,
                READ_ONLY_REPOSITORY,
                FOLDER_IN_THE_WAY,
                MIRROR_REPOSITORY,
                OTHER_INSTALLATION,
                PROJECT_EXISTS,
                PROJECT_BUSY,
                OPERATION_OPEN,
                REPOSITORY_UNREADABLE,
                ANOTHER_REPOSITORY)
            .by(new Answer.One(200, ProjectView.class), MoveProject.class, projects::move));
  }

  private static List<Route> commands(CommandsHandler commands) {
    return List.of(
        get(ApiPath.COMMANDS, "listCommands", "Lists the commands, newest first")
            .pages(
                Filters.PROJECT,
                Filters.AGENT,
                Filters.COMMAND_ACTION,
                Filters.SESSION,
                Filters.COMMAND_STATUS,
                Filters.FACETS)
            .by(new Answer.FacetedPageOf(CommandView.class), commands::list),
        post(ApiPath.COMMANDS, "submitCommand", "Records a command and starts a session for it")
            .takes(CommandsHandler.WAIT, CommandsHandler.DRY_RUN)
            .fails(WORK)
            .fails(WORDS)
            .by(
                new Answer.OneOrPreview(201, CommandView.class, CommandPreview.class),
                SubmitCommand.class,
                commands::submit),
        get(ApiPath.COMMAND, "getCommand", "Shows a command")
            .fails(COMMAND_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.One(200, CommandView.class), commands::show),
        post(ApiPath.SESSIONS, "createSession", "Starts a session; records its command too")
            .takes(CommandsHandler.WAIT)
            .fails(WORK)
            .by(
                new Answer.One(201, SessionView.class),
                SubmitCommand.class,
                commands::createSession));
  }

  private static List<Route> artifacts(ArtifactsHandler artifacts) {
    return List.of(
        get(ApiPath.ARTIFACTS, "listArtifacts", "Lists the files that sessions left, newest first")
            .pages(Filters.PROJECT, Filters.SESSION, Filters.ARTIFACT_KIND, Filters.FACETS)
            .by(new Answer.FacetedPageOf(ArtifactView.class), artifacts::list),
        get(ApiPath.ARTIFACT, "getArtifact", "Shows an artifact")
            .fails(ARTIFACT_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.One(200, ArtifactView.class), artifacts::show),
        get(ApiPath.ARTIFACT_CONTENT, "getArtifactContent", "Gives the bytes of an artifact")
            .fails(ARTIFACT_NOT_FOUND, AMBIGUOUS_ID, FILE_GONE, RANGE_NOT_SATISFIABLE)
            .by(new Answer.Ranged("*/*"), artifacts::content));
  }

  private static List<Route> events(EventsHandler events) {
    return List.of(
        get(ApiPath.EVENTS, "listEvents", "Lists the events, ascending")
            .pages(
                Filters.PROJECT,
                Filters.SESSION,
                Filters.TYPE,
                EventsHandler.AFTER,
                EventsHandler.BEFORE,
                Filters.FACETS)
            .by(new Answer.FacetedPageOf(EventView.class), events::list),
        get(ApiPath.EVENT_STREAM, "streamEvents", "Follows the events")
            .takes(Filters.PROJECT, Filters.SESSION, Filters.TYPE, EventsHandler.AFTER)
            .fails(TOO_MANY_STREAMS)
            .by(new Answer.Live(EventStream.EVENTS), events::stream));
  }

  private static List<Route> exports(ExportHandler exports) {
    return List.of(
        get(ApiPath.EXPORT, "exportSession", "Gives all of a session in one archive")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.Raw(ExportHandler.MEDIA_TYPE), exports::export));
  }

  private static List<Route> stats(StatsHandler stats) {
    return List.of(
        get(ApiPath.STATS, "getStats", "Counts what there is and what was used")
            .takes(StatsHandler.DAYS)
            .by(new Answer.One(200, StatsView.class), stats::show));
  }

  private static List<Route> agents(AgentsHandler agents) {
    return List.of(
        get(ApiPath.AGENTS, "listAgents", "Lists the agents and whether they can be used")
            .pages(AgentsHandler.REFRESH)
            .by(new Answer.PageOf(AgentView.class), agents::list));
  }
}
