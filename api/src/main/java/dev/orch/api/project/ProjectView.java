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
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What its sessions start with.
   *
   * @param env variables that its agents get, each value shown as {@code [redacted]}; sent back so
   *     it stays what it was
   * @param envPass names of variables that pass although they look like secrets
   */
  public record Settings(Map<String, String> env, List<String> envPass) {}
}
