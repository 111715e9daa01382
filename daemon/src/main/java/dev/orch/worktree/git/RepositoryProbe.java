package dev.orch.worktree.git;

import dev.orch.domain.project.RawPath;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryRefusedException.Refusal;
import dev.orch.worktree.RemoteMirror;
import dev.orch.worktree.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds out whether a folder can be registered, and says why not. */
final class RepositoryProbe {
  /** The beginning of the name of a remote's setting, as a pattern. */
  private static final String REMOTE = "^remote\\..*\\.";

  /** Stands in a text for bytes that are no UTF-8: which ones is lost. */
  private static final char LOST = '\uFFFD';

  private final Git git;

  RepositoryProbe(Git git) {
    this.git = git;
  }

  /** As {@link dev.orch.worktree.Worktrees#open} says. */
  Repository open(Path path) {
    Path folder = canonical(path);
    // What git refuses by itself is asked for here, to be refused with the better sentence.
    GitPlace place = GitPlace.anywhereAbove(folder).configured("safe.bareRepository", "all");
    String[] facts = facts(place);
    Path common = canonical(Path.of(facts[2]));
    Path top = facts[0].equals("true") ? common : topLevel(place, facts[1].equals("true"));
    refuseForeignAt(trusted(common));
    refuseReadOnly(common);
    refuseReadOnly(top);
    Repository repository = new Repository(top, common);
    refuseContent(repository);
    return repository;
  }

  /** As {@link dev.orch.worktree.Worktrees#requireUsable} says. */
  void requireUsable(Repository repository) {
    Path common = repository.commonGitDir();
    Stream.concat(repository.checkout().stream(), Stream.of(trusted(common)))
        .distinct()
        .forEach(this::refuseForeignAt);
    refuseReadOnly(common);
    repository.checkout().ifPresent(RepositoryProbe::refuseReadOnly);
  }

  private Path topLevel(GitPlace place, boolean inCheckout) {
    Path folder = place.folder();
    if (!inCheckout) {
      throw refused(
          Refusal.NOT_A_REPOSITORY, folder, "lies inside a .git folder: name the checkout instead");
    }
    Path top =
        canonical(Path.of(git.require(GitCall.at(place, "rev-parse", "--show-toplevel")).value()));
    if (!folder.startsWith(top)) {
      throw refused(
          Refusal.NOT_A_REPOSITORY,
          folder,
          "belongs to a repository whose core.worktree is " + top + ": name that folder");
    }
    return top;
  }

  /** Whether bare, whether in a working tree, the common git directory. */
  private String[] facts(GitPlace place) {
    GitResult found = git.run(factsOf(place));
    if (found.ok()) {
      return found.value().split("\n", 3);
    }
    Path folder = place.folder();
    if (git.run(factsOf(place.configured("safe.directory", "*"))).ok()) {
      throw foreign(folder);
    }
    throw refused(
        Refusal.NOT_A_REPOSITORY,
        folder,
        "is in no git repository (%s): run 'git init' in it, or name another folder"
            .formatted(found.err().strip()));
  }

  private static GitCall factsOf(GitPlace place) {
    return GitCall.at(
        place,
        "rev-parse",
        "--path-format=absolute",
        "--is-bare-repository",
        "--is-inside-work-tree",
        "--git-common-dir");
  }

  /**
   * A linked worktree of one's own may belong to the repository of somebody else. What the user
   * trusts is the checkout, which a common git directory usually lies in.
   */
  private static Path trusted(Path common) {
    Path parent = common.getParent();
    return parent != null && common.endsWith(".git") ? parent : common;
  }

  private void refuseForeignAt(Path asked) {
    GitPlace place = GitPlace.anywhereAbove(asked).configured("safe.bareRepository", "all");
    if (!git.says(place, "rev-parse", "--git-dir")
        && git.says(place.configured("safe.directory", "*"), "rev-parse", "--git-dir")) {
      throw foreign(asked);
    }
  }

  private static RepositoryRefusedException foreign(Path folder) {
    return refused(
        Refusal.FOREIGN_OWNER,
        folder,
        "belongs to another user: if you trust that user, say so by"
            + " 'git config --global --add safe.directory' with its path");
  }

  private static void refuseReadOnly(Path folder) {
    if (!Files.isWritable(folder)) {
      throw refused(Refusal.READ_ONLY, folder, "cannot be written: make it writable first");
    }
  }

