package dev.orch.cli;

import dev.orch.cli.client.Json;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.OutputFailedException;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.failure.ReaderGoneException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Paint;
import dev.orch.cli.text.SafeText;
import dev.orch.cli.text.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only place that prints. Data goes to standard output; progress, advice and complaints to
 * standard error, so that pipes stay clean. May be used by several threads.
 */
public final class Output {
  private static final Duration NOTICEABLE = Duration.ofSeconds(1);

  private final OutputStream out;
  private final PrintStream err;
  private final Screen screen;
  private final Choices choices;
  private final Paint paint;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** How many say by themselves what they wait for. */
  private final AtomicInteger saying = new AtomicInteger();

  /**
   * Prints to these two for what they are connected to.
   *
   * @param out whatever cannot be written to it must be thrown, so it is no PrintStream
   */
  public Output(
      OutputStream out, PrintStream err, Screen screen, Choices choices, Surroundings where) {
    this.out = out;
    this.err = err;
    this.screen = screen;
    this.choices = choices;
    this.paint =
        new Paint(
            screen.outputIsTerminal() && where.variable("NO_COLOR").isEmpty(),
            !where.showsUnicode());
  }

  /** What the output is connected to. */
  public Screen screen() {
    return screen;
  }

  /** The options that shape the output. */
  public Choices choices() {
    return choices;
  }

  /** How cells look here. */
  public Paint paint() {
    return paint;
  }

  /** Prints one line of data, whose text need not be harmless. */
  public void line(String text) {
    written(SafeText.line(text) + "\n");
  }

  /** Prints cells beside each other, two columns apart, in one line. */
  public void line(List<Cell> cells) {
    written(
        String.join("  ", cells.stream().map(c -> paint.cell(c, Integer.MAX_VALUE)).toList())
            + "\n");
  }

  /** Prints rows in columns. */
  public void table(Table table) {
    List<String> lines = table.lines(paint, screen.columns());
    written(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  /** Prints what the API answered, as it is. */
  public void json(String body) {
    written(body.endsWith("\n") ? body : body + "\n");
  }

  /**
   * Refuses to print for a program what has no form for one, where a command has one for the rest;
   * of others see {@link TextOnly}.
   *
   * @param what {@code orch export -o -: it prints bytes}
   */
  public void refuseJson(String what) {
    if (choices.json()) {
      throw noJson(what);
    }
  }

  static CliException noJson(String what) {
    return CliException.misuse(what + "; --json does not go with it.");
  }

  /** Prints text of our own as it is: help, scripts. */
  public void text(String text) {
    written(text);
  }

  /**
   * Prints bytes as they are.
   *
   * @throws IOException if they cannot be read
   */
  public void bytes(InputStream bytes) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
      written(buffer, read);
    }
  }

  /**
   * Prints what others printed: as it is where a program reads it, harmless where a person does.
   *
   * @throws IOException if it cannot be read
   */
  public void printed(InputStream bytes) throws IOException {
    if (!screen.outputIsTerminal()) {
      bytes(bytes);
      return;
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      written(SafeText.printed(line) + "\n");
    }
  }

  /** Prints a piece of what others printed in the same way; it may end in the middle of a line. */
  public void printed(String text) {
    written(
        screen.outputIsTerminal()
            ? Arrays.stream(text.split("\n", -1))
                .map(SafeText::printed)
                .collect(Collectors.joining("\n"))
            : text);
  }

  /** Says something that is no data: progress, what to do next. Silent for programs. */
  public void advice(String text) {
    if (!choices.json()) {
      warning(text);
    }
  }

  /** As {@link #advice}, unless it was said before. */
  public void adviceOnce(String text) {
    if (said.add(text)) {
      advice(text);
    }
  }

  /** Says something that is no data, to programs too. */
  public void warning(String text) {
    err.println(SafeText.line(text));
    err.flush();
  }

  /** Prints help or usage where a misuse is explained. */
  public void usage(String text) {
    err.print(text);
    err.flush();
  }

  /** Does something; if that takes noticeably long, says what is waited for. */
  public <T> T during(String what, Supplier<T> work) {
    Thread sayer =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              LockSupport.parkNanos(NOTICEABLE.toNanos());
              if (!Thread.currentThread().isInterrupted()) {
                advice(what + " ...");
              }
            });
    sayer.start();
    saying.incrementAndGet();
    try {
      return work.get();
    } finally {
      saying.decrementAndGet();
      sayer.interrupt();
    }
  }

  /** Says once, where a person sees it, what is waited for, unless {@link #during} does so. */
  public void awaits(String what) {
    if (screen.isTerminal() && saying.get() == 0) {
      adviceOnce(what + " ...");
    }
  }

  /**
   * Does what may go on for ever, such as following, for as long as somebody reads the output.
   *
   * @param work ends soon after its thread was interrupted
   * @throws ReaderGoneException if nobody reads any more
   */
  public void whileRead(Runnable work) {
    FutureTask<?> working = new FutureTask<>(work, null);
    Thread watcher =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              try {
                screen.reader().awaitGone();
                working.cancel(true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    watcher.start();
    Thread.ofVirtual().start(working);
    try {
      working.get();
    } catch (CancellationException e) {
      throw new ReaderGoneException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted.");
    } finally {
      watcher.interrupt();
    }
  }

  /** Tells why a command ends early: in words, or as a problem for programs. */
  public void complaint(CliException failure) {
    if (!choices.json()) {
      complaint(failure.complaint());
    } else if (failure instanceof ProblemException problem) {
      json(problem.body());
    } else {
      Map<String, Object> problem = new LinkedHashMap<>();
      problem.put("type", "urn:orch:cli:" + failure.exit().name().toLowerCase(Locale.ROOT));
      problem.put("title", failure.exit().meaning());
      problem.put("detail", failure.complaint().headline());
      failure
          .complaint()
          .rows()
          .forEach((word, text) -> {
            problem.put(word.replace(' ', '_'), text);
            problem.put("hint", word + ": " + text); // the last row says what to do
          });
      json(Json.text(problem));
    }
  }

  private void complaint(Complaint complaint) {
    err.println(SafeText.line(complaint.headline()));
    List<List<Cell>> rows =
        complaint.rows().entrySet().stream()
            .map(row -> List.of(Cell.of(row.getKey()), Cell.of(row.getValue())))
            .toList();
    new Table(List.of(), rows).lines(paint, Integer.MAX_VALUE).forEach(err::println);
    err.flush();
  }

  private void written(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    written(bytes, bytes.length);
  }

  private void written(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
      out.flush();
    } catch (IOException e) {
      throw OutputFailedException.of(e);
    }
  }
}
