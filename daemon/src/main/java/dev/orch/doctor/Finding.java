package dev.orch.doctor;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong.
 *
 * @param what a sentence without its full stop
 * @param where the file or folder that it is about, or what else sets it apart from others
 * @param hint what to do about it
 * @param repair puts it right and does nothing where it is right already; throws {@link
 *     RepairRefusedException} where it may not. Null where no program can
 */
public record Finding(
    Code code, String what, @Nullable String where, String hint, @Nullable Runnable repair) {

  /** The closed list of what can be found. */
  public enum Code {
    DATABASE_UNAVAILABLE,
    OPEN_TO_OTHERS,
    PROJECT_AWAY,
    WORKTREE_MISSING,
    WORKTREE_CUT_OFF,
    ORPHAN_WORKTREE,
    LOCK_LEFT,
    EXCLUDE_LINE_MISSING,
    MIRROR_FETCHED,
    MIRROR_PUSHED,
    UNFINISHED_CLEANUP,
    FORGOTTEN_OUTPUT,
    SUPERVISOR_GONE,
    SETTING_UNKNOWN,
    GIT_UNSUPPORTED,
    NO_AGENT,
    AGENT_BROKEN,
    LOGIN_SHELL_SILENT,
    DISK_LOW,
    NETWORK_FILE_SYSTEM,
    CHECK_FAILED;

    /** As it stands on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One that only a person can put right. */
  public static Finding told(Code code, String what, @Nullable String where, String hint) {
    return new Finding(code, what, where, hint, null);
  }

  /** Names it for as long as it is there. */
  public String id() {
    return where == null ? code.wireName() : code.wireName() + ":" + where;
  }

  /** Whether {@link #repair} may be tried. */
  public boolean isFixable() {
    return repair != null;
  }

  /** What puts it right, if a program can. */
  public Optional<Runnable> repairs() {
    return Optional.ofNullable(repair);
  }

  /** The same, saying why it was not put right. */
  Finding refused(String why) {
    return new Finding(code, what + "; it was not put right: " + why, where, hint, repair);
  }
}
