package dev.orch.cli.command.inbox;

import dev.orch.api.session.InputRequestView;
import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The numbers under which this user was last shown what waits, so that a number never comes to mean
 * another request than the one that was read. A request keeps its number for as long as it waits;
 * they begin at 1 again once none of those that were shown waits any more.
 */
final class ShownInbox {
  private final Path file;

  /** Remembered in this folder. */
  ShownInbox(Path stateFolder) {
    this.file = stateFolder.resolve("inbox.shown");
  }

  /** What is about to be shown, by number; remembered before it is returned. */
  SortedMap<Integer, InputRequestView> numbered(List<InputRequestView> open) {
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
      List<String> next = next(shown, open.stream().map(InputRequestView::id).toList());
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap((String.join("\n", next) + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      return open.stream()
          .collect(
              Collectors.toMap(
                  request -> next.indexOf(request.id()) + 1,
                  request -> request,
                  (one, _) -> one,
                  TreeMap::new));
    } catch (IOException e) {
      throw CliException.refused("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  /**
   * The id that was last shown under this number.
   *
   * @return empty for a number that was never shown; an empty id where what had it waits no more
   */
  Optional<String> id(int number) {
    try {
      List<String> shown = Files.readAllLines(file);
      return number < 1 || number > shown.size()
          ? Optional.empty()
          : Optional.of(shown.get(number - 1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One line for each number, empty where what had it waits no more. */
  private static List<String> next(List<String> shown, List<String> open) {
    List<String> next = new ArrayList<>();
    if (shown.stream().anyMatch(open::contains)) {
      shown.forEach(id -> next.add(open.contains(id) ? id : ""));
    }
    open.stream().filter(id -> !next.contains(id)).forEach(next::add);
    return next;
  }
}
