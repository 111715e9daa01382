/** The way from a terminal to the pages in a browser. */
@NullMarked
package dev.orch.cli.command.ui;

import org.jspecify.annotations.NullMarked;
