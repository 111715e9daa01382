package dev.orch.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a repository can hold that makes git run a program. Each program leaves a file of its own
 * when it runs: a canary that is dead. Needs nothing but the JDK.
 *
 * @param canaries the folder of the files
 */
public record Payloads(Path canaries) {
  private static final List<String> HOOKS =
      List.of(
          "post-checkout",
          "post-index-change",
          "pre-commit",
          "post-commit",
          "reference-transaction",
          "post-rewrite",
          "pre-auto-gc",
          "fsmonitor-watchman",
          "proc-receive",
          "update",
          "applypatch-msg",
          "post-merge");

  /** Settings whose value is a program. */
  private static final List<String> PROGRAMS =
      List.of(
          "core.fsmonitor",
          "core.pager",
          "core.editor",
          "core.sshCommand",
          "core.askPass",
          "core.gitProxy",
          "core.alternateRefsCommand",
          "sequence.editor",
          "interactive.diffFilter",
          "diff.external",
          "diff.evil.textconv",
          "diff.evil.command",
          "filter.evil.clean",
          "filter.evil.smudge",
          "filter.longrunning.process",
          "merge.evil.driver",
          "credential.helper",
          "credential.https://example.org.helper",
          "gpg.program",
          "gpg.ssh.program",
          "gpg.ssh.defaultKeyCommand",
          "pager.status",
          "pager.diff-index",
          "pager.worktree",
          "trailer.sign.command",
          "trailer.sign.cmd",
          "browser.x.cmd",
          "man.x.cmd",
          "difftool.x.cmd",
          "mergetool.x.cmd",
          "remote.origin.uploadpack",
          "remote.origin.receivepack",
          "uploadpack.packObjectsHook",
          "tar.x.command",
          "hook.evil.command",
          "lfs.extension.evil.clean",
          "lfs.customtransfer.evil.path");

  /** Payloads that leave their files in this folder, which is made. */
  public static Payloads leaving(Path canaries) throws IOException {
    return new Payloads(Files.createDirectories(canaries));
  }

  /** A command line that leaves a file behind when it runs, and passes its input on. */
  public String program(String name) {
    return "touch " + canaries.resolve(name) + "; cat";
  }

  /**
   * Sets every setting that names a program, in a file of git's configuration.
   *
   * @param prefix of the canaries' names
   */
  public void configure(Path file, String prefix) throws IOException {
    Files.writeString(
        file, configuration(prefix), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The text of a configuration that sets them all. */
  public String configuration(String prefix) {
    StringBuilder text = new StringBuilder();
    for (String key : PROGRAMS) {
      String program = program(prefix + key.replaceAll("[^A-Za-z.]", "_"));
      text.append(setting(key, program));
    }
    return text.toString();
  }

  /** One setting as it stands in a file. */
  public static String setting(String key, String value) {
    int first = key.indexOf('.');
    int last = key.lastIndexOf('.');
    String section =
        first == last
            ? key.substring(0, first)
            : "%s \"%s\"".formatted(key.substring(0, first), key.substring(first + 1, last));
    return "[%s]\n\t%s = \"%s\"\n".formatted(section, key.substring(last + 1), value);
  }

  /** Writes every hook into the folder, which is made. */
  public void plantHooks(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String hook : HOOKS) {
      Path file = folder.resolve(hook);
      Files.writeString(file, "#!/bin/sh\n" + program("hook-" + hook) + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** The names of those that have run, sorted. */
  public List<String> executed() throws IOException {
    try (Stream<Path> files = Files.list(canaries)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** As if none had run yet. */
  public void forget() throws IOException {
    for (String canary : executed()) {
      Files.delete(canaries.resolve(canary));
    }
  }
}
