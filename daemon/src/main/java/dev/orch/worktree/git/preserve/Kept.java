package dev.orch.worktree.git.preserve;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Head;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import dev.orch.worktree.git.Refs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a worktree's state lies in its repository: a commit, whose parents are the commits that the
 * worktree was on or in the middle of, and whose tree holds
 *
 * <ul>
 *   <li>{@code state}: branch, tip and head, one to a line
 *   <li>{@code entries}: those of the index ({@link IndexEntry#line}), each ended by a NUL
 *   <li>{@code index}, and {@code stage-1} to {@code stage-3} if anything is unmerged: the trees
 *       that keep the index's content
 *   <li>{@code files}: the tree of the files as they lay there; {@code permissions}: theirs
 *   <li>{@code snapshot}: the tree that a commit of everything would have had, filters applied
 * </ul>
 */
final class Kept {
  private static final String NONE = "-";
  private static final String BRANCHES = "refs/heads/";
  private final Git git;
  private final Refs refs;

  Kept(Git git) {
    this.git = git;
    this.refs = new Refs(git);
  }

  /** What the worktree is on. */
  record Standing(BranchName branch, String tip, @Nullable Head head) {
    private String text() {
      String commit = head == null ? NONE : head.commit();
      String on = head == null || head.branch() == null ? NONE : head.branch();
      return "branch %s\ntip %s\ncommit %s\non %s\n".formatted(branch, tip, commit, on);
    }

    private static Standing parse(String text) {
      Map<String, String> lines = new HashMap<>();
      text.lines()
          .forEach(line -> {
            int space = line.indexOf(' ');
            lines.put(line.substring(0, space), line.substring(space + 1));
          });
      String commit = lines.getOrDefault("commit", NONE);
      String on = lines.getOrDefault("on", NONE);
      return new Standing(
          new BranchName(lines.getOrDefault("branch", NONE)),
          lines.getOrDefault("tip", NONE),
          commit.equals(NONE) ? null : new Head(commit, on.equals(NONE) ? null : on));
    }
  }

  /** What it is on now. */
  Standing standing(Repository repository, WorktreeRequest request, AdminFolder admin) {
    GitPlace place = GitPlace.worktree(admin, request.path());
    GitResult commit =
        git.run(GitCall.at(place, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"));
    @Nullable Head head = commit.ok() ? refs.head(place) : null;
    String tip =
        refs.tip(repository, request.branch())
            .orElseGet(() -> head == null ? request.base() : head.commit());
    return new Standing(request.branch(), tip, head);
  }

  /**
   * The commit of a state, named by nothing yet.
   *
   * @param named other commits that it is in the middle of
   */
  String write(
      ObjectWriter objects,
      Standing standing,
      Capture.Content content,
      String snapshot,
      List<String> named) {
    List<String> lines = new ArrayList<>();
    lines.add(blob("state", objects.blob(utf8(standing.text()))));
    StringBuilder entries = new StringBuilder();
    content.index().forEach(entry -> entries.append(entry.line()).append('\0'));
    lines.add(blob("entries", objects.blob(entries.toString())));
    lines.add(blob("permissions", objects.blob(content.permissions())));
    lines.add(folder("files", content.files()));
    lines.add(folder("snapshot", snapshot));
    for (int stage = 0; stage <= 3; stage++) {
      List<TreeEntry> ofStage = ofStage(content.index(), stage);
      if (stage == 0 || !ofStage.isEmpty()) {
        lines.add(folder(stage == 0 ? "index" : "stage-" + stage, objects.tree(ofStage)));
      }
    }
    return objects.commit(objects.folder(lines), parents(standing, named), "preserved worktree");
  }

  private static List<TreeEntry> ofStage(List<IndexEntry> index, int stage) {
    return index.stream()
        .filter(entry -> entry.stage() == stage && !entry.is(IndexEntry.Flag.INTENT_TO_ADD))
        .map(entry -> new TreeEntry(entry.mode(), entry.object(), entry.path()))
        .toList();
  }

  private List<String> parents(Standing standing, List<String> named) {
    Set<String> parents = new LinkedHashSet<>();
    if (standing.head() != null) {
      parents.add(standing.head().commit());
    }
    parents.add(standing.tip());
    parents.addAll(named);
    return List.copyOf(parents);
  }

  private static String blob(String name, String object) {
    return "100644 blob %s\t%s".formatted(object, name);
  }

  private static String folder(String name, String object) {
    return "040000 tree %s\t%s".formatted(object, name);
  }

  /** Names it; does nothing to what is there under that name. */
  void name(Repository repository, SessionId session, int number, String commit) {
    git.requirePatiently(
        GitCall.at(
            GitPlace.repository(repository).configured("core.fsync", "all"),
            "update-ref",
            Preserved.ref(session, number),
            commit,
            "0".repeat(commit.length())));
  }

  Optional<Preserved> find(Repository repository, SessionId session, int number) {
    return refs.commit(repository, Preserved.ref(session, number))
        .map(commit -> {
          Standing standing = Standing.parse(text(repository, commit + ":state"));
          return new Preserved(
              session, number, commit, standing.branch(), standing.tip(), standing.head());
        });
  }

  List<Preserved> list(Repository repository, SessionId session) {
    String folder = Preserved.ref(session, 0).substring(0, Preserved.ref(session, 0).length() - 1);
    Stream<String> names =
        git.require(
                GitCall.at(
                    GitPlace.repository(repository), "for-each-ref", "--format=%(refname)", folder))
            .out()
            .lines();
    return names
        .map(name -> name.substring(folder.length()))
        .filter(number -> number.matches("[1-9]\\d{0,8}"))
        .map(Integer::parseInt)
        .flatMap(number -> find(repository, session, number).stream())
        .sorted(Comparator.comparingInt(Preserved::number))
        .toList();
  }

  void drop(Repository repository, SessionId session, int number) {
    git.requirePatiently(
        GitCall.at(
            GitPlace.repository(repository), "update-ref", "-d", Preserved.ref(session, number)));
  }

  Capture.Content content(ObjectWriter objects, Preserved preserved) {
    List<IndexEntry> entries =
        Stream.of(objects.content(preserved.commit() + ":entries").split("\0", -1))
            .filter(line -> !line.isEmpty())
            .map(IndexEntry::kept)
            .toList();
    return new Capture.Content(
        entries,
        object(objects, preserved.commit() + ":files"),
        objects.content(preserved.commit() + ":permissions"));
  }

  private String object(ObjectWriter objects, String name) {
    return git.require(GitCall.at(objects.place(), "rev-parse", "--verify", name)).value();
  }

  private String text(Repository repository, String blob) {
    return git.require(GitCall.at(GitPlace.repository(repository), "cat-file", "blob", blob)).out();
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The branch that was checked out, on the session's branch of now if it was on that of then. */
  static Optional<String> branchOf(Preserved preserved, BranchName now) {
    Head head = preserved.head();
    if (head == null) {
      return Optional.of(BRANCHES + now);
    }
    return Optional.ofNullable(head.branch())
        .map(name -> BRANCHES + (name.equals(preserved.branch().value()) ? now : name));
  }
}
