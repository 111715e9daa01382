package dev.orch.cli.command.inbox;

import dev.orch.api.session.InputRequestView;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import java.util.List;
import java.util.Optional;

/**
 * Finds the request that somebody means by a word: the number it was shown under, its id, the id of
 * the session that asks, or the beginning of one of the two.
 *
 * @param shown what the numbers mean
 * @param open what waits now
 */
record NamedRequest(ShownInbox shown, List<InputRequestView> open) {
  private static final int SHORTEST_PREFIX = 3;
  private static final int MOST_DIGITS = 4;

  /** The id that a word stands for: that of what was shown under a number, else the word itself. */
  String id(String word) {
    return isNumber(word) ? shown.id(Integer.parseInt(word)).orElse(word) : word;
  }

  private static boolean isNumber(String word) {
    return word.length() <= MOST_DIGITS && word.chars().allMatch(Character::isDigit);
  }

  /**
   * The one that is meant; empty if none that waits is.
   *
   * @throws CliException if nothing was shown under the number, several are meant, or it is named
   *     by its session and was not shown
   */
  Optional<InputRequestView> find(String word) {
    String id = id(word);
    if (id.isEmpty()) {
      throw changed(word);
    }
    if (!id.equals(word)) {
      return only(exact(id));
    }
    List<InputRequestView> exact = exact(word);
    List<InputRequestView> meant = exact.isEmpty() ? beginningWith(word) : exact;
    if (isNumber(word) && meant.isEmpty()) {
      throw changed(word);
    }
    if (meant.size() > 1) {
      throw ambiguous(word, meant);
    }
    meant.stream()
        .filter(request -> !request.id().startsWith(word) && !shown.has(request))
        .findFirst()
        .ifPresent(unseen -> {
          throw unseen(unseen);
        });
    return only(meant);
  }

  /** A session asks one thing after the other, and its name says not which. */
  private static CliException unseen(InputRequestView request) {
    return new CliException(
        ExitCode.PROBLEM,
        Complaint.of(
                "What session %s asks now was not shown to you yet.".formatted(request.sessionId()))
            .with("see", "orch inbox"));
  }

  private static CliException changed(String number) {
    return new CliException(
        ExitCode.PROBLEM,
        Complaint.of(
                "Nothing that waits was shown to you as %s: the inbox has changed."
                    .formatted(number))
            .with("see", "orch inbox"));
  }

  private List<InputRequestView> exact(String id) {
    return open.stream()
        .filter(request -> request.id().equals(id) || request.sessionId().equals(id))
        .toList();
  }

  private List<InputRequestView> beginningWith(String word) {
    return word.length() < SHORTEST_PREFIX
        ? List.of()
        : open.stream()
            .filter(
                request -> request.id().startsWith(word) || request.sessionId().startsWith(word))
            .toList();
  }

  private static CliException ambiguous(String word, List<InputRequestView> meant) {
    Complaint complaint =
        Complaint.of("\"%s\" may mean %d requests.".formatted(word, meant.size()));
    for (InputRequestView request : meant) {
      complaint =
          complaint.with(
              request.id(), "of session %s: %s".formatted(request.sessionId(), request.title()));
    }
    return new CliException(ExitCode.PROBLEM, complaint.with("try", "a whole id"));
  }

  private static Optional<InputRequestView> only(List<InputRequestView> requests) {
    return requests.stream().findFirst();
  }
}
