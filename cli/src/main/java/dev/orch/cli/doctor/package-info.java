/** What can be told of an installation from outside, where no daemon runs that would say it. */
@NullMarked
package dev.orch.cli.doctor;

import org.jspecify.annotations.NullMarked;
