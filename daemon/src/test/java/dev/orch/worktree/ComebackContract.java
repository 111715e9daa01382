package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Work of every kind, in a worktree that is taken away and made again: it is the same to git, byte
 * for byte, and nothing of the user's checkout has changed.
 */
public abstract class ComebackContract extends PreservedWorktreesFixture {

  @Test
  void withNothingChanged() {
    comesBack();
  }

  @Test
  void withStagedAndUnstagedChangesOfOneFile() {
    agent.write("text.txt", "one\nstaged\nthree\n").git("add", "text.txt");
    agent.write("text.txt", "one\nstaged\nunstaged\n").write("new.txt", "new\n");

    comesBack();

    assertThat(agent.git("show", ":text.txt")).isEqualTo("one\nstaged\nthree\n");
  }

  @Test
  void withRenamesStagedAndNot() throws Exception {
    agent.git("mv", "old name.txt", "new name.txt");
    Files.move(file("text.txt"), file("moved.txt"));

    comesBack();
  }

  @Test
  void withDeletedFiles() throws Exception {
    agent.git("rm", "--quiet", "gone.txt");
    Files.delete(file("b/c.txt"));
    agent.git("rm", "--quiet", "--cached", "text.txt");

    comesBack();
  }

  @Test
  void withNothingInTheIndex() {
    agent.git("rm", "-r", "--quiet", "--cached", ".");

    comesBack();
  }

  @Test
  void withModesAndPermissions() throws Exception {
    Files.setPosixFilePermissions(file("text.txt"), PosixFilePermissions.fromString("rwxr-xr-x"));
    agent.write("secret", "s\n").write("shared", "s\n");
    Files.setPosixFilePermissions(file("secret"), PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(file("shared"), PosixFilePermissions.fromString("rw-rw-rw-"));

    comesBack();
  }

  @Test
  void withLinksThatLeadNowhereOutAndToFolders() throws Exception {
    Files.createSymbolicLink(file("dangling"), Path.of("no/such/file"));
    Files.createSymbolicLink(file("out"), Path.of("../../../README.md"));
    Files.createSymbolicLink(file("absolute"), temp);
    Files.createSymbolicLink(file("tidy"), Path.of("b"));
    new ProcessBuilder("ln", "-s", ".//b/../b/", file("untidy").toString()).start().waitFor();
    Files.delete(file("text.txt"));
    Files.createSymbolicLink(file("text.txt"), Path.of("gone.txt"));
    agent.git("add", "tidy", "dangling");

    comesBack();

    assertThat(Files.readSymbolicLink(file("untidy"))).hasToString(".//b/../b/");
  }

  /** Git takes what lies behind the link for deleted; nothing of it is read. */
  @Test
  void withALinkInPlaceOfAFolder() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("c.txt"), "not the agent's\n");
    deleteTree(file("b"));
    Files.createSymbolicLink(file("b"), outside);

    comesBack();

