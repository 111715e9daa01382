/** What is said of an installation as a whole, and what can be done for it. */
@NullMarked
package dev.orch.api.installation;

import org.jspecify.annotations.NullMarked;
