/** What is said about projects. */
@NullMarked
package dev.orch.api.project;

import org.jspecify.annotations.NullMarked;
