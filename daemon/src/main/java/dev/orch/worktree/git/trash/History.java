package dev.orch.worktree.git.trash;

import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import dev.orch.worktree.git.Refs;
import dev.orch.worktree.git.preserve.ObjectWriter;
import dev.orch.worktree.git.snapshot.OwnState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commits that nothing but a session's worktree, those inside of it and its branch name. They
 * are kept as the parents of one commit.
 *
 * @param ref that names it
 */
record History(Git git, Repository repository, String ref) {
  private static final String NOTE = "orch: named before it was deleted";

  void keep(WorktreeRequest request) {
    Set<String> commits = new LinkedHashSet<>(kept());
    if (commits.addAll(found(request))) {
      List<String> parents = List.copyOf(commits);
      String commit =
          ObjectWriter.lasting(git, repository, repository.commonGitDir())
              .commit(parents.getFirst() + "^{tree}", parents, "what a worktree named");
      git.requirePatiently(
          GitCall.at(
              GitPlace.repository(repository).configured("core.fsync", "all"),
              "update-ref",
              ref,
              commit));
    }
  }

  private List<String> kept() {
    if (new Refs(git).commit(repository, ref).isEmpty()) {
      return List.of();
    }
    return lines(GitCall.at(GitPlace.repository(repository), "rev-parse", ref + "^@"));
  }

  private List<String> found(WorktreeRequest request) {
    Set<String> all = new LinkedHashSet<>();
    for (AdminFolder admin : ofWorktree(request)) {
      all.addAll(logged(GitPlace.worktree(admin, admin.path()), "HEAD"));
      all.addAll(new OwnState(git, repository, admin).commits());
    }
    // What git has of them stays, with their reflogs: only what it does not read has to be kept.
    for (AdminFolder inside : AdminFolder.inside(repository, request.path()).keySet()) {
      all.addAll(new OwnState(git, repository, inside).commits());
    }
    all.addAll(logged(GitPlace.repository(repository), "refs/heads/" + request.branch()));
    Optional<String> tip = new Refs(git).tip(repository, request.branch());
    if (all.isEmpty() || tip.isEmpty()) {
      return List.copyOf(all);
    }
    String wanted = String.join("\n", all) + "\n^" + tip.get() + "\n";
    Set<String> unreached =
        Set.copyOf(
            lines(
                GitCall.at(GitPlace.repository(repository), "rev-list", "--stdin")
                    .saying(wanted)
                    .takingLong()));
    return all.stream().filter(unreached::contains).toList();
  }

  /** Nothing without a reflog, or without a commit. */
  private List<String> logged(GitPlace place, String name) {
    GitResult log = git.run(GitCall.at(place, "rev-list", "--walk-reflogs", name, "--"));
    return log.ok() ? log.value().lines().toList() : List.of();
  }

  private List<AdminFolder> ofWorktree(WorktreeRequest request) {
    return AdminFolder.claiming(repository, request.path()).stream()
        .filter(admin -> admin.isComplete(repository))
        .toList();
  }

  private List<String> lines(GitCall call) {
    return git.require(call).value().lines().toList();
  }

  /** Whether they are named now: where git has no reflog of the worktree, nothing else does. */
  boolean giveBack(WorktreeRequest request) {
    List<String> commits = kept();
    return commits.isEmpty()
        || ofWorktree(request).stream()
            .findFirst()
            .filter(admin -> log(admin, commits))
            .isPresent();
  }

  /** No command of git writes to a reflog alone. */
  private boolean log(AdminFolder admin, List<String> commits) {
    Path log = admin.path().resolve("logs/HEAD");
    GitPlace place = GitPlace.worktree(admin, admin.path());
    GitResult head =
        git.run(GitCall.at(place, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"));
    if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) || !head.ok()) {
      return false;
    }
    try {
      String there = Files.readString(log, StandardCharsets.ISO_8859_1);
      List<String> missing =
          commits.reversed().stream().filter(commit -> !there.contains(commit)).toList();
      if (!missing.isEmpty()) {
        Files.writeString(
            log,
            entries(head.value(), missing),
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS);
      }
      return true;
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + log, e);
    }
  }

  /** From where it is over all of them, and back. */
  private String entries(String head, List<String> commits) {
    GitPlace nobody =
        GitPlace.repository(repository)
            .with("GIT_COMMITTER_NAME", "orch")
            .with("GIT_COMMITTER_EMAIL", "orch@localhost");
    String now = git.require(GitCall.at(nobody, "var", "GIT_COMMITTER_IDENT")).value();
    List<String> way = new ArrayList<>(List.of(head));
    way.addAll(commits);
    way.add(head);
    return Stream.iterate(1, i -> i < way.size(), i -> i + 1)
        .map(i -> "%s %s %s\t%s\n".formatted(way.get(i - 1), way.get(i), now, NOTE))
        .collect(Collectors.joining());
  }
}
