/** The pages as a browser gets them. */
@NullMarked
package dev.orch.http.page;

import org.jspecify.annotations.NullMarked;
