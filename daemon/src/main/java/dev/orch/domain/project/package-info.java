/** What a registered repository is: its identity, address and settings. */
@NullMarked
package dev.orch.domain.project;

import org.jspecify.annotations.NullMarked;
