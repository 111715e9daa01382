package dev.orch.agent;

import dev.orch.runtime.ShortCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question to an agent's program.
 *
 * @param arguments what the program is called with
 * @param reading what its answer means; empty if it makes no sense
 */
public record Probe<T>(
    List<String> arguments, Function<ShortCommand.Result, Optional<T>> reading) {}
