package dev.orch.command;

import dev.orch.domain.session.Command;

/** A command as it comes in. */
public sealed interface Asked {
  /** Typed, to be read by the grammar. */
  record Words(String text) implements Asked {}

  /** As fields. */
  record Fields(Command.Wanted.Work work) implements Asked {}
}
