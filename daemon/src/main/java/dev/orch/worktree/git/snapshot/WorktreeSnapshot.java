package dev.orch.worktree.git.snapshot;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Repository;
import dev.orch.worktree.UnreadableFilesException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worktree as it stands, untracked files among it and ignored ones not, in an index of its own. A
 * copy of the index takes up what was changed and added, a scratch object store what that makes:
 * nothing of the user's is written to. Nested repositories are never entered: their own
 * configuration could run programs. Of a submodule the commit is taken up that is checked out in
 * it; others are left out whole.
 */
public final class WorktreeSnapshot {
  static final String GITLINK = "160000 ";
  private final Git git;
  private final AdminFolder admin;
  private final Path scratch;
  private final GitPlace place;
  private String unread = "";

  private WorktreeSnapshot(Git git, AdminFolder admin, Path scratch, GitPlace place) {
    this.git = git;
    this.admin = admin;
    this.scratch = scratch;
    this.place =
        place
            .with("GIT_INDEX_FILE", scratch.resolve("index").toString())
            .configured("core.safecrlf", "false");
  }

  /**
   * Takes up everything that this process may read; {@link #unread} tells of the rest. A file that
   * git knows is then as it is in the worktree's index.
   *
   * @param scratch a folder of the caller's alone, which removes it; its {@code objects} holds what
   *     the repository lacks
   * @throws WorktreeFailedException if it is no worktree of the repository, or git fails
   */
  public static WorktreeSnapshot take(Git git, Repository repository, Path worktree, Path scratch)
      throws IOException {
    AdminFolder admin = admin(repository, worktree);
    Path objects = Files.createDirectories(scratch.resolve("objects"));
    GitPlace place = storing(GitPlace.worktree(admin, worktree), repository, objects);
    return new WorktreeSnapshot(git, admin, scratch, place).takeUpEverything();
  }

  /**
   * As {@link #take}, with what it makes written through to the disk in the repository's own object
   * store: the caller names it by a ref.
   *
   * @throws UnreadableFilesException if there is anything that this process may not read
   */
  public static WorktreeSnapshot takeForGood(
      Git git, Repository repository, Path worktree, Path scratch) throws IOException {
    AdminFolder admin = admin(repository, worktree);
    Files.createDirectories(scratch);
    GitPlace place = GitPlace.worktree(admin, worktree).configured("core.fsync", "all");
    WorktreeSnapshot all = new WorktreeSnapshot(git, admin, scratch, place).takeUpEverything();
    all.requireRead();
    return all;
  }

  private static AdminFolder admin(Repository repository, Path worktree) {
    return AdminFolder.of(repository, worktree)
        .orElseThrow(() ->
            new WorktreeFailedException(
                worktree + " is no worktree of " + repository.path() + " any more"));
  }

  /** The place, with what it makes going to a folder instead of the repository's object store. */
  public static GitPlace storing(GitPlace place, Repository repository, Path objects) {
    return place
        .with("GIT_OBJECT_DIRECTORY", objects.toString())
        .with(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            quoted(repository.commonGitDir().resolve("objects")));
  }

  /** What it lacks since this process may not read it, for a person; empty for nothing. */
  public String unread() {
    return unread;
  }

  /**
   * Makes sure that nothing is left out since it may not be read.
   *
   * @throws UnreadableFilesException with what is
   */
  public void requireRead() {
    if (!unread.isEmpty()) {
      throw new UnreadableFilesException(unread);
    }
  }

  /** Where git sees the snapshot as its index. */
  public GitPlace place() {
    return place;
  }

  /** The repositories inside that the worktree's index does not know, as raw bytes. */
  public List<String> nested() throws IOException {
    Set<String> known =
        fields(scratch.resolve("staged"))
            .filter(field -> field.startsWith(GITLINK))
            .map(WorktreeSnapshot::path)
            .collect(Collectors.toSet());
    return fields(scratch.resolve("others"))
        .filter(field -> field.endsWith("/"))
        .filter(field -> !known.contains(field.substring(0, field.length() - 1)))
        .toList();
  }

  /**
   * The submodules with changes inside that they have not committed, as raw bytes: those are left
   * out. Also where git cannot tell.
   */
  public List<String> changedSubmodules() throws IOException {
    return fields(scratch.resolve("staged"))
        .filter(WorktreeSnapshot::isMergedGitlink)
        .filter(field -> isMade(folder(field)))
        .filter(field -> new NestedRepository(git, folder(field), List.of()).mayHaveChanges())
        .map(WorktreeSnapshot::path)
        .toList();
  }

  /** What a merge that is under way has left to be decided, as raw bytes. */
  public Set<String> unmerged() throws IOException {
    return fields(scratch.resolve("staged"))
        .filter(field -> !field.isEmpty() && !field.startsWith("0\t", field.indexOf('\t') - 1))
        .map(WorktreeSnapshot::path)
        .collect(Collectors.toSet());
  }

