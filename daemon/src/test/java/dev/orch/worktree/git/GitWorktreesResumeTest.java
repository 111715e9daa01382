package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.WorktreesResumeContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitWorktreesResumeTest extends WorktreesResumeContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }

  @Test
  void oneInsideThatWasInTheTrashIsLockedUntilItIsJoined() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).git("worktree", "add", "--quiet", "--detach", "tool/sub");
    GitRepository inside = user.in(request.path().resolve("tool/sub"));
    inside.write("staged.txt", "staged").git("add", "staged.txt");
    inside.git("worktree", "lock", "--reason", AdminFolder.IN_TRASH, inside.folder().toString());
    Path moved = temp.resolve("moved");
    Files.move(user.folder(), moved);
    user = user.in(moved);
    repository = worktrees.open(moved);

    new GitWorktrees(pruningBeforeItRepairs()).repair(repository, List.of(request(SESSION).path()));

    inside = user.in(request(SESSION).path().resolve("tool/sub"));
    assertThat(inside.git("status", "--porcelain")).isEqualTo("A  staged.txt\n");
    assertThat(user.git("worktree", "list", "--porcelain")).doesNotContain(AdminFolder.IN_TRASH);
  }

  /** Somebody else's {@code git worktree prune} comes right before. */
  private Git pruningBeforeItRepairs() throws Exception {
    String path = System.getenv("PATH");
    Path programs = Files.createDirectory(temp.resolve("programs"));
    String script =
        """
        #!/bin/sh
        PATH='%s'
        case " $* " in
          *" worktree repair "*) git -C '%s' worktree prune --expire=now ;;
        esac
        exec git "$@"
        """
            .formatted(path, user.folder());
    Path git = Files.writeString(programs.resolve("git"), script);
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwx------"));
    return Git.of(GitRepository.environment(temp.resolve("home"), programs + ":" + path));
  }
}
