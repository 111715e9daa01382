package dev.orch.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the set-up of one worktree has come. It is kept beside the worktree, in what git keeps of
 * it, so that a worktree that is made anew begins without one.
 *
 * @param attempts how often the script was begun
 * @param copied whether the ignored files are there
 * @param finished whether nothing is left to do
 * @param included what was copied
 * @param teardown what was done to end it since; null for nothing
 */
record SetupRecord(
    int attempts,
    boolean copied,
    boolean finished,
    List<IncludedFile> included,
    @Nullable Teardown teardown) {
  private static final String NAME = "orch-setup.json";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Of a worktree that nothing was done in. */
  static final SetupRecord NONE = new SetupRecord(0, false, false, List.of(), null);

  /**
   * A run of the teardown script.
   *
   * @param why what for
   * @param over whether it ended, in whatever way
   */
  record Teardown(String why, boolean over) {}

  SetupRecord {
    included = List.copyOf(Objects.requireNonNullElse(included, List.of()));
  }

  SetupRecord withIncluded(List<IncludedFile> files) {
    return new SetupRecord(attempts, true, finished, files, teardown);
  }

  SetupRecord withOneMoreAttempt() {
    return new SetupRecord(attempts + 1, copied, finished, included, teardown);
  }

  SetupRecord done() {
    return new SetupRecord(attempts, copied, true, included, null);
  }

  SetupRecord tearingDown(String why) {
    return new SetupRecord(attempts, copied, false, included, new Teardown(why, false));
  }

  SetupRecord tornDown(String why) {
    return new SetupRecord(attempts, copied, false, included, new Teardown(why, true));
  }

  boolean isTornDown(String why) {
    return teardown != null && teardown.why().equals(why);
  }

  /** Whether one was begun and nobody knows of its end. */
  boolean isAmidTeardown() {
    return teardown != null && !teardown.over();
  }

  boolean isTornDownToTheEnd(String why) {
    return teardown != null && teardown.equals(new Teardown(why, true));
  }

  /** What the folder holds; empty where that is none of ours. */
  static Optional<SetupRecord> read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.ofNullable(MAPPER.readValue(Files.readString(file), SetupRecord.class))
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * Puts it into the folder as a whole.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  SetupRecord write(Path folder) {
    try {
      Path aside = folder.resolve(NAME + ".new");
      Files.deleteIfExists(aside);
      Files.write(aside, MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
      Files.move(
          aside,
          folder.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record the set-up in " + folder, e);
    }
  }
}
