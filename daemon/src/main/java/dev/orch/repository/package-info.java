/** What a repository brings that instructs agents or runs, read the way an adapter names it. */
@NullMarked
package dev.orch.repository;

import org.jspecify.annotations.NullMarked;
