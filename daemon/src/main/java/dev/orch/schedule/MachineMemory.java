package dev.orch.schedule;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The memory of this machine, or of the control groups that we are in where that is less. What is
 * cached of files counts as available: the kernel gives it back.
 *
 * <p>Read from {@code /proc/meminfo} and the files of control groups of version 2 ({@code
 * memory.max}, {@code memory.current}, {@code memory.stat}) and 1. Where there are none, the Java
 * runtime tells how much there is, and how much is available is not known.
 *
 * @param root the folder that {@code proc} and {@code sys} are in
 */
public record MachineMemory(Path root) {
  private static final long KB = 1024;
  private static final long UNLIMITED = 1L << 60;

  /** Where a kind of control group keeps its figures. */
  private record Group(Path folder, String most, String used, String cached) {
    Optional<Long> limit() {
      return number(folder.resolve(most)).filter(bytes -> bytes < UNLIMITED);
    }

    Optional<Long> available() {
      return limit()
          .flatMap(bytes ->
              number(folder.resolve(used))
                  .map(taken ->
                      bytes - taken + figure(folder.resolve("memory.stat"), cached).orElse(0L)));
    }
  }

  /** All that there is for us, in bytes. */
  public OptionalLong total() {
    Optional<Long> machine = meminfo("MemTotal:");
    return machine.isPresent() ? least(machine, groups().map(Group::limit)) : toldByTheRuntime();
  }

  /** What can be had of it now, in bytes; empty if that is not known. */
  public OptionalLong available() {
    return least(meminfo("MemAvailable:"), groups().map(Group::available));
  }

  private static OptionalLong least(Optional<Long> machine, Stream<Optional<Long>> groups) {
    return Stream.concat(machine.stream(), groups.flatMap(Optional::stream))
        .flatMapToLong(LongStream::of)
        .map(bytes -> Math.max(0, bytes))
        .min();
  }

  private static OptionalLong toldByTheRuntime() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? OptionalLong.of(system.getTotalMemorySize())
        : OptionalLong.empty();
  }

  private Optional<Long> meminfo(String name) {
    return figure(root.resolve("proc/meminfo"), name).map(kilobytes -> kilobytes * KB);
  }

  /** The groups that we are in and those above them: each of them limits. */
  private Stream<Group> groups() {
    return lines(root.resolve("proc/self/cgroup")).stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3)
        .flatMap(parts -> groups(parts[1], parts[2]));
  }

  private Stream<Group> groups(String controllers, String path) {
    if (controllers.isEmpty()) {
      return upwards(root.resolve("sys/fs/cgroup"), path)
          .map(folder -> new Group(folder, "memory.max", "memory.current", "inactive_file"));
    }
    if (List.of(controllers.split(",")).contains("memory")) {
      return upwards(root.resolve("sys/fs/cgroup/memory"), path)
          .map(folder ->
              new Group(
                  folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
    }
    return Stream.empty();
  }

  /** In a container the path may lead out of what can be seen; then the top is ours. */
  private static Stream<Path> upwards(Path top, String path) {
    Path own = top.resolve(path.replaceFirst("^/+", "")).normalize();
    Path lowest = own.startsWith(top) ? own : top;
    return Stream.iterate(
        lowest, folder -> folder != null && folder.startsWith(top), Path::getParent);
  }

  /** The number behind a name, in a file of one name and number on each line. */
  private static Optional<Long> figure(Path file, String name) {
    return lines(file).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length >= 2 && words[0].equals(name))
        .findFirst()
        .flatMap(words -> number(words[1]));
  }

  private static Optional<Long> number(Path file) {
    return lines(file).stream().findFirst().flatMap(MachineMemory::number);
  }

  private static Optional<Long> number(String text) {
    return text.strip().matches("\\d{1,18}")
        ? Optional.of(Long.parseLong(text.strip()))
        : Optional.empty();
  }

  /** None where the file cannot be read: another system, or a group that is not ours to see. */
  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