    assertThat(outside.resolve("c.txt")).hasContent("not the agent's\n");
  }

  @Test
  void withFilesAndFoldersInEachOthersPlace() throws Exception {
    Files.delete(file("text.txt"));
    agent.write("text.txt/in.txt", "in\n");
    deleteTree(file("b"));
    agent.write("b", "now a file\n");

    comesBack();
  }

  @Test
  void withBinaryFiles() throws Exception {
    byte[] random = new byte[100_000];
    new Random(1).nextBytes(random);
    Files.write(file("staged.bin"), random);
    agent.git("add", "staged.bin");
    random[7]++;
    Files.write(file("staged.bin"), random);
    Files.write(file("empty.bin"), new byte[0]);

    comesBack();
  }

  @Test
  void withNamesThatAreNoText() throws Exception {
    for (String latin :
        new String[] {
          "\u00ff\u00fe",
          "line\nfeed",
          "\"quoted\"",
          "back\\slash",
          "-option",
          " blank ",
          "tab\t",
          "\u00c3\u00bc",
          "dir\u0080/in \u00ff",
          "x".repeat(255),
          "\u00ff".repeat(255),
          "'$(id)'",
          "#",
          ":(top)",
          "carriage\rreturn"
        }) {
      Files.createDirectories(file(latin).getParent());
      Files.writeString(file(latin), "content\n");
      Files.createSymbolicLink(
          file("link-" + latin.replace('/', '-').substring(0, Math.min(latin.length(), 200))),
          Path.of("text.txt"));
    }
    agent.git("add", "--", "\"quoted\"", "line\nfeed");

    comesBack();
  }

  /** The settings are those of another file system. */
  @Test
  void withNamesOfTheSameLettersWhereGitIsToldThatTheyAreOne() throws Exception {
    user.git("config", "core.ignoreCase", "true");
    Files.move(file("text.txt"), file("Text.txt"));
    agent.write("Text.txt", "the only copy\n").write("GONE.txt", "another\n");

    comesBack();

    assertThat(file("Text.txt")).hasContent("the only copy\n");
    assertThat(file("GONE.txt")).hasContent("another\n");
  }

  @Test
  void withLineEndingsThatGitConverts() throws Exception {
    user.write(".gitattributes", "*.crlf text eol=crlf\n*.auto text=auto\n*.id ident\n");
    user.write("a.crlf", "a\r\nb\r\n").write("b.auto", "a\nb\n").write("c.id", "$Id$\n");
    user.commit("attributes").git("config", "core.autocrlf", "true");
    worktrees.remove(repository, request);
    begin();
    Files.write(file("a.crlf"), bytes("mixed\nends\r\n"));
    Files.write(file("b.auto"), bytes("mixed\nends\r\nhere\n"));
    Files.write(file("c.id"), bytes("$Id: mine $\n"));
    Files.write(file("untracked.crlf"), bytes("lf\nonly\n"));
    Files.write(file("b/.gitattributes"), bytes("*.txt text eol=crlf\r\n"));

    comesBack();
  }

  @Test
  void withAFilterLikeThatOfLargeFiles() throws Exception {
    user.git("config", "filter.up.clean", "tr a-z A-Z");
    user.git("config", "filter.up.smudge", "tr A-Z a-z");
    user.git("config", "filter.up.required", "true");
    user.write(".gitattributes", "*.up filter=up\n").write("a.up", "abc\n").write("b.up", "b\n");
    user.commit("filtered");
    worktrees.remove(repository, request);
    begin();
    Files.delete(file("a.up"));
    agent.git("checkout", "--", "a.up");
    agent.write("b.up", "changed\n").write("c.up", "untracked\n");

    comesBack();
  }

  @Test
  void withADetachedHead() {
    agent.write("mine.txt", "mine\n").commit("on the branch");
    agent.git("checkout", "--quiet", "--detach");
    agent.write("mine.txt", "more\n").commit("on no branch");
    agent.write("mine.txt", "not committed\n");

    comesBack();
  }

  @Test
  void onABranchOfTheAgents() {
    agent.git("checkout", "--quiet", "-b", "feature");
    agent.write("mine.txt", "mine\n").commit("on another branch");
    agent.write("mine.txt", "more\n");

    comesBack();
  }

  @Test
  void onAnUnmergedBase() {
    user.git("checkout", "--quiet", "-b", "base");
    user.write("base.txt", "base\n").commit("not merged");
    request =
        new WorktreeRequest(
            OTHER,
            request(OTHER).path(),
            new BranchName("orch/claude/my-app/" + OTHER),
            user.commitOf("base"));
    user.git("checkout", "--quiet", "main");
    create(request);
    agent = at(request);
    agent.write("base.txt", "changed\n").write("own.txt", "own\n");

    comesBack();
  }

  /** What git does not settle is kept too, for who deletes a session with it. */
  @Test
  void withUnmergedAndIntendedAndHiddenEntries() throws Exception {
    agent.write("text.txt", "theirs\n").commit("theirs");
    agent.git("checkout", "--quiet", "-b", "ours", "HEAD~1");
    agent.write("text.txt", "ours\n").commit("ours");
    assertThat(agent.tryGit("merge", request.branch().value()).exit()).isNotZero();
    agent.write("intended.txt", "intended\n").git("add", "--intent-to-add", "intended.txt");
    agent.write("intended-gone.txt", "x\n").git("add", "--intent-to-add", "intended-gone.txt");
    Files.delete(file("intended-gone.txt"));
    agent.git("update-index", "--skip-worktree", "gone.txt");
    agent.git("update-index", "--assume-unchanged", "b/c.txt");
    agent.write("gone.txt", "hidden\n").write("b/c.txt", "hidden too\n");

    comesBack();
  }
}
