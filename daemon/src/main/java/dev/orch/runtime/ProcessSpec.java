package dev.orch.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * What to start: complete, and free of secrets, so that it may be stored before the start.
 *
 * @param argv the program and its arguments; never a shell line, never a prompt (one argument is
 *     limited to 128 KiB and everyone on the machine can read it)
 * @param environmentNames the names that the process gets; their values are handed to {@link
 *     ProcessSupervisor#start} and stored nowhere
 * @param folder where it starts
 */
public record ProcessSpec(
    List<String> argv, List<String> environmentNames, Path folder, Framing framing) {

  /** Keeps its own copies. */
  public ProcessSpec {
    argv = List.copyOf(argv);
    environmentNames = List.copyOf(environmentNames);
  }
}
