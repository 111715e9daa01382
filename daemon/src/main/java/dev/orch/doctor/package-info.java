/** Finds out what is wrong with the installation, and puts right what a program may. */
@NullMarked
package dev.orch.doctor;

import org.jspecify.annotations.NullMarked;
