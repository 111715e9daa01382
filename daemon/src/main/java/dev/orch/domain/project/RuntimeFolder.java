package dev.orch.domain.project;

import java.nio.file.Path;

/**
 * The folder in each project that holds what sessions need and leave. One daemon owns it.
 *
 * @param name one path component
 * @param owner our state folder, canonical; it is how one daemon is told from another
 */
public record RuntimeFolder(String name, Path owner) {}
