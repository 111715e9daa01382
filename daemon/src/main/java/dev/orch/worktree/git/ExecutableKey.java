package dev.orch.worktree.git;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of git-config(1) that name a program to run, and the value that runs none. An agent
 * can write the repository's configuration, so there they are the agent's way to run a program as
 * the daemon.
 */
enum ExecutableKey {
  FILTER("filter\\..*\\.(clean|smudge|process)", ""),
  FILTER_REQUIRED("filter\\..*\\.required", "false"),
  DIFF_DRIVER("diff\\..*\\.(textconv|command)", ""),
  DIFF_EXTERNAL("diff\\.external", ""),
  // An empty driver would make git abort, and true would silently drop one side of a merge.
  MERGE_DRIVER("merge\\..*\\.driver", "false"),
  LFS("lfs\\.(extension\\..*\\.(clean|smudge)|customtransfer\\..*\\.path)", "false"),
  LFS_TRANSFER("lfs\\.(.*\\.)?standalonetransferagent", ""),
  CREDENTIAL("credential\\..*", ""),
  ALIAS("alias\\..*", ""),
  SUBMODULE_UPDATE("submodule\\..*\\.update", "none"),
  UPLOAD_PACK("remote\\..*\\.uploadpack", "git-upload-pack"),
  RECEIVE_PACK("remote\\..*\\.receivepack", "git-receive-pack"),
  REMOTE("remote\\..*\\.(vcs|proxy)", ""),
  HTTP_PROXY("http\\.(.*\\.)?proxy", ""),
  HTTP_TRUST("http\\.(.*\\.)?sslverify", "true"),
  SSH("core\\.sshcommand", "ssh -oBatchMode=yes"),
  SSH_VARIANT("ssh\\.variant", "ssh"),
  CORE("core\\.(gitproxy|alternaterefscommand)", ""),
  GPG("gpg\\..*(program|defaultkeycommand)", "false"),
  PAGER("pager\\..*", "false"),
  TOOL("(difftool|mergetool|guitool|browser|man|instaweb|sendemail|imap|web)\\..*", ""),
  TRAILER("trailer\\..*\\.(command|cmd)", ""),
  ARCHIVE("tar\\..*\\.command", "cat"),
  TEMPLATES("init\\.templatedir", ""),
  HOOK_COMMAND("hook\\..*\\.command", "true"),
  HOOK("hook\\..*\\.(event|enabled)", "false");

  private final Pattern key;
  private final String harmless;

  ExecutableKey(String key, String harmless) {
    this.key = Pattern.compile(key, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    this.harmless = harmless;
  }

  /** The row for a setting, if it can run a program. */
  static Optional<ExecutableKey> find(String setting) {
    return Arrays.stream(values()).filter(row -> row.key.matcher(setting).matches()).findFirst();
  }

  /** What to set it to. */
  String harmless() {
    return harmless;
  }
}
