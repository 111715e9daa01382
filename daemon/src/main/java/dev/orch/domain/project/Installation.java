package dev.orch.domain.project;

import java.nio.file.Path;

/**
 * One daemon's state, whatever process serves it; it is how one installation is told from another.
 *
 * @param id random, made with the database and kept in it
 * @param stateFolder canonical, for people: two machines may have the same one
 */
public record Installation(String id, Path stateFolder) {}
