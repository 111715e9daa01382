package dev.orch.http;

import dev.orch.access.AnswerDeletedException;
import dev.orch.access.FirstAtWorkException;
import dev.orch.access.KeyReusedException;
import dev.orch.agent.AgentFinder;
import dev.orch.api.Problem;
import dev.orch.api.ProblemType;
import dev.orch.artifact.ArtifactGoneException;
import dev.orch.command.CommandRejectedException;
import dev.orch.command.Rejection;
import dev.orch.command.TurnRefusedException;
import dev.orch.comments.ReviewRefusedException;
import dev.orch.disk.DiskFullException;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectUnavailableException;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.http.exchange.ApplyWire;
import dev.orch.http.exchange.CleanupWire;
import dev.orch.http.json.Json;
import dev.orch.inbox.InvalidAnswerException;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.apply.ApplyRefusedException;
import dev.orch.operation.apply.NoCheckoutException;
import dev.orch.operation.apply.NothingToApplyException;
import dev.orch.operation.cleanup.DeleteRefusedException;
import dev.orch.operation.release.ReleaseRefusedException;
import dev.orch.project.AnotherRepositoryException;
import dev.orch.project.BranchNotFoundException;
import dev.orch.project.InvalidSettingException;
import dev.orch.project.ProjectBusyException;
import dev.orch.project.ProjectExistsException;
import dev.orch.project.SlugTakenException;
import dev.orch.session.AlreadyAnsweredException;
import dev.orch.session.FollowUpChangedException;
import dev.orch.session.FollowUpDeliveredException;
import dev.orch.session.RequestOpenException;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.worktree.checkout.ChangePlan;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes a problem of a failure: the only place that does. */
public final class Problems {
  private static final Logger LOG = System.getLogger(Problems.class.getName());

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private Problems() {}

  /** The answer to a request that ended in this failure. */
  public static Response response(Throwable failure, String path) {
    Problem problem = of(failure, path);
    Response plain = Response.of(problem.status(), MEDIA_TYPE, Json.bytes(problem));
    return headers(problem).entrySet().stream()
        .reduce(plain, (r, h) -> r.with(h.getKey(), h.getValue()), (a, _) -> a);
  }

  /** The answer to what the engine itself could not read. */
  static Response unreadable(int status, String detail) {
    ProblemType type =
        switch (status) {
          case 413 -> ProblemType.BODY_TOO_LARGE;
          case 414 -> ProblemType.PATH_TOO_LONG;
          case 421 -> ProblemType.MISDIRECTED_HOST;
          case 431 -> ProblemType.HEADER_TOO_LARGE;
          default -> ProblemType.BAD_REQUEST;
        };
    Problem problem =
        new Problem(type.uri(), type.title(), status, detail, "", type.hint(), Map.of());
    return Response.of(status, MEDIA_TYPE, Json.bytes(problem));
  }

