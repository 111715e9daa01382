/** What is shown to a person in a browser, without a token. */
@NullMarked
package dev.orch.http.page;

import org.jspecify.annotations.NullMarked;
