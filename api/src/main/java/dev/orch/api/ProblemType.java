package dev.orch.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of everything that can go wrong: one row per failure that somebody can do something
 * about. {@code docs/problems.md} is made from it.
 */
public enum ProblemType {
  // --- the request as such
  UNAUTHORIZED(401, "Token required", "send the token of this installation: orch token prints it"),
  LOGIN_CODE_REFUSED(
      401, "The link is used up or too old", "run orch ui for a new one; each lets in once"),
  FORBIDDEN_ORIGIN(403, "Foreign origin", "call the API from a program, not from a web page"),
  CROSS_SITE(
      403,
      "Cross-site request",
      "use the daemon's own pages, which orch ui opens, or call the API from a program"),
  PREFLIGHT_REFUSED(403, "No CORS here", "call the API from a program, not from a web page"),
  FORBIDDEN_TOKEN(
      403,
      "Not with this token",
      "run orch ui in a terminal for another page, or send the token that orch token prints"),
  MISDIRECTED_HOST(
      421, "Not a host of ours", "use 127.0.0.1 or localhost, or set ORCH_ALLOWED_HOSTS"),
  CREDENTIALS_IN_URL(
      400, "A token in the URL", "send it as a header: Authorization: Bearer; URLs end in logs"),
  BAD_REQUEST(400, "Not a well-formed request", "send a request as HTTP/1.1 has it (RFC 9112)"),
  BAD_PATH(
      400, "Not a path of ours", "name what is meant by its id; orch sessions list shows them"),
  UNSUPPORTED_MEDIA_TYPE(415, "JSON only", "send Content-Type: application/json"),
  BODY_TOO_LARGE(413, "Body too large", "send at most 1 MiB"),
  PROMPT_TOO_LONG(413, "Text too long", "send at most 256 KiB; put the rest into a file"),
  HEADER_TOO_LARGE(431, "Header too large", "send at most 16 KiB of headers"),
  PATH_TOO_LONG(414, "Path too long", "send at most 2 KiB of path"),
  TOO_MANY_BAD_TOKENS(429, "Too many bad tokens", "wait a second, then use the right one"),
  TOO_MANY_STREAMS(
      429, "Too many open streams", "end one of them first, an orch events -f or orch logs -f"),
  BUSY(503, "Too many requests at once", "try again in a second"),
  ROUTE_NOT_FOUND(404, "No such route", "check the path; /api/v1/openapi.json describes them all"),
  METHOD_NOT_ALLOWED(405, "Not with this method", "use a method that the header Allow lists"),
  // --- what it says
  MALFORMED_JSON(400, "Not JSON", "send one JSON object, at most 64 levels deep"),
  UNKNOWN_FIELD(422, "Unknown field", "use one of the known names"),
  MISSING_FIELD(422, "Missing field", "add the field that the detail names"),
  INVALID_FIELD(422, "Invalid value", "send a value of the stated kind"),
  UNKNOWN_QUERY(400, "Unknown query name", "use one of the known names"),
  UNKNOWN_FILTER_VALUE(400, "Unknown value of a filter", "use one of the known values"),
  INVALID_QUERY(400, 2, "Invalid value of a query name", "send a value of the stated kind"),
  INVALID_CURSOR(400, "Invalid cursor", "take it from the page before, and keep its filters"),
  INVALID_LIMIT(400, 2, "Invalid limit", "use a number in the stated range"),
  INVALID_IDEMPOTENCY_KEY(400, "Invalid Idempotency-Key", "send 1 to 255 printable characters"),
  IDEMPOTENCY_CONFLICT(409, "Key used for another request", "make a new key for a new request"),
  IDEMPOTENCY_IN_PROGRESS(409, "First request still at work", "ask again after Retry-After"),
  ANSWER_DELETED(
      410,
      "Done before, answer deleted",
      "look at what is left of the session: orch sessions show"),
  NOT_AVAILABLE_YET(422, "Not available yet", "leave it out; a later version brings it"),
  // --- what it names
  PROJECT_NOT_FOUND(404, "Project not found", "orch projects list shows what is registered"),
  SESSION_NOT_FOUND(404, "Session not found", "orch sessions list shows what there is"),
  COMMAND_NOT_FOUND(404, "Command not found", "orch sessions list shows what came of commands"),
  ARTIFACT_NOT_FOUND(404, "Artifact not found", "orch artifacts lists them"),
  FOLLOW_UP_NOT_FOUND(404, "Follow-up not found", "orch sessions show lists those that wait"),
  TRASH_ENTRY_NOT_FOUND(404, "Not in the trash", "orch trash shows what there is"),
  INPUT_REQUEST_NOT_FOUND(404, "Request not found", "orch inbox shows what waits"),
  TURN_NOT_FOUND(404, "Turn not found", "name a turn that the session has: orch sessions show"),
  AMBIGUOUS_ID(409, "Ambiguous id", "add characters, or use one of the candidates"),
  UNKNOWN_PROJECT(422, "Project not found", "orch projects list shows what is registered"),
  UNKNOWN_AGENT(422, "Unknown agent", "orch agents shows which there are"),
  COMMAND_MISREAD(422, "Command not understood", "say it like: claude implement my-app add a test"),
  UNKNOWN_ACTION(422, "Unknown action", "use analyze, review, implement or plan"),
  AGENT_UNAVAILABLE(422, "Agent not available", "see what is wrong, or use another: orch agents"),
  AGENT_NOT_INSTALLED(422, "Agent not installed", "install it, or say where it is: orch agents"),
  MODEL_UNAVAILABLE(422, "Model refused", "leave the model out, or name one that the agent has"),
  PROMPT_REQUIRED(422, "Prompt required", "say what to do"),
  SCOPE_OUTSIDE_PROJECT(422, "Scope outside the project", "name a path inside the project"),
  SCOPE_NOT_FOUND(422, "Scope not found", "name a path that exists in the project"),
  BASE_NOT_FOUND(422, "Base not found", "name a branch, tag or commit of the project"),
  BRANCH_EXISTS(409, "Branch is there already", "name another with --branch, or leave it out"),
  WORKTREE_ROOT_UNUSABLE(
      422, "No place for worktrees", "put right what the detail names, or set ORCH_WORKTREE_ROOT"),
  // --- projects
  PATH_MISSING(422, "No such folder", "name a folder that exists"),
  PATH_IS_FILE(422, "Not a folder", "name the folder of a git repository"),
  NOT_A_REPOSITORY(422, "Not a git repository", "run git init there first"),
  NO_COMMIT(422, "Repository without a commit", "make a first commit"),
  FOREIGN_OWNER(422, "Repository of another user", "register a repository that you own"),
  READ_ONLY_REPOSITORY(422, "Read-only repository", "make it writable for you"),
  BRANCH_IN_THE_WAY(422, "A branch is in the way", "rename the branch called orch"),
  MIRROR_REPOSITORY(422, "A fetch would remove what is kept", "run what the detail names first"),
  FOLDER_IN_THE_WAY(422, "Something is in our folder's place", "move away what the detail names"),
  OTHER_INSTALLATION(
      409, "Another installation works here", "work with it there, or see how to take it over"),
  INVALID_SLUG(422, "Not a slug", "use a-z, 0-9 and hyphens, at most 40 characters"),
  PROJECT_EXISTS(409, "Already registered", "use the one that is there: orch projects list"),
  SLUG_TAKEN(409, "Slug taken", "use the suggestion, or another slug"),
  FIXED_FIELD(409, "Cannot be changed", "register the project anew under another name"),
  REPOSITORY_UNREADABLE(422, "Git cannot read the repository", "run git status in it"),
  PROJECT_BUSY(
      409, "Sessions of it are in the way", "end first what the detail names, then try again"),
  ANOTHER_REPOSITORY(
      422, "Not the project's repository", "name the folder that the project was moved to"),
  PROJECT_UNAVAILABLE(
      422, "Project is not where it was", "bring it back, or say where it is: orch projects move"),
  // --- sessions
  ILLEGAL_TRANSITION(
      409, "Not in this state", "orch sessions show tells what can be done with it now"),
  WORKTREE_UNUSABLE(
      409, "The worktree cannot be had", "put right what the detail names, then try again"),
  NOTHING_TO_APPLY(409, "There is no such change", "see what it changed: orch diff"),
  NO_CHECKOUT(
      409,
      "The project is bare",
      "take the patch into a checkout of yours: orch diff; or git fetch the branch"),
  NOTHING_TO_UNDO(409, "Nothing was applied", "see when it was: orch sessions show"),
  APPLY_REFUSED(
      409, "The checkout is in the way", "commit, stash or move away what the detail names"),
  APPLY_OUTDATED(409, "Changed since the preview", "look at it again: orch apply --dry-run"),
  RELEASE_HINDERED(
      409,
      "The worktree could not be made again as it is",
      "finish or undo what the detail names, then try again"),
  LOSES_WORK(
      409, "Something would be gone for good", "see the preview; send its plan_hash to agree"),
  INVENTORY_CHANGED(
      409, "Not what was agreed to", "see the preview as it is now; send its plan_hash to agree"),
  OPERATION_OPEN(409, "Work on its files is going on", "try again once that has ended"),
  TURN_RUNNING(409, "Its agent is at work", "wait for it, or stop it first: orch stop"),
  OPERATION_FAILED(409, "Not done as planned", "see what the detail names, then ask for it again"),
  FOLLOW_UP_DELIVERED(409, "Already delivered", "send another: orch followup"),
  FOLLOW_UP_CHANGED(409, "Changed meanwhile", "read it again, then edit that"),
  NOTHING_TO_REVIEW(409, "No change to comment on", "say it to the session instead: orch followup"),
  NOTHING_TO_SEND(
      409, "No comment to send", "write one first; or say it without lines: orch followup"),
  COMMENTS_CHANGED(
      409, "Changed meanwhile", "read what the draft holds now, and send that with yours"),
  REQUEST_OPEN(409, "A request is open", "answer it first: orch inbox"),
  ALREADY_ANSWERED(409, "Already answered", "orch logs tells the answer that stands"),
  INVALID_ANSWER(
      422, "Does not answer this", "choose with --option, or say it with --text: orch answer"),
  FILE_GONE(410, "File is gone", "see what is left: orch artifacts"),
  RANGE_NOT_SATISFIABLE(416, "Range outside the file", "ask for a range within its size"),
  // --- the daemon
  DISK_FULL(
      507, "Too little disk space", "make room; orch config shows the limit, orch doctor where"),
  STORE_UNAVAILABLE(503, "Database unavailable", "see orch logs --daemon, then try again"),
  STOPPING(503, 3, "The daemon is stopping", "start it again: orch up"),
  INTERNAL(500, "Internal error", "report it with the lines of orch logs --daemon that name it");

