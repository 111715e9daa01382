package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.RawPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A session's worktree, and all that can be seen of it and of the user's checkout. */
public abstract class PreservedWorktreesFixture extends WorktreesFixture {
  protected PreservedWorktrees preserved;
  protected WorktreeRequest request;
  protected GitRepository agent;

  protected abstract PreservedWorktrees preserved();

  @BeforeEach
  void oneWorktree() {
    preserved = preserved();
    user.write("text.txt", "one\ntwo\nthree\n").write("gone.txt", "gone\n").write("b/c.txt", "c\n");
    user.write("old name.txt", "line\n".repeat(40)).write(".gitignore", "*.ignored\nbuild/\n");
    user.commit("many");
    request = request(SESSION);
    create(request);
    agent = at(request);
  }

  /** The worktree of another commit of the user's. */
  protected void begin() {
    request = request(SESSION);
    create(request);
    agent = at(request);
  }

  /** All that is to be the same after it was given up and made again. */
  protected record Seen(String status, String entries, SortedMap<String, String> files) {}

  protected Seen seen() {
    return new Seen(
        agent.git("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all"),
        agent.git("ls-files", "-v", "--stage", "-z"),
        files(request.path()));
  }

  protected Preserved release() {
    Preserved kept = preserved.preserve(repository, request, 1);
    preserved.giveUp(repository, request, kept);
    return kept;
  }

  protected Worktree restore(Preserved kept) {
    return preserved.restore(repository, request, kept, Map.of());
  }

  /** Takes the worktree away and makes it again; all is as it was. */
  protected void comesBack() {
    String users = checkout();
    SortedMap<String, String> before = userBytes();
    Seen its = seen();

    Runnable back = goes();
    assertThat(request.path()).doesNotExist();
    assertThat(userBytes()).isEqualTo(before);
    back.run();

    assertThat(seen()).isEqualTo(its);
    assertThat(userBytes()).isEqualTo(before);
    assertThat(checkout()).isEqualTo(users);
    assertThat(agent.tryGit("fsck", "--no-dangling").exit()).isZero();
  }

  /** Takes it away. What is returned makes it again. */
  protected Runnable goes() {
    Preserved kept = release();
    return () -> restore(kept);
  }

  /** The user's files with their permissions, and the bytes of the index. */
  private SortedMap<String, String> userBytes() {
    SortedMap<String, String> bytes = files(user.folder());
    try {
      bytes.put(
          "the index",
          HexFormat.of().formatHex(Files.readAllBytes(user.folder().resolve(".git/index"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  protected Path file(String latin) {
    return new RawPath(latin).in(request.path());
  }

  /** Every file's kind, permissions and content; ignored files not. */
  protected static SortedMap<String, String> files(Path root) {
    SortedMap<String, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.toList()) {
        String name = file.toUri().getRawPath().substring(root.toUri().getRawPath().length());
        if (name.startsWith(".orchestrator") || name.equals(".git") || name.startsWith(".git/")) {
          continue;
        }
        if (Files.isSymbolicLink(file)) {
          content.put(name, "link to " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file)) {
          content.put(
              name,
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                  + HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return content;
  }

  protected static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
