package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Payloads;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.WorktreesFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A repository whose configuration, attributes and hooks run programs; none may run for us. */
class HostileRepositoryTest extends WorktreesFixture {
  private Payloads payloads;

  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }

  @BeforeEach
  void everyPayloadIsPlanted() throws Exception {
    payloads = Payloads.leaving(temp.resolve("canaries"));
    user.write(
            ".gitattributes",
            "*.txt filter=evil diff=evil merge=evil\n*.run filter=longrunning\n*.inc filter=included\n")
        .write("a.txt", "a\n")
        .write("a.run", "run\n")
        .write("a.inc", "included\n")
        .commit("with attributes");
    payloads.configure(user.folder().resolve(".git/config"), "");
    user.git("config", "filter.evil.required", "true");
    user.git("config", "hook.evil.event", "post-index-change");
    user.git("config", "commit.gpgSign", "true");
    user.git("config", "log.showSignature", "true");
    user.git("config", "status.submoduleSummary", "true");
    for (String command : List.of("status", "reset", "rev-parse", "worktree", "config")) {
      user.git("config", "alias." + command, "!" + program("alias-" + command));
    }
    user.git("config", "submodule.x.update", "!" + program("submodule"));
    Path included = temp.resolve("included");
    Files.writeString(
        included, "[filter \"included\"]\n\tclean = \"" + program("included-clean") + "\"\n");
    user.git("config", "include.path", included.toString());
    payloads.plantHooks(user.folder().resolve(".git/hooks"));
    payloads.plantHooks(temp.resolve("hooks"));
    user.git("config", "core.hooksPath", temp.resolve("hooks").toString());
    Files.writeString(
        user.folder().resolve(".git/info/attributes"), "*.md filter=evil diff=evil merge=evil\n");
    payloads.forget();
  }

  private String program(String name) {
    return payloads.program(name);
  }

  private List<String> canaries() throws Exception {
    return payloads.executed();
  }

  @Test
  void plainGitRunsThem() throws Exception {
    user.write("a.txt", "changed\n").write("a.inc", "changed\n");

    user.tryGit("status");
    user.tryGit("diff");
    user.tryGit("worktree", "add", temp.resolve("plain").toString());

    assertThat(canaries())
        .contains("filter.evil.clean", "core.fsmonitor", "included-clean", "diff.external")
        .hasSizeGreaterThan(6);
  }

  @Test
  void nothingOfItRunsForUs() throws Exception {
    WorktreeRequest request = request(SESSION);

    repository = worktrees.open(user.folder());
    worktrees.currentBranch(repository);
    worktrees.findCommit(repository, "main");
    worktrees.takeRuntimeFolder(repository, installation("ours"));
    create(request);
    assertThat(canaries()).isEmpty();
    assertThat(request.path().resolve("a.txt")).hasContent("a\n");

    at(request).write("a.txt", "changed\n").write("a.run", "changed\n").write("new.txt", "new\n");
    at(request).write("a.inc", "changed\n");
    worktrees.head(repository, request.path());
    worktrees.diff(repository, request, temp.resolve("patch"));
    worktrees.list(repository);
    worktrees.repair(repository, List.of(request.path()));
    create(request);
    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);
    at(request).write("a.txt", "a\n").write("a.run", "run\n").write("a.inc", "included\n");
    Files.delete(request.path().resolve("new.txt"));
    worktrees.remove(repository, request);

    assertThat(canaries()).isEmpty();
    assertThat(request.path()).doesNotExist();
    assertThat(temp.resolve("patch")).content().contains("+changed");
  }

  @Test
  void whatAnAgentPlantsInItsWorktreeDoesNotRunEither() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    Path admin = repository.commonGitDir().resolve("worktrees/" + SESSION);
    user.git("config", "extensions.worktreeConfig", "true");
    Files.writeString(
        admin.resolve("config.worktree"),
        "[filter \"own\"]\n\tclean = \"%s\"\n\tsmudge = \"%s\"\n\trequired = true\n[core]\n\tfsmonitor = \"%s\"\n\tworktree = %s\n"
            .formatted(
                program("own-clean"),
                program("own-smudge"),
                program("own-monitor"),
                temp.resolve("canaries")));
    at(request).write(".gitattributes", "* filter=own\n").write("new.txt", "new\n");
    GitRepository nested =
        GitRepository.withCommit(request.path().resolve("nested"), temp.resolve("home"));
    at(request).git("--work-tree=" + request.path(), "-c", "core.fsmonitor=false", "add", "nested");
    assertThat(at(request).git("ls-files", "--stage", "nested")).contains("160000 ");
    payloads.configure(nested.folder().resolve(".git/config"), "nested-");
    // Not a name that the outer repository has too: that one is overridden for the nested one as
    // well.
    nested.git("config", "filter.nested.clean", program("nested-clean"));
    nested.write(".gitattributes", "* filter=nested\n").write("README.md", "HELLO\n");
    payloads.forget();

    worktrees.diff(repository, request, temp.resolve("patch"));
    worktrees.head(repository, request.path());
    create(request);
    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);

    assertThat(canaries()).isEmpty();
    assertThat(temp.resolve("patch"))
        .content()
        .contains("+++ b/new.txt", "+Subproject commit ")
        .doesNotContain("HELLO", "nested/");

    nested.tryGit("add", "--all");
    at(request)
        .tryGit("-c", "core.fsmonitor=false", "--work-tree=" + request.path(), "add", "--all");
    assertThat(canaries()).contains("nested-clean", "own-clean");
  }

  @Test
  void aSettingWhoseNameIsNoTextIsRefusedInsteadOfRun() throws Exception {
    Files.write(
        user.folder().resolve(".git/config"),
        ("[filter \"\u00ff\"]\n\tsmudge = \"" + program("latin") + "\"\n")
            .getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.APPEND);
    Files.write(
        user.folder().resolve(".git/info/attributes"),
        "* filter=\u00ff\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> create(request(SESSION)))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining("filter.");
    assertThat(canaries()).isEmpty();
  }

  @Test
  void aFilterOfTheUsersOwnStillWorks() throws Exception {
    user.git("config", "--global", "filter.loud.clean", "tr a-z A-Z");
    user.git("config", "--global", "filter.loud.smudge", "tr A-Z a-z");
    Files.writeString(user.folder().resolve(".git/info/attributes"), "a.txt filter=loud\n");
    WorktreeRequest request = request(SESSION);
    create(request);

    at(request).write("a.txt", "changed\n");
    worktrees.diff(repository, request, temp.resolve("patch"));

    assertThat(temp.resolve("patch")).content().contains("+CHANGED");
  }
}
