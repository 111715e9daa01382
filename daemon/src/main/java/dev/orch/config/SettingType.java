package dev.orch.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a setting can be, and how that is told to whoever set something else. */
public enum SettingType {
  DATABASE("`sqlite:///FILE` relative to the installation, or `sqlite:////FILE` absolute"),
  HOST("an IP address or `localhost`"),
  PORT("a number from 0 to 65535"),
  LOG_LEVEL("`DEBUG`, `INFO`, `WARNING` or `ERROR`"),
  FOLDER_NAME("one name without a slash, and none that git takes for its own, such as `.git`"),
  HOST_NAMES("host names with commas between them"),
  SWITCH("`1` or `0`, `true` or `false`"),
  FOLDER("an absolute path"),
  DURATION("a time such as `500ms`, `30s`, `5m` or `2h`"),
  SIZE("a size such as `512KB`, `10MB` or `1GB`"),
  COUNT("a number from 1 to 1000"),
  AGENT_COUNTS("agents with a number from 1 to 1000 each, such as `claude=4,codex=2`");

  /** What HFS+ leaves out of a name. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\x{200c}-\\x{200f}\\x{202a}-\\x{202e}\\x{206a}-\\x{206f}\\x{feff}]");

  /** NTFS leaves out blanks and dots at the end, and what follows a colon. */
  private static final Pattern GITS = Pattern.compile("(\\.git|git~1)[ .]*([:\\\\].*)?");

  private final String takes;

  SettingType(String takes) {
    this.takes = takes;
  }

  /** What it takes, in words; code in backquotes. */
  public String takes() {
    return takes;
  }

  /** Whether it can be this. The text is not empty. */
  boolean accepts(String value) {
    return switch (this) {
      case DATABASE -> Pattern.matches("sqlite:///+[^/?].*", value) && isPath(value);
      case HOST -> value.equals("localhost") || Address.isLiteral(value);
      case PORT -> isNumber(value, 0, 65535);
      case LOG_LEVEL -> Arrays.stream(LogLevel.values()).anyMatch(level -> level.isCalled(value));
      case FOLDER_NAME ->
          !value.contains("/")
              && !value.equals(".")
              && !value.equals("..")
              && !isGits(value)
              && isPath(value);
      case HOST_NAMES -> Pattern.matches("[\\w.-]+( *, *[\\w.-]+)*", value);
      case SWITCH -> Pattern.matches("1|0|true|false", value.toLowerCase(Locale.ROOT));
      case FOLDER -> isPath(value) && Path.of(value).isAbsolute();
      case DURATION -> Quantity.duration(value).isPresent();
      case SIZE -> Quantity.bytes(value).isPresent();
      case COUNT -> isNumber(value, 1, 1000);
      case AGENT_COUNTS -> Quantity.counts(value).isPresent();
    };
  }

  /**
   * Whether git has no such name in a tree, because it is {@code .git} on some file system: as
   * {@code is_ntfs_dotgit} and {@code is_hfs_dotgit} of git 2.38 see it.
   */
  private static boolean isGits(String name) {
    String seen = UNSEEN.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    return GITS.matcher(seen).matches();
  }

  private static boolean isNumber(String value, int least, int most) {
    if (!Pattern.matches("[0-9]{1,6}", value)) {
      return false;
    }
    int number = Integer.parseInt(value);
    return least <= number && number <= most;
  }

  /** NUL is the one character that a path cannot hold. */
  private static boolean isPath(String value) {
    return value.indexOf('\0') < 0;
  }
}
