package dev.orch.worktree.checkout;

import dev.orch.domain.project.RawPath;
import java.util.List;
import java.util.stream.Collectors;

/** A path that keeps a plan from being carried out, or that it leaves out. */
public record Obstacle(RawPath path, Why why) implements Comparable<Obstacle> {
  private static final int NAMED = 10;

  /** Why. */
  public enum Why {
    CONFLICT("the session and the project's HEAD changed it in different ways"),
    CONFLICT_WHOLE(
        "the session and the project's HEAD changed it in different ways, and it has no lines to merge"),
    CONFLICT_REMOVED("the session removed it, and the project's HEAD changed it"),
    CONFLICT_GONE("the session changed it, and the project's HEAD removed it"),
    CONFLICT_OF_FOLDER(
        "of the session and the project's HEAD one has a folder there, and the other a file"),
    CONFLICT_OF_NAMES(
        "the session and the project's HEAD changed it in different ways, and one of them its name"),
    UNMERGED("a merge that is under way in the session's worktree has not decided it"),
    EDITED("it holds changes that are not committed"),
    IN_THE_WAY("a file that HEAD does not have is in the way"),
    DELETED("it was deleted in the checkout, and that is not committed"),
    FOLDER_NOT_EMPTY("a folder with something else in it is in the way"),
    EDITED_SINCE("it was changed since it was applied"),
    COMMITTED_SINCE(
        "it was committed since it was applied, or HEAD went back behind a commit of it"),
    SUBMODULE("it is a submodule, whose commit is not taken along"),
    SUBMODULE_ADDED("it is a submodule that the session added, which is not taken along"),
    SUBMODULE_REMOVED("it is a submodule that the session removed, which is not done here"),
    SUBMODULE_CHANGED("changes inside of this submodule are not committed in it, nor taken along"),
    FILTER_HELD_BACK(
        "its filter is of the repository's own configuration, which is not run, or its program is not there"),
    MERGE_DRIVER_HELD_BACK(
        "both sides changed it, and its merge driver is of the repository's own configuration,"
            + " which is not run"),
    EXCEPTED("it was to be left out"),
    MERGED_BY_HAND("the project's HEAD has its lines already, beside others"),
    NESTED_REPOSITORY("it lies in a repository of its own"),
    OWN_FOLDER("it lies in the orchestrator's own folder");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    /** For a person. */
    public String words() {
      return words;
    }

    /** Whether the way is free once somebody has committed it, stashed it or moved it away. */
    public boolean canBeCleared() {
      return switch (this) {
        case EDITED, IN_THE_WAY, DELETED, FOLDER_NOT_EMPTY, EDITED_SINCE -> true;
        case CONFLICT,
            CONFLICT_WHOLE,
            CONFLICT_REMOVED,
            CONFLICT_GONE,
            CONFLICT_OF_FOLDER,
            CONFLICT_OF_NAMES,
            UNMERGED,
            COMMITTED_SINCE,
            SUBMODULE,
            SUBMODULE_ADDED,
            SUBMODULE_REMOVED,
            SUBMODULE_CHANGED,
            FILTER_HELD_BACK,
            MERGE_DRIVER_HELD_BACK,
            EXCEPTED,
            MERGED_BY_HAND,
            NESTED_REPOSITORY,
            OWN_FOLDER ->
            false;
      };
    }
  }

  /** Some of them for a person: each path with its reason, of many the first ones. */
  public static String words(List<Obstacle> some) {
    String named =
        some.stream()
            .limit(NAMED)
            .map(one -> one.path() + ": " + one.why().words())
            .collect(Collectors.joining("; "));
    return some.size() > NAMED ? named + "; and %d more".formatted(some.size() - NAMED) : named;
  }

  /** Whether it is left out since the checkout has it already. */
  public boolean isHome() {
    return why == Why.MERGED_BY_HAND;
  }

  @Override
  public int compareTo(Obstacle other) {
    int byPath = path.compareTo(other.path);
    return byPath == 0 ? why.compareTo(other.why) : byPath;
  }
}
