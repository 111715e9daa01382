package dev.orch.http.route;

import static dev.orch.api.ProblemType.AGENT_NOT_INSTALLED;
import static dev.orch.api.ProblemType.AGENT_UNAVAILABLE;
import static dev.orch.api.ProblemType.ALREADY_ANSWERED;
import static dev.orch.api.ProblemType.AMBIGUOUS_ID;
import static dev.orch.api.ProblemType.ARTIFACT_NOT_FOUND;
import static dev.orch.api.ProblemType.DISK_FULL;
import static dev.orch.api.ProblemType.FILE_GONE;
import static dev.orch.api.ProblemType.FOLLOW_UP_CHANGED;
import static dev.orch.api.ProblemType.FOLLOW_UP_DELIVERED;
import static dev.orch.api.ProblemType.FOLLOW_UP_NOT_FOUND;
import static dev.orch.api.ProblemType.ILLEGAL_TRANSITION;
import static dev.orch.api.ProblemType.INPUT_REQUEST_NOT_FOUND;
import static dev.orch.api.ProblemType.INVALID_ANSWER;
import static dev.orch.api.ProblemType.NOT_AVAILABLE_YET;
import static dev.orch.api.ProblemType.PROJECT_UNAVAILABLE;
import static dev.orch.api.ProblemType.PROMPT_TOO_LONG;
import static dev.orch.api.ProblemType.RANGE_NOT_SATISFIABLE;
import static dev.orch.api.ProblemType.REPOSITORY_UNREADABLE;
import static dev.orch.api.ProblemType.REQUEST_OPEN;
import static dev.orch.api.ProblemType.SESSION_NOT_FOUND;
import static dev.orch.api.ProblemType.TOO_MANY_STREAMS;
import static dev.orch.api.ProblemType.TURN_NOT_FOUND;
import static dev.orch.api.ProblemType.WORKTREE_UNUSABLE;
import static dev.orch.http.Route.delete;
import static dev.orch.http.Route.get;
import static dev.orch.http.Route.post;
import static dev.orch.http.Route.put;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.event.TranscriptEntry;
import dev.orch.api.output.LogTail;
import dev.orch.api.session.AnswerBody;
import dev.orch.api.session.EditFollowUp;
import dev.orch.api.session.FollowUpAnswer;
import dev.orch.api.session.FollowUpBody;
import dev.orch.api.session.FollowUpView;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.NoBody;
import dev.orch.api.session.ResumeBody;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.StopBody;
import dev.orch.api.session.TransitionView;
import dev.orch.api.session.TurnView;
import dev.orch.http.Answers;
import dev.orch.http.Route;
import dev.orch.http.Route.Answer;
import dev.orch.http.exchange.Filters;
import dev.orch.http.handler.DiffHandler;
import dev.orch.http.handler.EventsHandler;
import dev.orch.http.handler.FollowUpsHandler;
import dev.orch.http.handler.InputRequestsHandler;
import dev.orch.http.handler.OutputHandler;
import dev.orch.http.handler.SessionsHandler;
import dev.orch.http.sse.PrintedStream;
import java.util.List;
import java.util.stream.Stream;

/** The routes of sessions that are there, and of what they ask and say. */
public final class SessionRoutes {
  /** What may keep a turn from being launched that a request would begin. */
  static final ProblemType[] LAUNCH = {
    PROJECT_UNAVAILABLE, WORKTREE_UNUSABLE, AGENT_UNAVAILABLE, AGENT_NOT_INSTALLED, DISK_FULL
  };

  private SessionRoutes() {}

  /** All of them, in the order of the API's description. */
  public static Stream<Route> of(
      SessionsHandler sessions,
      FollowUpsHandler followUps,
      OutputHandler output,
      DiffHandler diffs,
      InputRequestsHandler requests) {
    return Stream.of(
            sessions(sessions),
            followUps(followUps),
            output(output),
            diffs(diffs),
            inputRequests(requests))
        .flatMap(List::stream);
  }

