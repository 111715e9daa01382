package dev.orch.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryFilesTest {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private final RepositoryFiles files = new RepositoryFiles();

  @TempDir Path temp;
  private Path checkout;

  @BeforeEach
  void anEmptyCheckout() throws Exception {
    checkout = Files.createDirectories(temp.resolve("checkout"));
  }

  @Test
  void aNamedFileIsReadWithItsHash() throws Exception {
    write("CLAUDE.md", "abc");

    assertThat(files.read(checkout, List.of("CLAUDE.md", "AGENTS.md")))
        .containsExactly(new RepositoryFile("CLAUDE.md", "abc", SHA256_OF_ABC, true));
  }

  @Test
  void patternsReachEveryDepthAndGiveEachFileOnce() throws Exception {
    write(".claude/rules/a.md", "");
    write(".claude/rules/deep/er/b.md", "");
    write(".claude/rules/deep/c.txt", "");
    write(".claude/settings.json", "");
    write(".claude/settings.local.json", "");

    assertThat(
            files.present(
                checkout,
                List.of(".claude/rules/**/*.md", ".claude/settings*.json", ".claude/**/a.md")))
        .containsExactly(
            ".claude/rules/a.md",
            ".claude/rules/deep/er/b.md",
            ".claude/settings.json",
            ".claude/settings.local.json");
  }

  @Test
  void aLinkWithinTheCheckoutKeepsItsName() throws Exception {
    write("docs/agents.md", "abc");
    link("AGENTS.md", "docs/agents.md");
    link(".claude", "docs");

    assertThat(files.read(checkout, List.of("AGENTS.md", ".claude/*.md")))
        .extracting(RepositoryFile::path, RepositoryFile::text)
        .containsExactly(tuple(".claude/agents.md", "abc"), tuple("AGENTS.md", "abc"));
  }

  @Test
  void whatLiesOutsideIsNotThere() throws Exception {
    Files.writeString(temp.resolve("secret.md"), "secret");
    link("CLAUDE.md", "../secret.md");
    link("absolute.md", temp.resolve("secret.md").toString());
    link("folder", "..");
    link("dangling.md", "nowhere");

    List<String> patterns = List.of("CLAUDE.md", "absolute.md", "folder/secret.md", "**/*.md");
    assertThat(files.present(checkout, patterns)).isEmpty();
    assertThat(files.read(checkout, patterns)).isEmpty();
  }

  @Test
  void gitFoldersAndNestedRepositoriesAreNotEntered() throws Exception {
    write(".git/config", "");
    link("config", ".git/config");
    write("worktrees/other/.git", "gitdir: /elsewhere");
    write("worktrees/other/AGENTS.md", "");

    assertThat(
            files.present(checkout, List.of(".git/config", "config", "**/AGENTS.md", "**/conf*")))
        .isEmpty();
  }

  @Test
  void linksInACircleEnd() throws Exception {
    write("a/AGENTS.md", "");
    link("a/up", "..");
    link("a/self", ".");

    assertThat(files.present(checkout, List.of("**/AGENTS.md"))).containsExactly("a/AGENTS.md");
  }

  @Test
  void foldersAndDevicesAreNoFiles() throws Exception {
    Files.createDirectories(checkout.resolve("CLAUDE.md"));
    link("AGENTS.md", "/dev/zero");

    assertThat(files.present(checkout, List.of("CLAUDE.md", "AGENTS.md"))).isEmpty();
  }

  @Test
  void aLongFileIsCutBetweenCharactersAndHashedWhole() throws Exception {
    write("long.md", "a" + "ü".repeat(200_000));
    write("other.md", "a" + "ü".repeat(199_999) + "ä");

    List<RepositoryFile> read = files.read(checkout, List.of("*.md"));

    assertThat(read).extracting(RepositoryFile::whole).containsExactly(false, false);
    assertThat(read.getFirst().text()).isEqualTo("a" + "ü".repeat((256 * 1024 - 2) / 2));
    assertThat(read.getFirst().sha256()).isNotEqualTo(read.getLast().sha256());
  }

  @Test
  void whatIsTooLargeToHashIsPresentButNotRead() throws Exception {
    Files.write(checkout.resolve("huge.md"), new byte[16 * 1024 * 1024 + 1]);

    assertThat(files.read(checkout, List.of("huge.md"))).isEmpty();
    assertThat(files.present(checkout, List.of("huge.md"))).containsExactly("huge.md");
  }

  @Test
  void filesThatDifferOnlyWhereTheyAreNoTextDifferInTheirHash() throws Exception {
    Files.write(checkout.resolve("a"), "x\u00ff".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(checkout.resolve("b"), "x\u00fe".getBytes(StandardCharsets.ISO_8859_1));

    List<RepositoryFile> read = files.read(checkout, List.of("*"));

    assertThat(read).extracting(RepositoryFile::text).containsOnly("x\ufffd");
    assertThat(read.getFirst().sha256()).isNotEqualTo(read.getLast().sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", "a//b", "", "./a", "a\0b"})
  void aPatternThatLeavesTheCheckoutIsRefused(String pattern) {
    assertThatThrownBy(() -> files.present(checkout, List.of(pattern)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void write(String path, String text) throws Exception {
    Path file = checkout.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String path, String target) throws Exception {
    Path file = checkout.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Path.of(target));
  }
}
