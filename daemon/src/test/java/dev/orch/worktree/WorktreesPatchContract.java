package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.RawPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The difference that a session leaves: applied to the base it gives the worktree byte for byte.
 */
public abstract class WorktreesPatchContract extends WorktreesFixture {
  private WorktreeRequest request;
  private Path worktree;
  private Path target;

  @BeforeEach
  void aRepositoryOfManyKindsOfFiles() throws Exception {
    user.write("text.txt", "one\ntwo\nthree\n")
        .write("gone.txt", "gone\n")
        .write("crlf.txt", "one\r\ntwo\r\n")
        .write("open.txt", "no newline")
        .write("run.sh", "#!/bin/sh\n")
        .write("old name.txt", "line\n".repeat(40))
        .write("dir/file.txt", "in a folder\n")
        .write(".gitignore", "*.ignored\n");
    Files.write(user.folder().resolve("binary"), random(1, 3000));
    Files.createSymbolicLink(user.folder().resolve("link"), Path.of("text.txt"));
    user.commit("many");
    request = request(SESSION);
    create(request);
    worktree = request.path();
    target = Files.createDirectories(temp.resolve("artifacts")).resolve("diff.patch");
  }

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Patch diff() {
    return worktrees.diff(repository, request, target);
  }

  /** Every file's kind, mode and content. */
  private static SortedMap<String, String> content(Path root) throws Exception {
    SortedMap<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String name = root.relativize(file).toString();
        if (name.startsWith(".orchestrator") || name.equals(".git") || name.startsWith(".git/")) {
          continue;
        }
        if (Files.isSymbolicLink(file)) {
          content.put(name, "link to " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file)) {
          String kind = Files.isExecutable(file) ? "program " : "file ";
          content.put(name, kind + HexFormat.of().formatHex(sha256(file)));
        }
      }
    }
    return content;
  }

  private static byte[] sha256(Path file) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
  }

  private void assertThatItAppliesToTheBase() throws Exception {
    user.git("apply", "--whitespace=nowarn", target.toString());
    assertThat(content(user.folder())).isEqualTo(content(worktree));
  }

  @Test
  void everyKindOfChangeComesBackByteForByte() throws Exception {
    at(request)
        .write("text.txt", "one\n2\nthree\n")
        .write("crlf.txt", "one\r\nTWO\r\nthree\n")
        .write("open.txt", "still no newline")
        .write("new folder/new file", "new")
        .write("empty", "");
    Files.delete(worktree.resolve("gone.txt"));
    Files.write(worktree.resolve("binary"), random(2, 4000));
    Files.write(worktree.resolve("new-binary"), random(3, 70_000));
    Files.setPosixFilePermissions(
        worktree.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(worktree.resolve("old name.txt"), worktree.resolve("new name.txt"));
    Files.delete(worktree.resolve("link"));
    Files.createSymbolicLink(worktree.resolve("link"), Path.of("binary"));
    Files.createSymbolicLink(worktree.resolve("new link"), Path.of("no/where"));

    Patch patch = diff();

    assertThat(patch.files()).isEqualTo(12);
    assertThat(Files.readString(target, StandardCharsets.ISO_8859_1))
        .contains("rename from old name.txt", "GIT binary patch", "new mode 100755");
    assertThatItAppliesToTheBase();
  }

  @Test
  void kindsOfFilesMayBeExchanged() throws Exception {
    deleteTree(worktree.resolve("dir"));
    Files.createSymbolicLink(worktree.resolve("dir"), Path.of("text.txt"));
    Files.delete(worktree.resolve("text.txt"));
    at(request).write("text.txt/inner.txt", "now a folder\n");
    Files.delete(worktree.resolve("link"));
    at(request).write("link", "now a file\n");

    diff();

    assertThatItAppliesToTheBase();
  }

  @Test
  void commitsStagedAndUnstagedChangesAreOneDifference() throws Exception {
    at(request).write("text.txt", "committed\n").commit("one");
    at(request).write("crlf.txt", "staged\r\n").git("add", "crlf.txt");
    at(request).write("open.txt", "unstaged");
    at(request).write("intent.txt", "intent\n").git("add", "--intent-to-add", "intent.txt");

    diff();

    assertThatItAppliesToTheBase();
  }

  @Test
  void namesMayHoldAnything() throws Exception {
    at(request)
        .write("a\"quote", "1")
        .write("tab\there", "2")
        .write("new\nline", "3")
        .write("-dash", "4")
        .write(":(top)magic", "5")
        .write("back\\slash*", "6")
        .write(" spaces ", "7");
    if (System.getProperty("sun.jnu.encoding").equals("UTF-8")) {
      at(request).write("größe/日本", "8");
    }

    diff();

    assertThatItAppliesToTheBase();
  }

  @Test
  void namesThatAreNoTextAreTakenToo() throws Exception {
    shell(worktree, "printf x > \"$(printf 'latin-\\374')\"");

    Patch patch = diff();
    user.git("apply", target.toString());

    assertThat(patch.files()).isEqualTo(1);
    shell(user.folder(), "test x = \"$(cat \"$(printf 'latin-\\374')\")\"");
  }

  @Test
  void theUsersSettingsForDifferencesDoNotMatter() throws Exception {
    user.git("config", "--global", "diff.noprefix", "true");
    user.git("config", "--global", "diff.mnemonicPrefix", "true");
    user.git("config", "--global", "diff.renames", "false");
    user.git("config", "--global", "diff.context", "0");
    user.git("config", "--global", "diff.external", "false");
    user.git("config", "--global", "color.ui", "always");
    user.git("config", "--global", "core.safecrlf", "true");
    user.git("config", "--global", "diff.relative", "true");
    at(request).write("text.txt", "changed\n").write("crlf.txt", "changed\r\nmixed\n");

    diff();

    assertThat(target).content().contains("--- a/text.txt\n+++ b/text.txt\n");
    assertThatItAppliesToTheBase();
  }

  @Test
  void ignoredFilesAndWhatIsInNestedRepositoriesIsLeftOut() throws Exception {
    at(request).write("build.ignored", "x").write("text.txt", "changed\n");
    GitRepository.init(worktree.resolve("unborn"), temp.resolve("home"));
    GitRepository.withCommit(worktree.resolve("nested"), temp.resolve("home"));
    GitRepository.withCommit(worktree.resolve("added"), temp.resolve("home"));
    at(request).git("add", "added");
    at(request).write("added/more.txt", "more");

    Patch patch = diff();

    assertThat(patch).isEqualTo(new Patch(target, 2, 2, 3, ""));
    assertThat(target)
        .content()
        .contains("b/added\n@@ -0,0 +1 @@\n+Subproject commit ")
        .doesNotContain("nested", "more", "unborn", "ignored");
  }

  private Patch diffOfTheOwner() throws Exception {
    return OwnersRights.call(this::diff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"---------", "-wx------", "rw-------"})
  void whatIsInAFolderThatCannotBeReadIsToldOf(String permissions) throws Exception {
    at(request).write("locked/file.txt", "x").write("dir/file.txt", "changed\n");
    Path folder = worktree.resolve(permissions.startsWith("r") ? "dir" : "locked");
    OwnersRights.permit(folder, permissions);
    try {
      assertThat(diffOfTheOwner().unread())
          .startsWith(folder + " cannot be read:")
          .contains("chmod u+rwx " + folder);
    } finally {
      OwnersRights.permit(folder, "rwxr-xr-x");
    }
    assertThat(diffOfTheOwner().unread()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"new.txt", "text.txt", "gr\u00f6\u00dfe [1].txt"})
  void aFileThatCannotBeReadIsNamedAndTheRestIsThere(String name) throws Exception {
    at(request).write(name, "changed\n").write("a.txt", "a\n").write("z.txt", "z\n");
    at(request).write("open.txt", "changed\n");
    Path file = worktree.resolve(name);
    OwnersRights.permit(file, "---------");

    Patch patch = diffOfTheOwner();

    assertThat(patch.files()).isEqualTo(3);
    assertThat(patch.unread()).startsWith(file + " cannot be read:").endsWith("then try again");
    assertThat(target).content().contains("a.txt", "open.txt", "z.txt").doesNotContain(name);
    OwnersRights.permit(worktree.resolve("a.txt"), "---------");
    assertThat(diffOfTheOwner().unread()).endsWith("; 1 more cannot be read");
  }

  @Test
  void whatIsUnreadableIsComparedByteForByte() throws Exception {
    byte[] rules = "b\u00e4r/\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(worktree.resolve(".gitignore"), rules);
    Path known = new RawPath("b\u00e4r").in(worktree);
    Files.createDirectory(known);
    Files.writeString(known.resolve("known.txt"), "x");
    at(request).git("add", "--force", "--all");
    Path ignored = new RawPath("caf\u00e9").in(worktree);
    Files.createDirectory(ignored);
    Path locked = Files.createDirectory(worktree.resolve("locked"));
    try {
      OwnersRights.permit(ignored, "---------");
      OwnersRights.permit(locked, "---------");
      assertThat(diffOfTheOwner().unread()).startsWith(locked + " ").endsWith("then try again");
      OwnersRights.permit(known, "---------");
      assertThat(diffOfTheOwner().unread())
          .startsWith(known + " ")
          .endsWith("; 1 more cannot be read");
    } finally {
      OwnersRights.permit(known, "rwxr-xr-x");
      OwnersRights.permit(locked, "rwxr-xr-x");
      OwnersRights.permit(ignored, "rwxr-xr-x");
    }
  }

  @Test
  void whatGitIgnoresMayBeUnreadable() throws Exception {
    at(request).write("in.ignored/file.txt", "x").write("dir/a.ignored", "x");
    OwnersRights.permit(worktree.resolve("dir/a.ignored"), "---------");
    OwnersRights.permit(worktree.resolve("in.ignored"), "---------");
    try {
      assertThat(diffOfTheOwner()).isEqualTo(new Patch(target, 0, 0, 0, ""));
      at(request).write("locked/file.txt", "x");
      OwnersRights.permit(worktree.resolve("locked"), "---------");
      assertThat(diffOfTheOwner().unread()).startsWith(worktree + "/locked ");
    } finally {
      OwnersRights.permit(worktree.resolve("locked"), "rwxr-xr-x");
      OwnersRights.permit(worktree.resolve("in.ignored"), "rwxr-xr-x");
    }
  }

  @Test
  void noChangeIsAnEmptyDifference() {
    assertThat(diff()).isEqualTo(new Patch(target, 0, 0, 0, ""));
    assertThat(target).isEmptyFile();
  }

  @Test
  void neitherIndexNorObjectsAreTouched() throws Exception {
    at(request).write("text.txt", "changed\n").write("new.txt", "new\n");
    Path index = Path.of(at(request).git("rev-parse", "--git-path", "index").strip());
    byte[] before = Files.readAllBytes(index);
    FileTime time = Files.getLastModifiedTime(index);
    String objects = user.git("count-objects", "--verbose");

    diff();

    assertThat(Files.readAllBytes(index)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(index)).isEqualTo(time);
    assertThat(user.git("count-objects", "--verbose")).isEqualTo(objects);
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertThat(left).containsExactly(target);
    }
  }

  @Test
  void aChangeInTheMomentOfTheCheckoutIsSeen() throws Exception {
    user.git("config", "core.trustctime", "false");
    Path file = worktree.resolve("text.txt");
    FileTime time = FileTime.from(Instant.now().minusSeconds(10).truncatedTo(ChronoUnit.SECONDS));
    Files.setLastModifiedTime(file, time);
    at(request).git("update-index", "--refresh");
    Files.writeString(file, "ONE\ntwo\nthree\n");
    Files.setLastModifiedTime(file, time);
    Path index = Path.of(at(request).git("rev-parse", "--git-path", "index").strip());
    Files.setLastModifiedTime(index, time);

    assertThat(diff().files()).isEqualTo(1);
  }

  @Test
  void aDifferenceThatCannotBeMadeLeavesTheOldOne() throws Exception {
    Files.writeString(target, "old");
    WorktreeRequest lost = new WorktreeRequest(SESSION, worktree, request.branch(), "1".repeat(40));

    assertThatThrownBy(() -> worktrees.diff(repository, lost, target))
        .isInstanceOf(WorktreeFailedException.class);

    assertThat(target).hasContent("old");
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertThat(left).containsExactly(target);
    }
  }

  private static void shell(Path folder, String line) throws Exception {
    Process sh = new ProcessBuilder("sh", "-c", line).directory(folder.toFile()).start();
    assertThat(sh.waitFor()).isZero();
  }
}