  /** The problem that a failure is to a client. */
  public static Problem of(Throwable failure, String path) {
    return switch (failure) {
      case RequestRefusedException e -> of(e.type(), e.detail(), path, e.extensions());
      case NotFoundException e -> of(type(e.thing()), text(e), path, nearest(e.nearest()));
      case AmbiguousIdException e ->
          of(ProblemType.AMBIGUOUS_ID, text(e), path, Map.of("candidates", e.candidates()));
      case RepositoryRefusedException e -> refused(e, path);
      case ProjectExistsException e -> of(ProblemType.PROJECT_EXISTS, text(e), path, existing(e));
      case ProjectBusyException e -> of(type(e.reason()), text(e), path, sessions(e.sessions()));
      case AnotherRepositoryException e ->
          of(ProblemType.ANOTHER_REPOSITORY, text(e), path, Map.of());
      case SlugTakenException e ->
          of(ProblemType.SLUG_TAKEN, text(e), path, Map.of("suggestion", e.suggestion().value()));
      case InvalidSettingException e ->
          of(ProblemType.INVALID_FIELD, text(e), path, field("settings." + e.setting()));
      case RepositoryUnreadableException e ->
          of(ProblemType.REPOSITORY_UNREADABLE, text(e), path, Map.of());
      case WorktreeUnusableException e ->
          of(ProblemType.WORKTREE_UNUSABLE, text(e), path, Map.of());
      case BranchNotFoundException e -> of(ProblemType.BASE_NOT_FOUND, text(e), path, Map.of());
      case IllegalTransitionException e ->
          of(ProblemType.ILLEGAL_TRANSITION, text(e), path, hinted(actions(e.actions()), e.hint()));
      case CommandRejectedException e -> rejected(e, path);
      case TurnRefusedException e -> of(type(e.rejection()), text(e), path, Map.of());
      case InvalidAnswerException e ->
          of(ProblemType.INVALID_ANSWER, text(e), path, Map.of("options", e.options()));
      case RequestOpenException e ->
          of(ProblemType.REQUEST_OPEN, text(e), path, actions(e.actions()));
      case AlreadyAnsweredException e ->
          of(ProblemType.ALREADY_ANSWERED, text(e), path, actions(e.actions()));
      case FollowUpDeliveredException e ->
          of(ProblemType.FOLLOW_UP_DELIVERED, text(e), path, Map.of());
      case FollowUpChangedException e ->
          of(ProblemType.FOLLOW_UP_CHANGED, text(e), path, Map.of("version", e.stored().version()));
      case ReviewRefusedException e -> of(type(e.reason()), text(e), path, Map.of());
      case KeyReusedException e -> of(ProblemType.IDEMPOTENCY_CONFLICT, text(e), path, Map.of());
      case AnswerDeletedException e -> of(ProblemType.ANSWER_DELETED, text(e), path, Map.of());
      case FirstAtWorkException e ->
          of(ProblemType.IDEMPOTENCY_IN_PROGRESS, text(e), path, Map.of("retry_after", 1));
      case ArtifactGoneException e ->
          of(ProblemType.FILE_GONE, text(e), path, hinted(Map.of(), e.hint()));
      case AgentFinder.InterruptedLookException _, StoreClosedException _ ->
          of(ProblemType.STOPPING, "the daemon is stopping", path, Map.of());
      case StoreUnavailableException e -> unavailable(e, path);
      case DiskFullException e ->
          of(ProblemType.DISK_FULL, text(e), path, Map.of("free_bytes", e.freeBytes()));
      default -> ofWorkOnFiles(failure, path);
    };
  }

  private static Problem ofWorkOnFiles(Throwable failure, String path) {
    return switch (failure) {
      case NothingToApplyException e ->
          of(type(e.direction()), text(e), path, hinted(actions(e.actions()), e.hint()));
      case NoCheckoutException e ->
          of(ProblemType.NO_CHECKOUT, text(e), path, hinted(Map.of(), e.hint()));
      case ProjectUnavailableException e ->
          of(ProblemType.PROJECT_UNAVAILABLE, text(e), path, Map.of());
      case ApplyRefusedException e -> of(type(e.reason()), text(e), path, refused(e));
      case ReleaseRefusedException e ->
          of(type(e.reason()), text(e), path, hinted(CleanupWire.extensions(e), e.hint()));
      case DeleteRefusedException e -> of(type(e.reason()), text(e), path, refused(e));
      case OperationRefusedException e -> of(type(e.reason()), text(e), path, Map.of());
      case OperationFailedException e ->
          of(
              ProblemType.OPERATION_FAILED,
              text(e),
              path,
              Map.of("written", e.written(), "not_written", e.notWritten()));
      default -> hidden(failure, path);
    };
  }

  private static ProblemType type(ChangePlan.Direction nothing) {
    return switch (nothing) {
      case APPLY -> ProblemType.NOTHING_TO_APPLY;
      case UNDO -> ProblemType.NOTHING_TO_UNDO;
    };
  }

  private static ProblemType type(ApplyRefusedException.Refusal reason) {
    return switch (reason) {
      case IN_THE_WAY -> ProblemType.APPLY_REFUSED;
      case OUTDATED -> ProblemType.APPLY_OUTDATED;
    };
  }

  private static ProblemType type(ReleaseRefusedException.Refusal reason) {
    return switch (reason) {
      case HINDERED -> ProblemType.RELEASE_HINDERED;
      case LOSES_WORK -> ProblemType.LOSES_WORK;
      case CHANGED -> ProblemType.INVENTORY_CHANGED;
    };
  }

  private static Map<String, Object> refused(ApplyRefusedException failure) {
    return hinted(
        Map.of("preview", ApplyWire.preview(failure.plan(), failure.hint())), failure.hint());
  }

  /** With another hint than the usual one, if there is one. */
  private static Map<String, Object> hinted(Map<String, Object> more, Optional<String> hint) {
    Map<String, Object> all = new LinkedHashMap<>(more);
    hint.ifPresent(text -> all.put("hint", text));
    return all;
  }

