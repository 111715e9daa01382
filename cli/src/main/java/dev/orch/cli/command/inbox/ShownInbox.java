package dev.orch.cli.command.inbox;

import dev.orch.api.session.InputRequestView;
import dev.orch.cli.Surroundings;
import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this user was last shown of what waits, and under which numbers, so that neither a number
 * nor a session comes to mean another request than the one that was read. A request keeps its
 * number for as long as it waits; they begin at 1 again once none of those that were shown waits
 * any more and nothing was shown for an hour: another terminal may still show an old one. What is
 * shown to an agent was shown to nobody.
 */
public final class ShownInbox {
  private static final Duration STILL_IN_SIGHT = Duration.ofHours(1);

  private final Path file;
  private final boolean toAgent;
  private final Instant now;

  /** Remembered in these surroundings' state folder. */
  public ShownInbox(Surroundings surroundings, Instant now) {
    this.file = surroundings.stateFolder().resolve("inbox.shown");
    this.toAgent = surroundings.insideAgent();
    this.now = now;
  }

  /** All that waits and is about to be shown, by number; remembered before it is returned. */
  SortedMap<Integer, InputRequestView> numbered(List<InputRequestView> open) {
    List<String> ids = open.stream().map(InputRequestView::id).toList();
    List<String> numbers;
    try {
      boolean inSight = isInSight();
      numbers = remembered(shown -> next(shown, ids, inSight));
    } catch (IOException e) {
      throw CliException.refused(
          "%s cannot be written: %s. Answer by a request's id, which plain orch shows."
              .formatted(file, e.getMessage()));
    }
    return open.stream()
        .collect(
            Collectors.toMap(
                request -> numbers.indexOf(request.id()) + 1,
                request -> request,
                (one, _) -> one,
                TreeMap::new));
  }

  /**
   * Remembers that these are about to be shown, and leaves what is known of others. Where it cannot
   * be written they are shown all the same: a session's id then answers none of them, and says so.
   */
  public void add(List<InputRequestView> requests) {
    if (!requests.isEmpty()) {
      List<String> ids = requests.stream().map(InputRequestView::id).toList();
      try {
        remembered(shown -> joined(shown, ids));
      } catch (IOException _) {
        // Nothing is answered by mistake.
      }
    }
  }

  /** Whether it was shown, under whatever number. */
  boolean has(InputRequestView request) {
    return shown().contains(request.id());
  }

  private List<String> remembered(UnaryOperator<List<String>> change) throws IOException {
    if (toAgent) {
      return change.apply(shown());
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.lock(); // until it is closed: two who look at once agree on the numbers
      List<String> shown =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      List<String> next = change.apply(shown);
      byte[] bytes = (String.join("\n", next) + "\n").getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(bytes), 0);
      channel.truncate(bytes.length);
      return next;
    }
  }

  /**
   * The id that was last shown under this number.
   *
   * @return empty for a number that was never shown; an empty id where what had it waits no more
   */
  Optional<String> id(int number) {
    List<String> shown = shown();
    return number < 1 || number > shown.size()
        ? Optional.empty()
        : Optional.of(shown.get(number - 1));
  }

  private List<String> shown() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether what was shown last may still be read somewhere. */
  private boolean isInSight() throws IOException {
    try {
      Instant last = Files.getLastModifiedTime(file).toInstant();
      return last.plus(STILL_IN_SIGHT).isAfter(now);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** One line for each number, empty where what had it waits no more. */
  private static List<String> next(List<String> shown, List<String> open, boolean inSight) {
    boolean goOn = inSight || shown.stream().anyMatch(open::contains);
    return joined(
        goOn ? shown.stream().map(id -> open.contains(id) ? id : "").toList() : List.of(), open);
  }

  private static List<String> joined(List<String> shown, List<String> more) {
    return Stream.concat(shown.stream(), more.stream().filter(id -> !shown.contains(id))).toList();
  }
}
