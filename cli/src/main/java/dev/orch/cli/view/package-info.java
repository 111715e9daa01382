/** What is known about sessions, projects and events, as text for people. */
@NullMarked
package dev.orch.cli.view;

import org.jspecify.annotations.NullMarked;
