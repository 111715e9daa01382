/** Claude Code, driven through its bidirectional stream-json. */
@NullMarked
package dev.orch.agent.claude;

import org.jspecify.annotations.NullMarked;
