package dev.orch.agent;

import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.StreamName;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a real agent printed in one recorded run.
 *
 * @param name the version's folder and the scenario
 * @param said what was written to its standard input, by line
 */
public record Transcript(
    Path file, String name, List<String> said, List<OutputFrame> frames, ProcessExit exit) {

  /** All recorded runs of an agent, by name. */
  public static List<Transcript> of(String agent) {
    Path root = Path.of("src/test/resources/agent", agent);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .filter(file -> !file.toString().endsWith(".stdin.jsonl"))
          .sorted()
          .map(Transcript::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Transcript read(Path file) {
    String scenario = file.getFileName().toString().replaceFirst("\\.jsonl$", "");
    List<OutputFrame> frames = new ArrayList<>(frames(StreamName.OUT, text(file)));
    frames.addAll(frames(StreamName.ERR, text(file.resolveSibling(scenario + ".stderr"))));
    return new Transcript(
        file,
        file.getName(file.getNameCount() - 2) + "/" + scenario,
        text(file.resolveSibling(scenario + ".stdin.jsonl")).lines().toList(),
        frames,
        new ProcessExit.Exited(code(file.resolveSibling("exit-codes.properties"), scenario)));
  }

  private static int code(Path file, String scenario) {
    try {
      Properties codes = new Properties();
      codes.load(new StringReader(text(file)));
      return Integer.parseInt(codes.getProperty(scenario));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text cut as a supervisor cuts it. */
  public static List<OutputFrame> frames(StreamName stream, String text) {
    List<OutputFrame> frames = new ArrayList<>();
    long offset = 0;
    for (String line : text.lines().toList()) {
      int length = line.getBytes(StandardCharsets.UTF_8).length + 1;
      frames.add(new OutputFrame(stream, offset, length, line, true));
      offset += length;
    }
    return frames;
  }

  @Override
  public String toString() {
    return name;
  }
}
