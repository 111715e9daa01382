/** What handlers share: reading a request, answering it once, and the views of what they give. */
@NullMarked
package dev.orch.http.exchange;

import org.jspecify.annotations.NullMarked;
