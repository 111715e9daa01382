/** Text on a terminal: how wide it is, what is harmless, how it stands in columns. */
@NullMarked
package dev.orch.cli.text;

import org.jspecify.annotations.NullMarked;
