package dev.orch.environment;

import java.util.Map;

/** What the login shell said when it was asked for its environment. */
public sealed interface ShellAnswer {

  /** Its whole environment. */
  record Told(Map<String, String> variables) implements ShellAnswer {
    /** Keeps its own copy. */
    public Told {
      variables = Map.copyOf(variables);
    }

    /** Without a value: they may be secret. */
    @Override
    public String toString() {
      return "Told[" + variables.keySet() + "]";
    }
  }

  /** It did not answer in time and was killed, with all that it had started. */
  record TimedOut(String shell) implements ShellAnswer {}

  /** It cannot be asked, or did not answer what it was asked. */
  record Unusable(String shell, String why) implements ShellAnswer {}
}
