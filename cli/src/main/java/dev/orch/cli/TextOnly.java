package dev.orch.cli;

/**
 * A command whose output has no form for programs: it refuses {@code --json} ({@link
 * Output#refuseJson}), and its help does not offer it.
 */
public interface TextOnly {}
