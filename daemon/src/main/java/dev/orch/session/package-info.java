/**
 * A session from its command to its end: the verbs of the API, the thread of a turn, the ledger.
 */
@NullMarked
package dev.orch.session;

import org.jspecify.annotations.NullMarked;
