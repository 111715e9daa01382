package dev.orch.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What git-lfs does as a filter, in a script of the test's own: pointers by the specification, and
 * contents in {@code lfs/objects} of the repository.
 */
public final class LargeFileFilter {
  /** What a pointer begins with. */
  public static final String POINTER = "version https://git-lfs.github.com/spec/v1\n";

  private static final String SCRIPT =
      """
      #!/bin/sh
      set -e
      store=$(git rev-parse --path-format=absolute --git-common-dir)/lfs/objects
      mkdir -p "$store"
      file=$(mktemp "$store/XXXXXX")
      trap 'rm -f "$file"' EXIT
      cat > "$file"
      id=
      case $(head -n 1 "$file" | head -c 100 | tr -d '\\0') in
        'version https://git-lfs.github.com/spec/v1') id=$(sed -n 's/^oid sha256://p' "$file") ;;
      esac
      if [ "$1" = clean ] && [ -z "$id" ]; then
        id=$(sha256sum < "$file" | cut -c 1-64)
        size=$(wc -c < "$file" | tr -d ' ')
        cp "$file" "$store/$id"
        printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize %s\\n' "$id" "$size"
      elif [ "$1" = clean ] || [ -z "$id" ] || [ "$GIT_LFS_SKIP_SMUDGE" = 1 ]; then
        cat "$file"
      else
        cat "$store/$id"
      fi
      """;

  private final GitRepository user;
  private final Path program;

  private LargeFileFilter(GitRepository user, Path program) {
    this.user = user;
    this.program = program;
  }

  /**
   * Makes the filter one of the user's own, and {@code *.big} files of his repository large.
   *
   * @param folder of the test, which takes up the program
   */
  public static LargeFileFilter of(GitRepository user, Path folder) {
    Path program = folder.resolve("git-lfs");
    try {
      Files.writeString(program, SCRIPT);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LargeFileFilter filter = new LargeFileFilter(user, program);
    filter.configure("--global");
    user.write(".gitattributes", "*.big filter=lfs diff=lfs merge=lfs -text\n");
    return filter;
  }

  /** As {@code git lfs install} does it, for the user or for one repository. */
  public void configure(String scope) {
    user.git("config", scope, "filter.lfs.clean", program + " clean %f");
    user.git("config", scope, "filter.lfs.smudge", program + " smudge %f");
    user.git("config", scope, "filter.lfs.required", "true");
  }

  /** The user has it no more in his own configuration. */
  public void forget() {
    user.git("config", "--global", "--remove-section", "filter.lfs");
  }

  /** Nobody has the program any more. */
  public void uninstall() {
    try {
      Files.delete(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contents are where they cannot be had. */
  public void loseContents() {
    try (Stream<Path> all = Files.walk(user.folder().resolve(".git/lfs"))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
