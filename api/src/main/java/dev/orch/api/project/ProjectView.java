package dev.orch.api.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One registered repository.
 *
 * @param path absolute, its top level
 * @param defaultBranch what sessions start from; null for whatever is checked out
 * @param defaultScope the folder below the top level that was registered
 * @param available whether the repository is where it was
 * @param networkFileSystem what it is on, such as {@code nfs4}, if another machine keeps its files;
 *     null for a disk of this machine
 */
public record ProjectView(
    String id,
    String slug,
    String name,
    String path,
    @Nullable String defaultBranch,
    @Nullable String defaultScope,
    Settings settings,
    boolean available,
    @Nullable String networkFileSystem,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What its sessions start with.
   *
   * @param include patterns, as in a {@code .gitignore}, of ignored files that a new worktree gets
   *     a copy of
   * @param setup a script for {@code /bin/sh} that is run in a new worktree; null for none
   * @param teardown a script for {@code /bin/sh} that is run before a worktree goes; null for none
   * @param env variables that its agents get, each value shown as {@code [redacted]}; sent back so
   *     it stays what it was
   * @param envPass names of variables that pass although they look like secrets
   * @param maxSessions how many of its sessions may run at once; null for no limit of its own
   * @param autoResume whether a session that waits for the end of a limit goes on by itself
   * @param worktreeRoot the folder outside of the repository that its worktrees lie below; null for
   *     the daemon's
   * @param branchTemplate what its sessions' branches are called, with {@code {agent}}, {@code
   *     {project}}, {@code {session_id}} and {@code {title}} in it
   */
  public record Settings(
      List<String> include,
      @Nullable String setup,
      @Nullable String teardown,
      Map<String, String> env,
      List<String> envPass,
      @Nullable Integer maxSessions,
      boolean autoResume,
      Policy policy,
      Sandbox sandbox,
      @Nullable String worktreeRoot,
      String branchTemplate) {}
}