  private static Map<String, Object> refused(DeleteRefusedException failure) {
    Map<String, Object> more = new LinkedHashMap<>(actions(failure.actions()));
    more.put("preview", CleanupWire.preview(failure.preview()));
    return hinted(more, failure.hint());
  }

  private static ProblemType type(DeleteRefusedException.Refusal reason) {
    return switch (reason) {
      case LOSES_WORK -> ProblemType.LOSES_WORK;
      case CHANGED -> ProblemType.INVENTORY_CHANGED;
    };
  }

  private static ProblemType type(ProjectBusyException.Reason reason) {
    return switch (reason) {
      case LIVE, KEPT -> ProblemType.PROJECT_BUSY;
      case AT_WORK -> ProblemType.OPERATION_OPEN;
    };
  }

  private static ProblemType type(OperationRefusedException.Refusal reason) {
    return switch (reason) {
      case OPERATION_OPEN -> ProblemType.OPERATION_OPEN;
      case TURN_RUNNING -> ProblemType.TURN_RUNNING;
    };
  }

  private static ProblemType type(ReviewRefusedException.Refusal reason) {
    return switch (reason) {
      case NOTHING_TO_REVIEW -> ProblemType.NOTHING_TO_REVIEW;
      case NOTHING_TO_SEND -> ProblemType.NOTHING_TO_SEND;
      case UNKNOWN_COMMENT -> ProblemType.INVALID_FIELD;
      case TOO_LONG -> ProblemType.PROMPT_TOO_LONG;
    };
  }

  private static Map<String, Object> field(String name) {
    return Map.of("field", name);
  }

  private static Map<String, Object> sessions(List<SessionId> ids) {
    return Map.of("sessions", ids.stream().map(SessionId::value).toList());
  }

  private static ProblemType type(NotFoundException.Thing thing) {
    return switch (thing) {
      case PROJECT -> ProblemType.PROJECT_NOT_FOUND;
      case SESSION -> ProblemType.SESSION_NOT_FOUND;
      case COMMAND -> ProblemType.COMMAND_NOT_FOUND;
      case ARTIFACT -> ProblemType.ARTIFACT_NOT_FOUND;
      case INPUT_REQUEST -> ProblemType.INPUT_REQUEST_NOT_FOUND;
      case FOLLOW_UP -> ProblemType.FOLLOW_UP_NOT_FOUND;
      case TURN -> ProblemType.TURN_NOT_FOUND;
      case TRASH_ENTRY -> ProblemType.TRASH_ENTRY_NOT_FOUND;
    };
  }

  private static Problem refused(RepositoryRefusedException failure, String path) {
    RepositoryRefusedException.Refusal reason = failure.reason();
    Map<String, Object> extensions =
        reason == RepositoryRefusedException.Refusal.NAME_NOT_UTF8
            ? Map.of("field", "path", "hint", "rename the folder, then name it by its new name")
            : Map.of();
    return of(type(reason), text(failure), path, extensions);
  }

  private static ProblemType type(RepositoryRefusedException.Refusal reason) {
    return switch (reason) {
      case MISSING -> ProblemType.PATH_MISSING;
      case NAME_NOT_UTF8 -> ProblemType.INVALID_FIELD;
      case NOT_A_FOLDER -> ProblemType.PATH_IS_FILE;
      case NOT_A_REPOSITORY -> ProblemType.NOT_A_REPOSITORY;
      case FOREIGN_OWNER -> ProblemType.FOREIGN_OWNER;
      case READ_ONLY -> ProblemType.READ_ONLY_REPOSITORY;
      case BRANCH_IN_THE_WAY -> ProblemType.BRANCH_IN_THE_WAY;
      case MIRROR -> ProblemType.MIRROR_REPOSITORY;
      case FOLDER_IN_THE_WAY -> ProblemType.FOLDER_IN_THE_WAY;
      case OTHER_INSTALLATION -> ProblemType.OTHER_INSTALLATION;
    };
  }

  private static Map<String, Object> actions(Set<SessionAction> actions) {
    return Map.of("actions", actions.stream().map(SessionAction::wireName).toList());
  }

  private static Map<String, Object> nearest(List<String> names) {
    return NearestName.question(names)
        .map(question ->
            Map.<String, Object>of(
                "nearest", names.getFirst(), "candidates", names, "hint", question))
        .orElseGet(Map::of);
  }

