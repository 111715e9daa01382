package dev.orch.api.installation;

/**
 * A copy of the database.
 *
 * @param path the file, absolute
 */
public record BackupView(String path) {}