  /** Whether a submodule has more than its place. */
  static boolean isMade(Path submodule) {
    return Files.exists(submodule.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
  }

  /** The snapshot as a tree. */
  public String tree() {
    return git.require(GitCall.at(place, "write-tree").takingLong()).value();
  }

  /** A submodule whose folder is gone, or is a file by now, is as any other file that is. */
  private void addSubmodules(Set<RawPath> without) throws IOException {
    String links =
        fields(scratch.resolve("staged"))
            .filter(WorktreeSnapshot::isMergedGitlink)
            .filter(field -> Files.isDirectory(folder(field), LinkOption.NOFOLLOW_LINKS))
            .map(field -> "%s%s\t%s\0".formatted(GITLINK, checkedOut(field), path(field)))
            .collect(Collectors.joining());
    if (!links.isEmpty()) {
      git.require(GitCall.at(place, "update-index", "-z", "--index-info").saying(links).raw());
      addOthers(without);
    }
  }

  private static boolean isMergedGitlink(String field) {
    return field.startsWith(GITLINK) && field.startsWith(" 0\t", field.indexOf('\t') - 2);
  }

  static String path(String field) {
    return field.substring(field.indexOf('\t') + 1);
  }

  private Path folder(String field) {
    return new RawPath(path(field)).in(place.folder());
  }

  /** The commit in a submodule; the index's where it is not made, or git cannot tell. */
  private String checkedOut(String field) {
    String recorded = field.substring(GITLINK.length(), field.indexOf(' ', GITLINK.length()));
    Path folder = folder(field);
    if (!isMade(folder)) {
      return recorded;
    }
    GitCall head =
        GitCall.at(GitPlace.checkout(folder), "rev-parse", "--verify", "--quiet", "HEAD");
    GitResult found = git.run(head);
    return found.ok() && found.value().length() == recorded.length() ? found.value() : recorded;
  }

  private static Stream<String> fields(Path file) throws IOException {
    return Stream.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0"));
  }

  /** What git fails at is left out of a second try. */
  private WorktreeSnapshot takeUpEverything() throws IOException {
    try {
      if (!takeUp(Set.of())) {
        unread = findUnread().map(Unread.Missed::words).orElse("");
      }
    } catch (WorktreeFailedException failure) {
      Unread.Missed missed = findUnread().orElseThrow(() -> failure);
      takeUp(missed.paths());
      unread = missed.words();
    }
    return this;
  }

  private Optional<Unread.Missed> findUnread() throws IOException {
    Path staged = scratch.resolve("staged");
    if (!Files.exists(staged)) {
      return Optional.empty();
    }
    Set<RawPath> tracked =
        fields(staged).map(WorktreeSnapshot::path).map(RawPath::new).collect(Collectors.toSet());
    return new Unread(git, place, scratch).find(tracked);
  }

  /** Whether git has passed over nothing that it would have told of. */
  private boolean takeUp(Set<RawPath> without) throws IOException {
    Path index = admin.path().resolve("index");
    if (Files.exists(index)) {
      // With its time of change: git trusts an entry only if the index is younger than the file.
      Files.copy(
          index,
          scratch.resolve("index"),
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
    }
    Path staged = scratch.resolve("staged");
    Path links = scratch.resolve("links");
    git.require(GitCall.at(place, "ls-files", "--stage", "-z").writing(staged).takingLong());
    if (keep(staged, links, field -> field.startsWith(GITLINK), true)) {
      update(links, "--force-remove");
    }
    Path wanted = scratch.resolve("wanted");
    Files.writeString(wanted, pathspec(without), StandardCharsets.ISO_8859_1);
    GitResult added =
        git.require(
            GitCall.at(
                    place,
                    "add",
                    "--update",
                    "--pathspec-from-file=" + wanted,
                    "--pathspec-file-nul")
                .takingLong());
    Path others = scratch.resolve("others");
    GitResult listed =
        git.require(
            GitCall.at(place, "ls-files", "--others", "--exclude-standard", "-z")
                .writing(others)
                .takingLong());
    addOthers(without);
    addSubmodules(without);
    return added.err().isEmpty() && listed.err().isEmpty();
  }

  private static String pathspec(Set<RawPath> without) {
    return without.stream()
        .map(path -> ":(top,exclude,literal)%s\0".formatted(path.latin()))
        .collect(Collectors.joining("", ":/\0", ""));
  }

  private void addOthers(Set<RawPath> without) throws IOException {
    Path files = scratch.resolve("files");
    Predicate<String> wanted =
        field -> !field.endsWith("/") && !without.contains(new RawPath(field));
    if (keep(scratch.resolve("others"), files, wanted, false)) {
      // What vanished since it was listed is left out.
      update(files, "--add", "--remove");
    }
  }

  private void update(Path paths, String... how) {
    List<String> arguments = new ArrayList<>(List.of("update-index", "--replace"));
    arguments.addAll(List.of(how));
    arguments.addAll(List.of("-z", "--stdin"));
    git.require(GitCall.at(place, arguments.toArray(String[]::new)).reading(paths).takingLong());
  }

  /**
   * Copies some fields of a NUL-separated file, byte by byte: paths need not be text.
   *
   * @param afterTab whether only what stands behind a field's first tab is copied
   * @return whether there was any
   */
  private static boolean keep(Path from, Path to, Predicate<String> wanted, boolean afterTab)
      throws IOException {
    boolean any = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(from));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != 0) {
          bytes.write(b);
          continue;
        }
        String field = bytes.toString(StandardCharsets.ISO_8859_1);
        bytes.reset();
        if (wanted.test(field)) {
          any = true;
          String kept = afterTab ? field.substring(field.indexOf('\t') + 1) : field;
          out.write(kept.getBytes(StandardCharsets.ISO_8859_1));
          out.write(0);
        }
      }
    }
    return any;
  }

  /** A colon in the path would end it: quoted as git quotes in C's way. */
  private static String quoted(Path path) {
    String text = path.toString();
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
