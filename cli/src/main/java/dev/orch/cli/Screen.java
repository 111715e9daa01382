package dev.orch.cli;

import dev.orch.cli.process.OutputReader;
import dev.orch.cli.process.PolledReader;

/**
 * What the standard streams are connected to. The launcher finds out and says so in system
 * properties, because a JVM cannot ask about one stream alone.
 *
 * @param inputIsTerminal whether a person can be asked
 * @param outputIsTerminal whether a person reads what is printed
 * @param columns of the terminal; a large number where there is none
 * @param reader who reads what is printed
 */
public record Screen(
    boolean inputIsTerminal, boolean outputIsTerminal, int columns, OutputReader reader) {
  private static final String TERMINAL = "terminal";
  private static final int USUAL = 100;
  private static final int STANDARD_OUTPUT = 1;

  /** No terminal anywhere. */
  public static final Screen NONE =
      new Screen(false, false, Integer.MAX_VALUE, OutputReader.UNKNOWN);

  /** As the launcher said: {@code orch.stdin}, {@code orch.stdout} and {@code orch.columns}. */
  public static Screen ofLauncher() {
    boolean output = TERMINAL.equals(System.getProperty("orch.stdout"));
    int columns = Integer.getInteger("orch.columns", USUAL);
    return new Screen(
        TERMINAL.equals(System.getProperty("orch.stdin")),
        output,
        output && columns > 0 ? columns : Integer.MAX_VALUE,
        new PolledReader(STANDARD_OUTPUT));
  }

  /** Whether a person is there. */
  public boolean isTerminal() {
    return inputIsTerminal || outputIsTerminal;
  }

  /** A terminal that a person types at and reads from. */
  public static Screen terminal(int columns) {
    return new Screen(true, true, columns, OutputReader.UNKNOWN);
  }
}
