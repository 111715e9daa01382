package dev.orch.worktree;

import dev.orch.domain.operation.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A remote of a repository whose configuration makes git treat refs of ours, which only this
 * repository has, as if they were the remote's.
 *
 * @param remote its name
 * @param effect what git does then
 */
public record RemoteMirror(String remote, Effect effect) {
  /** Where what is kept of sessions is, and their branches, unless a template says otherwise. */
  public static final List<String> OURS = List.of("refs/orch/", "refs/heads/orch/");

  /** What git does. */
  public enum Effect {
    /** A fetch that prunes removes them. */
    REMOVES,
    /** A push sends them there, with files in them that were never added. */
    PUBLISHES
  }

  /** What a person can run so that it does not; all else of the configuration stays. */
  public String remedy(Repository repository) {
    String config =
        "git --git-dir=%s config".formatted(ShellWord.quoted(repository.commonGitDir().toString()));
    return switch (effect) {
      case REMOVES ->
          OURS.stream()
              .map(ours ->
                  "%s --add %s %s"
                      .formatted(
                          config,
                          ShellWord.quoted("remote.%s.fetch".formatted(remote)),
                          ShellWord.quoted("^" + ours + "*")))
              .collect(Collectors.joining(" && "));
      case PUBLISHES ->
          "%s %s false".formatted(config, ShellWord.quoted("remote.%s.mirror".formatted(remote)));
    };
  }
}