  private static final int PROBLEM_EXIT = 1;

  /** Nothing of this version brings them about. */
  private static final Set<ProblemType> PLANNED =
      Collections.unmodifiableSet(EnumSet.of(MODEL_UNAVAILABLE));

  private final int status;
  private final int exitCode;
  private final String title;
  private final String hint;

  ProblemType(int status, String title, String hint) {
    this(status, PROBLEM_EXIT, title, hint);
  }

  ProblemType(int status, int exitCode, String title, String hint) {
    this.status = status;
    this.exitCode = exitCode;
    this.title = title;
    this.hint = hint;
  }

  /** The type of this name, if there is one. */
  public static Optional<ProblemType> find(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
  }

  /** Its name on the wire, in the docs and in a rejected command: lower snake case. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The problem's {@code type}. */
  public String uri() {
    return "urn:orch:problem:" + slug();
  }

  /** The HTTP status, 400–599. */
  public int status() {
    return status;
  }

  /** What the command line ends with. */
  public int exitCode() {
    return exitCode;
  }

  /** A few words for a person. */
  public String title() {
    return title;
  }

  /** Whether it is a later version that answers with it. */
  public boolean isPlanned() {
    return PLANNED.contains(this);
  }

  /** What to do where nothing better is known. */
  public String hint() {
    return hint;
  }
}
