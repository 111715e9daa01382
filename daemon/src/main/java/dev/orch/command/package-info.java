/** What users ask for, checked, recorded and handed to a session. */
@NullMarked
package dev.orch.command;

import org.jspecify.annotations.NullMarked;