  private static Problem rejected(CommandRejectedException failure, String path) {
    Map<String, Object> extensions = hinted(nearest(failure.nearest()), failure.hint());
    failure.field().ifPresent(field -> extensions.put("field", field));
    CommandId command = failure.command();
    if (command != null) {
      extensions.put("command_id", command.value());
    }
    return of(type(failure.rejection()), text(failure), path, extensions);
  }

  private static ProblemType type(Rejection rejection) {
    return switch (rejection) {
      case COMMAND_MISREAD -> ProblemType.COMMAND_MISREAD;
      case MISSING_FIELD -> ProblemType.MISSING_FIELD;
      case UNKNOWN_AGENT -> ProblemType.UNKNOWN_AGENT;
      case AGENT_UNAVAILABLE -> ProblemType.AGENT_UNAVAILABLE;
      case AGENT_NOT_INSTALLED -> ProblemType.AGENT_NOT_INSTALLED;
      case UNKNOWN_ACTION -> ProblemType.UNKNOWN_ACTION;
      case UNKNOWN_PROJECT -> ProblemType.UNKNOWN_PROJECT;
      case PROJECT_UNAVAILABLE -> ProblemType.PROJECT_UNAVAILABLE;
      case REPOSITORY_UNREADABLE -> ProblemType.REPOSITORY_UNREADABLE;
      case FOREIGN_OWNER -> ProblemType.FOREIGN_OWNER;
      case READ_ONLY_REPOSITORY -> ProblemType.READ_ONLY_REPOSITORY;
      case WORKTREE_ROOT_UNUSABLE -> ProblemType.WORKTREE_ROOT_UNUSABLE;
      case PROMPT_REQUIRED -> ProblemType.PROMPT_REQUIRED;
      case INVALID_FIELD -> ProblemType.INVALID_FIELD;
      case SCOPE_OUTSIDE_PROJECT -> ProblemType.SCOPE_OUTSIDE_PROJECT;
      case SCOPE_NOT_FOUND -> ProblemType.SCOPE_NOT_FOUND;
      case BASE_NOT_FOUND -> ProblemType.BASE_NOT_FOUND;
      case BRANCH_EXISTS -> ProblemType.BRANCH_EXISTS;
      case NO_COMMIT -> ProblemType.NO_COMMIT;
    };
  }

  private static Map<String, Object> existing(ProjectExistsException failure) {
    Project project = failure.existing();
    return Map.of(
        "project_id",
        project.id().value(),
        "slug",
        project.slug().value(),
        "path",
        project.path().toString());
  }

  private static Problem unavailable(StoreUnavailableException failure, String path) {
    LOG.log(Level.ERROR, "store unavailable path=" + path, failure);
    Map<String, Object> more = new LinkedHashMap<>(Map.of("retry_after", 1));
    failure.hint().ifPresent(hint -> more.put("hint", hint));
    return of(ProblemType.STORE_UNAVAILABLE, text(failure), path, more);
  }

  private static String text(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "");
  }

  /** The problem that a command was rejected for, from what is stored of it. */
  static Problem stored(String slug, String detail, Optional<String> hint) {
    ProblemType type = ProblemType.find(slug).orElse(ProblemType.INTERNAL);
    return of(type, detail, "", hinted(Map.of(), hint));
  }

  private static Problem of(
      ProblemType type, String detail, String path, Map<String, Object> extensions) {
    Map<String, Object> rest = new LinkedHashMap<>(extensions);
    Object hint = rest.remove("hint");
    return new Problem(
        type.uri(),
        type.title(),
        type.status(),
        detail,
        path,
        hint instanceof String text ? text : type.hint(),
        rest);
  }

  private static Problem hidden(Throwable failure, String path) {
    String id = UUID.randomUUID().toString();
    LOG.log(Level.ERROR, "request failed request=" + id + " path=" + path, failure);
    return of(ProblemType.INTERNAL, "request " + id, path, Map.of("request_id", id));
  }

  /** What a problem says in headers too, because HTTP has a word for it. */
  private static Map<String, String> headers(Problem problem) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (problem.status() == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    Object allow = problem.extensions().get("allow");
    if (allow != null) {
      headers.put("Allow", allow.toString());
    }
    if (problem.status() == 416) {
      headers.put("Content-Range", "bytes */" + problem.extensions().get("size"));
    }
    Object seconds = problem.extensions().get("retry_after");
    if (seconds != null) {
      headers.put("Retry-After", seconds.toString());
    }
    return headers;
  }
}
