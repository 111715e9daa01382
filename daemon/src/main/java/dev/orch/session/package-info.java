/** A session as users see it: the verbs of the API, the ledger that alone writes its state. */
@NullMarked
package dev.orch.session;

import org.jspecify.annotations.NullMarked;
