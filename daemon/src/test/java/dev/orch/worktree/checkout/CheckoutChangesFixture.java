package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.WorktreesFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A project with some files, a session's worktree of it, and what of it is compared. */
public abstract class CheckoutChangesFixture extends WorktreesFixture {
  protected Path checkout;
  protected CheckoutChanges changes;
  protected WorktreeRequest request;
  protected Path worktree;
  protected GitRepository agent;

  protected abstract CheckoutChanges changes(Path home, Runnable betweenSteps);

  @BeforeEach
  void aProjectWithFilesAndASession() throws Exception {
    user.write("text.txt", lines("one", "two", "three", "four", "five", "six", "seven"))
        .write("gone.txt", "gone\n")
        .write("run.sh", "#!/bin/sh\n")
        .write("dir/a.txt", "a\n")
        .write("dir/deep/b.txt", "b\n")
        .write("other.txt", "nobody touches it\n")
        .write(".gitignore", "*.ignored\n");
    Files.createSymbolicLink(user.folder().resolve("link"), Path.of("text.txt"));
    user.commit("files");
    checkout = user.folder();
    changes = changes(temp.resolve("home"), () -> {});
    request = beginAt(SESSION_AT_HEAD);
    worktree = request.path();
    agent = at(request);
  }

  /** A session from what the user has checked out. */
  protected void begin() {
    begin(SESSION_AT_HEAD);
  }

  protected static final String SESSION_AT_HEAD = "HEAD";

  protected void begin(String base) {
    user.git("worktree", "remove", "--force", "--force", worktree.toString());
    user.git("branch", "-D", request.branch().value());
    user.git("update-ref", "-d", "refs/orch/owned/" + SESSION);
    request = beginAt(base);
    worktree = request.path();
    agent = at(request);
  }

  private WorktreeRequest beginAt(String base) {
    WorktreeRequest wanted = request(SESSION);
    WorktreeRequest begun =
        new WorktreeRequest(SESSION, wanted.path(), wanted.branch(), user.commitOf(base));
    create(begun);
    return begun;
  }

  protected static String lines(String... lines) {
    return Stream.of(lines).map(line -> line + "\n").collect(Collectors.joining());
  }

  protected SessionChange change() {
    return changeBut();
  }

  protected SessionChange changeBut(String... except) {
    return new SessionChange(
        SESSION, request.base(), new SessionChange.Source.Worktree(worktree), Set.of(except));
  }

  protected ChangePlan plan() {
    return changes.plan(repository, change());
  }

  protected ChangeOutcome apply() {
    return apply(changes);
  }

  protected ChangeOutcome apply(CheckoutChanges by) {
    ChangePlan plan = by.plan(repository, change());
    assertThat(plan.obstacles()).isEmpty();
    return by.execute(repository, by.keep(repository, change(), plan::requireSame));
  }

  protected ChangeOutcome undo() {
    ChangePlan plan = changes.planUndo(repository, SESSION);
    assertThat(plan.obstacles()).isEmpty();
    return changes.execute(repository, changes.keepUndo(repository, plan));
  }

  /** What keeps a plan from being carried out: paths and reasons. */
  protected static Map<String, Obstacle.Why> obstacles(ChangePlan plan) {
    return plan.obstacles().stream()
        .collect(
            Collectors.toMap(
                one -> one.path().shown(), Obstacle::why, (one, _) -> one, TreeMap::new));
  }

  protected static List<String> needed(ChangePlan plan) {
    return plan.needed().stream().map(change -> change.kind() + " " + change.path()).toList();
  }

  /** Every file, link and folder of the checkout with its mode, and the bytes of the index. */
  protected SortedMap<String, String> everything() {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(checkout)) {
      for (Path file : files.toList()) {
        String name = checkout.relativize(file).toString();
        boolean ours = name.startsWith(".orchestrator") || name.startsWith(".git/");
        if (!ours || name.equals(".git/index")) {
          all.put(file.toUri().getRawPath(), describe(file));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths that are not as they were, with what is there now. */
  protected SortedMap<String, String> differences(SortedMap<String, String> before) {
    SortedMap<String, String> now = everything();
    SortedMap<String, String> all = new TreeMap<>();
    Stream.concat(now.keySet().stream(), before.keySet().stream())
        .filter(path -> !now.getOrDefault(path, "").equals(before.getOrDefault(path, "")))
        .forEach(path -> all.put(path, now.getOrDefault(path, "nothing")));
    return all;
  }

  protected static String describe(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link to " + Files.readSymbolicLink(file);
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    return Files.isDirectory(file)
        ? mode + " folder"
        : mode + " " + HexFormat.of().formatHex(Files.readAllBytes(file));
  }

  protected String read(String file) throws IOException {
    return Files.readString(checkout.resolve(file), StandardCharsets.UTF_8);
  }

  protected static void setMode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** For names and targets that Java cannot write down. */
  protected static void sh(Path folder, String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-ec", script).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  /** Ends a call before its step of that number, counted from one. */
  protected static final class Killed implements Runnable {
    private final int at;
    private int step;

    /** Before that one. */
    public Killed(int at) {
      this.at = at;
    }

    /** Whether it has come to that step. */
    public boolean happened() {
      return step >= at;
    }

    @Override
    public void run() {
      step++;
      if (step == at) {
        throw new IllegalStateException("killed");
      }
    }
  }

  /** Files, links and folders, each in the place of another, and a mode. */
  protected void changeEverything() throws Exception {
    sh(
        worktree,
        "rm -r dir; echo file > dir; rm text.txt; mkdir -p text.txt/sub; echo x > text.txt/sub/y;"
            + " rm gone.txt; chmod +x run.sh; rm link; ln -s a link; mkdir -p n/m; echo n > n/m/o");
  }
}
