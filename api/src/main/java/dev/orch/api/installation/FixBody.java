package dev.orch.api.installation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts right what was found.
 *
 * @param findings ids of findings; everything that can be put right if not given
 */
public record FixBody(@Nullable List<String> findings) {}
