package dev.orch.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders of this installation and this user. The home is {@code $HOME}, as every other program
 * of the user has it, never Java's own idea of it; the others follow the XDG Base Directory
 * Specification.
 *
 * @param installation the checkout or image that the launcher belongs to
 * @param state database, token, runs
 * @param config the user's own files
 * @param cache built images
 */
public record Places(Path home, Path installation, Path state, Path config, Path cache) {
  /** The launcher says by this variable which installation it belongs to. */
  static final String INSTALLATION = "ORCH_LAUNCH_INSTALLATION";

  private static final String OURS = "orch";

  /**
   * By the variables of the environment.
   *
   * @throws BadSettingException if there is no home
   */
  public static Places of(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", ""));
    if (!home.isAbsolute()) {
      throw new BadSettingException("HOME takes an absolute path: the daemon's files go below it");
    }
    Path state = xdg(environment, "XDG_STATE_HOME", home.resolve(".local/state"));
    Path installation = Path.of(environment.getOrDefault(INSTALLATION, ""));
    return new Places(
        home,
        installation.isAbsolute() ? installation : state,
        state,
        xdg(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
        xdg(environment, "XDG_CACHE_HOME", home.resolve(".cache")));
  }

  /** The specification wants paths that are not absolute to be ignored. */
  private static Path xdg(Map<String, String> environment, String name, Path usual) {
    Path named = Path.of(environment.getOrDefault(name, ""));
    return (named.isAbsolute() ? named : usual).resolve(OURS);
  }
}
