/** All of a session in one archive. */
@NullMarked
package dev.orch.http.export;

import org.jspecify.annotations.NullMarked;