  private static List<Route> sessions(SessionsHandler sessions) {
    return List.of(
        get(ApiPath.SESSIONS, "listSessions", "Lists the sessions, newest first")
            .pages(
                Filters.PROJECT,
                Filters.STATE,
                Filters.AGENT,
                Filters.ACTION,
                Filters.SEARCH,
                Filters.ARCHIVED,
                Filters.QUEUED,
                Filters.FACETS)
            .by(new Answer.FacetedPageOf(SessionView.class), sessions::list),
        get(ApiPath.SESSION, "getSession", "Shows a session")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.One(200, SessionView.class), sessions::show),
        get(ApiPath.TURNS, "listTurns", "Lists a session's turns, oldest first")
            .pages()
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.PageOf(TurnView.class), sessions::turns),
        get(ApiPath.TRANSITIONS, "listTransitions", "Lists a session's steps, oldest first")
            .pages()
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.PageOf(TransitionView.class), sessions::transitions),
        post(ApiPath.STOP, "stopSession", "Stops a session's agent; again: the next rung at once")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID, ILLEGAL_TRANSITION)
            .by(new Answer.One(202, SessionView.class), StopBody.class, sessions::stop),
        post(ApiPath.RESUME, "resumeSession", "Goes on with a session")
            .fails(
                SESSION_NOT_FOUND, AMBIGUOUS_ID, ILLEGAL_TRANSITION, REQUEST_OPEN, PROMPT_TOO_LONG)
            .fails(LAUNCH)
            .by(new Answer.One(202, SessionView.class), ResumeBody.class, sessions::resume),
        post(ApiPath.ARCHIVE, "archiveSession", "Puts a session that has ended out of sight")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID, ILLEGAL_TRANSITION)
            .by(new Answer.One(200, SessionView.class), NoBody.class, sessions::archive),
        post(ApiPath.UNARCHIVE, "unarchiveSession", "Takes an archived session back to what it was")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID, ILLEGAL_TRANSITION)
            .by(new Answer.One(200, SessionView.class), NoBody.class, sessions::unarchive),
        post(ApiPath.SEEN, "markSessionSeen", "Records that a person has looked at a session")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.One(200, SessionView.class), NoBody.class, sessions::seen));
  }

  private static List<Route> followUps(FollowUpsHandler followUps) {
    return List.of(
        get(ApiPath.FOLLOW_UPS, "listFollowUps", "Lists a session's follow-ups that wait")
            .pages()
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.PageOf(FollowUpView.class), followUps::list),
        post(ApiPath.FOLLOW_UP, "followUp", "Says more to a session")
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                ILLEGAL_TRANSITION,
                PROMPT_TOO_LONG,
                NOT_AVAILABLE_YET)
            .fails(LAUNCH)
            .by(new Answer.One(202, FollowUpAnswer.class), FollowUpBody.class, followUps::send),
        put(ApiPath.KEPT_FOLLOW_UP, "editFollowUp", "Replaces a follow-up that waits")
            .fails(
                SESSION_NOT_FOUND,
                FOLLOW_UP_NOT_FOUND,
                AMBIGUOUS_ID,
                FOLLOW_UP_DELIVERED,
                FOLLOW_UP_CHANGED,
                PROMPT_TOO_LONG)
            .by(new Answer.One(200, FollowUpView.class), EditFollowUp.class, followUps::edit),
        delete(ApiPath.KEPT_FOLLOW_UP, "withdrawFollowUp", "Takes away a follow-up that waits")
            .fails(SESSION_NOT_FOUND, FOLLOW_UP_NOT_FOUND, AMBIGUOUS_ID, FOLLOW_UP_DELIVERED)
            .by(new Answer.Nothing(), followUps::withdraw));
  }

  private static List<Route> output(OutputHandler output) {
    return List.of(
        get(ApiPath.TRANSCRIPT, "getTranscript", "Lists what was said and done, ascending")
            .pages(Filters.TURN, EventsHandler.AFTER)
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID, TURN_NOT_FOUND)
            .by(new Answer.PageOf(TranscriptEntry.class), output::transcript),
        get(
                ApiPath.LOG,
                "getLog",
                "Gives what a turn's process printed, byte for byte, or follows it")
            .takes(OutputHandler.PRINTED_IN, OutputHandler.STREAM, OutputHandler.OFFSET)
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                TURN_NOT_FOUND,
                RANGE_NOT_SATISFIABLE,
                TOO_MANY_STREAMS)
            .by(new Answer.RangedOrLive(Answers.BYTES, PrintedStream.EVENTS), output::log),
        get(ApiPath.LOG_TAIL, "getLogTail", "Shows the newest lines that the agent printed")
            .takes(OutputHandler.LINES)
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.One(200, LogTail.class), output::logTail));
  }

  private static List<Route> diffs(DiffHandler diffs) {
    return List.of(
        get(ApiPath.DIFF, "getDiff", "Shows what the session changed, as a patch")
            .takes(DiffHandler.TURN)
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                TURN_NOT_FOUND,
                ARTIFACT_NOT_FOUND,
                FILE_GONE,
                WORKTREE_UNUSABLE,
                REPOSITORY_UNREADABLE)
            .by(new Answer.Raw("text/x-patch"), diffs::diff));
  }

  private static List<Route> inputRequests(InputRequestsHandler requests) {
    return List.of(
        get(ApiPath.INPUT_REQUESTS, "listInputRequests", "Lists what agents wait for, oldest first")
            .pages(
                Filters.PROJECT,
                Filters.SESSION,
                Filters.STATUS,
                Filters.REQUEST_KIND,
                Filters.FACETS)
            .by(new Answer.FacetedPageOf(InputRequestView.class), requests::list),
        post(ApiPath.ANSWER, "answerInputRequest", "Answers a request, once")
            .fails(
                INPUT_REQUEST_NOT_FOUND,
                AMBIGUOUS_ID,
                ALREADY_ANSWERED,
                INVALID_ANSWER,
                PROJECT_UNAVAILABLE,
                WORKTREE_UNUSABLE,
                AGENT_UNAVAILABLE,
                AGENT_NOT_INSTALLED,
                DISK_FULL,
                PROMPT_TOO_LONG,
                NOT_AVAILABLE_YET)
            .by(new Answer.One(200, InputRequestView.class), AnswerBody.class, requests::answer));
  }
}
