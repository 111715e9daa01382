package dev.orch.api.project;

/**
 * Says where a project's repository is now.
 *
 * @param path absolute
 */
public record MoveProject(String path) {}
