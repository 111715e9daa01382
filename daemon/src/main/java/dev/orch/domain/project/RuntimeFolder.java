package dev.orch.domain.project;

import java.nio.file.Path;

/**
 * The folder in each project that holds what sessions need and leave. One installation owns it.
 *
 * @param name one path component
 * @param installation our state folder, canonical; it is how an installation is told from another
 */
public record RuntimeFolder(String name, Path installation) {}
