/** The description of the API, as the tests of every module hold answers against it. */
@NullMarked
package dev.orch.api.openapi;

import org.jspecify.annotations.NullMarked;
