package dev.orch.cli.command.cleanup;

import dev.orch.api.cleanup.CleanupPreview;
import dev.orch.cli.CommandContext;
import dev.orch.cli.Surroundings;
import dev.orch.cli.client.Json;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.FileSize;
import dev.orch.cli.text.ShellWord;
import dev.orch.cli.text.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a delete would take, for a person to look at. */
record Inventory(CleanupPreview preview) {
  private static final int NAMED = 10;

  /** Each thing in a line; of many of a kind the first, and how many more there are. */
  void print(CommandContext context) {
    context.output().table(new Table(List.of(), rows(context.surroundings())));
  }

  /** Whether there is a worktree or what git has of one: only that goes into the trash. */
  boolean leavesWork() {
    return preview.items().stream().anyMatch(item -> isOfWorktree(item.kind()));
  }

  private static boolean isOfWorktree(CleanupPreview.Kind kind) {
    return switch (kind) {
      case WORKTREE, CHANGED, UNTRACKED, IGNORED, SUBMODULE, NESTED -> true;
      case COMMITS, BRANCH, CHECKOUT, REF -> true;
      case PROCESS, TEARDOWN, ARTIFACTS, LOG, OUTPUT, RECORDS -> false;
    };
  }

  /** What a refusal shows, of the problem it came as. */
  static CleanupPreview refused(ProblemException refused) {
    return Json.read(refused.body(), Refused.class).preview();
  }

  /** Asks who has seen it; anything but a yes is a no. */
  static boolean isAgreedTo(CommandContext context, String question) {
    context.output().usage(question);
    try {
      @Nullable String answer =
          new BufferedReader(new InputStreamReader(context.input(), StandardCharsets.UTF_8))
              .readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException _) {
      return false;
    }
  }

  private List<List<Cell>> rows(Surroundings surroundings) {
    List<List<Cell>> rows = new ArrayList<>();
    Map<CleanupPreview.Kind, Integer> shown = new EnumMap<>(CleanupPreview.Kind.class);
    Map<CleanupPreview.Kind, Long> unnamed = new EnumMap<>(CleanupPreview.Kind.class);
    for (CleanupPreview.Item item : preview.items()) {
      if (shown.merge(item.kind(), 1, Integer::sum) <= NAMED) {
        rows.add(
            List.of(
                Cell.of(word(item.kind())),
                Cell.of(item.sizeBytes() == 0 ? "" : FileSize.of(item.sizeBytes())),
                Cell.of(item.lost() ? "gone for good" : ""),
                Cell.of(named(item, surroundings))));
      } else {
        unnamed.merge(item.kind(), 1L, Long::sum);
      }
    }
    unnamed.forEach((kind, count) ->
        rows.add(
            List.of(
                Cell.of(word(kind)),
                Cell.of(""),
                Cell.of(""),
                Cell.of("and %d more".formatted(count)))));
    return rows;
  }

  /** Its path as a shell takes it; what it is called where it is no path of a file. */
  private static String named(CleanupPreview.Item item, Surroundings surroundings) {
    return switch (item.kind()) {
      case WORKTREE, CHECKOUT, ARTIFACTS, LOG, OUTPUT -> surroundings.shown(Path.of(item.path()));
      case CHANGED, UNTRACKED, IGNORED, SUBMODULE, NESTED -> ShellWord.of(item.path());
      case PROCESS, TEARDOWN, COMMITS, BRANCH, REF, RECORDS -> item.path();
    };
  }

  private static String word(CleanupPreview.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The part of the problem that is looked at. */
  private record Refused(CleanupPreview preview) {}
}
