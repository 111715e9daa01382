package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Patch;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.WorktreesPatchContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitWorktreesPatchTest extends WorktreesPatchContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }

  /** An agent is at work while its difference is made. */
  @Test
  void aFileThatVanishesWhileItLooksIsLeftOut() throws Exception {
    WorktreeRequest request = request(OTHER);
    create(request);
    at(request).write("stays.txt", "stays\n").write("vanishes.txt", "vanishes\n");
    Path bin = Files.createDirectory(temp.resolve("bin"));
    Files.writeString(
        bin.resolve("git"),
        """
        #!/bin/sh
        case " $* " in *' update-index '*' --add '*) rm -f vanishes.txt ;; esac
        PATH=${PATH#*:} exec git "$@"
        """);
    Files.setPosixFilePermissions(bin.resolve("git"), PosixFilePermissions.fromString("rwx------"));
    Map<String, String> environment =
        new HashMap<>(GitRepository.environment(temp.resolve("home")));
    environment.merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    Worktrees watched = new GitWorktrees(Git.of(environment));

    Patch patch = watched.diff(repository, request, temp.resolve("seen.patch"));

    assertThat(request.path().resolve("vanishes.txt")).doesNotExist();
    assertThat(patch.files()).isEqualTo(1);
    assertThat(patch.file()).content().contains("+stays").doesNotContain("vanishes");
  }
}