  private void refuseContent(Repository repository) {
    Path top = repository.path();
    GitPlace place = GitPlace.of(repository);
    if (git.says(place, "show-ref", "--verify", "--quiet", "refs/heads/orch")) {
      throw refused(
          Refusal.BRANCH_IN_THE_WAY,
          top,
          "has a branch named orch, so that no branch orch/… can be made:"
              + " rename it with 'git branch -m orch' and a new name");
    }
    listMirrors(repository).stream()
        .filter(mirror -> mirror.effect() == RemoteMirror.Effect.REMOVES)
        .findFirst()
        .ifPresent(mirror -> {
          throw refused(
              Refusal.MIRROR,
              top,
              "mirrors its remote %s (%s shows it), so that 'git fetch --prune' would remove what is kept of sessions, and their branches: keep them out of it with %s"
                  .formatted(mirror.remote(), mirror.look(repository), mirror.remedy(repository)));
        });
  }

  /** As {@link dev.orch.worktree.Worktrees#listMirrors} says. */
  List<RemoteMirror> listMirrors(Repository repository) {
    GitCall call =
        GitCall.at(
            GitPlace.of(repository), "config", "-z", "--get-regexp", REMOTE + "(fetch|mirror)$");
    Map<String, List<String>> fetched = new LinkedHashMap<>();
    List<RemoteMirror> mirrors = new ArrayList<>();
    for (String setting : git.run(call).fields()) {
      String[] parts = setting.split("\n", 2);
      String remote = parts[0].substring("remote.".length(), parts[0].lastIndexOf('.'));
      String value = parts.length == 2 ? parts[1] : "true";
      if (parts[0].endsWith(".fetch")) {
        fetched.computeIfAbsent(remote, _ -> new ArrayList<>()).add(value);
      } else if (isTrue(value)) {
        mirrors.add(new RemoteMirror(remote, RemoteMirror.Effect.PUBLISHES));
      }
    }
    fetched.forEach((remote, refspecs) -> {
      if (RemoteMirror.OURS.stream().anyMatch(ours -> isFetched(ours, refspecs))) {
        mirrors.add(new RemoteMirror(remote, RemoteMirror.Effect.REMOVES));
      }
    });
    return mirrors;
  }

  private static boolean isTrue(String value) {
    return List.of("true", "yes", "on", "1").contains(value.toLowerCase(Locale.ROOT));
  }

  /** Whether what is below {@code ours} here counts as the other side's. */
  private static boolean isFetched(String ours, List<String> refspecs) {
    return refspecs.stream()
        .filter(refspec -> refspec.contains(":"))
        .map(refspec -> refspec.split(":", 2))
        .filter(sides -> reaches(sides[1], ours))
        .map(sides -> theirs(sides[0].replace("+", ""), sides[1], ours))
        .anyMatch(theirs ->
            refspecs.stream()
                .filter(refspec -> refspec.startsWith("^"))
                .noneMatch(excluded -> theirs.startsWith(beforeStar(excluded.substring(1)))));
  }

  private static boolean reaches(String pattern, String ours) {
    String before = beforeStar(pattern);
    return before.startsWith(ours) || (pattern.contains("*") && ours.startsWith(before));
  }

  /** What the other side calls it, of which git says that it is not fetched. */
  private static String theirs(String source, String destination, String ours) {
    String before = beforeStar(destination);
    return ours.startsWith(before)
        ? beforeStar(source) + ours.substring(before.length())
        : beforeStar(source);
  }

  private static String beforeStar(String pattern) {
    return pattern.split("\\*", 2)[0];
  }

  private static Path canonical(Path path) {
    if (!Files.exists(path)) {
      throw path.toString().indexOf(LOST) >= 0
          ? notText(path)
          : refused(Refusal.MISSING, path, "does not exist");
    }
    if (!Files.isDirectory(path)) {
      throw refused(Refusal.NOT_A_FOLDER, path, "is not a folder: name the checkout's folder");
    }
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      throw refused(Refusal.MISSING, path, "cannot be reached (" + e + ")");
    }
    if (!RawPath.of(real.getRoot(), real).isText()) {
      throw notText(real);
    }
    return real;
  }

  private static RepositoryRefusedException notText(Path path) {
    return refused(
        Refusal.NAME_NOT_UTF8,
        path,
        "has a name in it that is not UTF-8 (%c stands for what is none), and only paths in UTF-8 can be told to git, agents and people here: rename that folder"
            .formatted(LOST));
  }

  private static RepositoryRefusedException refused(Refusal reason, Path path, String sentence) {
    return new RepositoryRefusedException(reason, path + " " + sentence);
  }
}
