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

  /** What a person can run to see the setting that has git do so. */
  public String look(Repository repository) {
    String name =
        switch (effect) {
          case REMOVES -> "fetch";
          case PUBLISHES -> "mirror";
        };
    return "%s --get-all %s".formatted(config(repository), setting(name));
  }

  /** What a person can run so that it does not; all else of the configuration stays. */
  public String remedy(Repository repository) {
    String config = config(repository);
    return switch (effect) {
      case REMOVES ->
          OURS.stream()
              .map(ours ->
                  "%s --add %s %s"
                      .formatted(config, setting("fetch"), ShellWord.quoted("^" + ours + "*")))
              .collect(Collectors.joining(" && "));
      case PUBLISHES -> "%s %s false".formatted(config, setting("mirror"));
    };
  }

  private static String config(Repository repository) {
    return "git --git-dir=%s config"
        .formatted(ShellWord.quoted(repository.commonGitDir().toString()));
  }

  private String setting(String name) {
    return ShellWord.quoted("remote.%s.%s".formatted(remote, name));
  }
}
