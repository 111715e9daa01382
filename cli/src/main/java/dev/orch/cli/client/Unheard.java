package dev.orch.cli.client;

import static dev.orch.api.ApiPath.ANSWER;
import static dev.orch.api.ApiPath.APPLY;
import static dev.orch.api.ApiPath.ARCHIVE;
import static dev.orch.api.ApiPath.BACKUP;
import static dev.orch.api.ApiPath.COMMANDS;
import static dev.orch.api.ApiPath.COMMENTS;
import static dev.orch.api.ApiPath.COMMENTS_SEND;
import static dev.orch.api.ApiPath.DELETE;
import static dev.orch.api.ApiPath.DOCTOR_FIX;
import static dev.orch.api.ApiPath.FOLLOW_UP;
import static dev.orch.api.ApiPath.KEPT_FOLLOW_UP;
import static dev.orch.api.ApiPath.PROJECT;
import static dev.orch.api.ApiPath.PROJECTS;
import static dev.orch.api.ApiPath.PROJECT_BY_SLUG;
import static dev.orch.api.ApiPath.PROJECT_MOVE;
import static dev.orch.api.ApiPath.RELEASE;
import static dev.orch.api.ApiPath.RESTORE;
import static dev.orch.api.ApiPath.RESUME;
import static dev.orch.api.ApiPath.STOP;
import static dev.orch.api.ApiPath.TRASH_ENTRY;
import static dev.orch.api.ApiPath.UNARCHIVE;
import static java.util.Map.entry;

import dev.orch.api.ApiPath;
import dev.orch.cli.text.ShellWord;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that was sent to change something and whose answer nobody has heard: it may have been
 * carried out, or still be. To ask for it again by hand has another key, so that it may be done
 * twice.
 *
 * @param look where a person sees what became of it
 */
public record Unheard(String look) {
  private static final String OF_SESSION = "orch sessions show %s";
  private static final String OF_REVIEW = "orch comments %s";
  private static final String OF_PROJECT = "orch projects show %s";
  private static final String OF_TRASH = "orch trash";

  /** Nobody else tells where it came back to: its session stays deleted. */
  private static final String OF_RESTORE =
      OF_TRASH
          + ", which lists it until it is back, and then orch events --type trash.restored --json,"
          + " which names its branch and its worktree";

  private static final Map<ApiPath, String> LOOKS =
      Map.ofEntries(
          entry(COMMANDS, "orch sessions"),
          entry(FOLLOW_UP, OF_SESSION),
          entry(KEPT_FOLLOW_UP, OF_SESSION),
          entry(COMMENTS, OF_REVIEW),
          entry(COMMENTS_SEND, OF_REVIEW),
          entry(STOP, OF_SESSION),
          entry(RESUME, OF_SESSION),
          entry(ARCHIVE, OF_SESSION),
          entry(UNARCHIVE, OF_SESSION),
          entry(APPLY, OF_SESSION),
          entry(RELEASE, OF_SESSION),
          entry(DELETE, OF_SESSION),
          entry(ANSWER, "orch inbox"),
          entry(RESTORE, OF_RESTORE),
          entry(TRASH_ENTRY, OF_TRASH),
          entry(PROJECTS, "orch projects"),
          entry(PROJECT, OF_PROJECT),
          entry(PROJECT_BY_SLUG, OF_PROJECT),
          entry(PROJECT_MOVE, OF_PROJECT),
          entry(DOCTOR_FIX, "orch doctor"),
          entry(BACKUP, "the folder backups in the state folder"));

  private static final String DRY_RUN = "dry_run=true";
  private static final Pattern NAME = Pattern.compile("\\{[a-z_]+}");

  /** Of a request; empty for one that changes nothing that somebody asked for. */
  static Optional<Unheard> of(Call call) {
    if (call.idempotencyKey().isEmpty() || isDryRun(call.target())) {
      return Optional.empty();
    }
    return LOOKS.entrySet().stream()
        .flatMap(known -> look(known.getKey(), known.getValue(), call.target()).stream())
        .findFirst()
        .map(Unheard::new);
  }

  private static boolean isDryRun(String target) {
    String query = target.substring(target.indexOf('?') + 1);
    return List.of(query.split("&")).contains(DRY_RUN);
  }

  private static Optional<String> look(ApiPath path, String words, String target) {
    Matcher named =
        Pattern.compile(NAME.matcher(path.template()).replaceAll("([^/?]+)") + "(?:\\?.*)?")
            .matcher(target);
    if (!named.matches()) {
      return Optional.empty();
    }
    String name = named.groupCount() == 0 ? "" : named.group(1);
    return Optional.of(
        words.formatted(ShellWord.of(URLDecoder.decode(name, StandardCharsets.UTF_8))));
  }

  /** For whoever waits no longer: a sentence. */
  public String words() {
    return "What was asked for was sent and may be carried out; see %s".formatted(look);
  }

  /** For whoever was not answered: what there is to know. */
  String note() {
    return "it may still be carried out: look before you ask again (%s)".formatted(look);
  }
}
