package dev.orch.cli;

/**
 * A command whose output has no form for programs: {@code --json} is refused before it runs, and
 * its help does not offer it.
 */
public interface TextOnly {

  /** What it prints instead, to whom it is refused: {@code it prints a patch}. */
  String whyNoJson();
}
