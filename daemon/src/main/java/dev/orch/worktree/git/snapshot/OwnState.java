package dev.orch.worktree.git.snapshot;

import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory.Reason;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What git has of one worktree beside its index and what is checked out, in its folder of {@code
 * worktrees}: what is under way, settings and refs of its own. It goes with that folder.
 */
public final class OwnState {
  /** What lies there while something is under way. */
  private static final Map<String, Reason> UNDER_WAY = new LinkedHashMap<>();

  static {
    UNDER_WAY.put("rebase-merge", Reason.REBASE);
    UNDER_WAY.put("rebase-apply", Reason.REBASE);
    UNDER_WAY.put("MERGE_HEAD", Reason.MERGE);
    UNDER_WAY.put("MERGE_AUTOSTASH", Reason.MERGE);
    UNDER_WAY.put("CHERRY_PICK_HEAD", Reason.CHERRY_PICK);
    UNDER_WAY.put("REVERT_HEAD", Reason.REVERT);
    UNDER_WAY.put("sequencer", Reason.CHERRY_PICK);
    UNDER_WAY.put("BISECT_LOG", Reason.BISECT);
  }

  /** Files there that name a commit in each line. Git's {@code gc} does not read them. */
  private static final List<String> NAMING =
      List.of(
          "MERGE_HEAD",
          "MERGE_AUTOSTASH",
          "CHERRY_PICK_HEAD",
          "REVERT_HEAD",
          "REBASE_HEAD",
          "ORIG_HEAD",
          "BISECT_EXPECTED_REV",
          "rebase-merge/autostash",
          "rebase-merge/orig-head",
          "rebase-merge/onto",
          "rebase-merge/stopped-sha",
          "rebase-apply/autostash",
          "rebase-apply/orig-head",
          "rebase-apply/onto");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

  /** Refs that git has for each worktree alone. */
  private static final List<String> REFS =
      List.of("refs/worktree", "refs/bisect", "refs/rewritten");

  private static final String SETTINGS = "config.worktree";

  /** A copy of {@link #SETTINGS} as they were at first. */
  private static final String GIVEN = "orch-config.worktree";

  /** Git leaves these out when it makes a worktree with the settings of the main one. */
  private static final Set<String> NOT_HANDED_ON = Set.of("core.bare", "core.worktree");

  private static final long LONGEST = 65_536;

  private final Git git;
  private final Repository repository;
  private final AdminFolder admin;

  /** Of the worktree that has this folder. */
  public OwnState(Git git, Repository repository, AdminFolder admin) {
    this.git = git;
    this.repository = repository;
    this.admin = admin;
  }

  /** Why it could not be made again as it is. */
  public List<Reason> reasons() {
    List<Reason> reasons =
        new ArrayList<>(
            UNDER_WAY.entrySet().stream()
                .filter(entry -> isThere(entry.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList());
    if (hasSettings()) {
      reasons.add(Reason.OWN_SETTINGS);
    }
    if (!refs("refs/worktree").isEmpty()) {
      reasons.add(Reason.OWN_REFS);
    }
    return reasons;
  }

  /** The commits that it names, each once. Some of them may be named by nothing else. */
  public List<String> commits() {
    Set<String> named = new LinkedHashSet<>();
    for (String file : NAMING) {
      lines(file).filter(line -> ID.matcher(line).matches()).forEach(named::add);
    }
    named.addAll(refs(REFS.toArray(String[]::new)));
    if (named.isEmpty()) {
      return List.of();
    }
    GitCall kinds =
        GitCall.at(
            GitPlace.repository(repository),
            "cat-file",
            "--batch-check=%(objecttype) %(objectname)");
    String told = git.require(kinds.saying(String.join("\n", named) + "\n")).out();
    return told.lines()
        .filter(line -> line.startsWith("commit "))
        .map(line -> line.substring("commit ".length()))
        .toList();
  }

  private boolean isThere(String name) {
    return Files.exists(admin.path().resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private List<String> refs(String... below) {
    Stream<String> arguments =
        Stream.concat(Stream.of("for-each-ref", "--format=%(objectname)"), Stream.of(below));
    GitPlace own = GitPlace.worktree(admin, admin.path());
    return git.require(GitCall.at(own, arguments.toArray(String[]::new))).out().lines().toList();
  }

  /** Others than it was made with, and than a new worktree would get. */
  private boolean hasSettings() {
    if (!isThere(SETTINGS)) {
      return false;
    }
    Set<String> given = new HashSet<>(settings(repository.commonGitDir().resolve(SETTINGS)));
    given.addAll(settings(admin.path().resolve(GIVEN)));
    return !given.containsAll(settings(admin.path().resolve(SETTINGS)));
  }

  /**
   * Remembers the settings that git made the worktree with, which are those of the main one at that
   * time: they are not its own, whatever becomes of these. Call it before anybody works there;
   * again is once.
   */
  public void rememberSettings() {
    Path settings = admin.path().resolve(SETTINGS);
    try {
      if (Files.isRegularFile(settings, LinkOption.NOFOLLOW_LINKS)) {
        Files.copy(settings, admin.path().resolve(GIVEN), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot copy " + settings, e);
    }
  }

  private Set<String> settings(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Set.of();
    }
    GitCall list =
        GitCall.at(
            GitPlace.repository(repository),
            "config",
            "--file",
            file.toString(),
            "--no-includes",
            "--list",
            "-z");
    return git.require(list.raw()).fields().stream()
        .filter(setting -> !NOT_HANDED_ON.contains(setting.lines().findFirst().orElse("")))
        .collect(Collectors.toSet());
  }

  private Stream<String> lines(String name) {
    Path file = admin.path().resolve(name);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
        return Stream.of();
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().map(String::strip);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + file, e);
    }
  }
}
