package dev.orch.api;

import org.jspecify.annotations.Nullable;

/**
 * What a command would do: the answer to a dry run, after which nothing was recorded or started.
 *
 * @param text the command in words, in the one form that nothing else can be read from
 * @param agent null if it is for a session that is there
 * @param action what the agent would do, or what would be asked of the session
 * @param prompt what the agent would be told
 * @param base what the branch would start at
 * @param branch what the session would work on, with {@code {session_id}} where its id would stand;
 *     null if it would get none
 * @param sessionId the session that it is for; null if a new one would be made
 */
public record CommandPreview(
    String text,
    @Nullable String agent,
    String action,
    String projectId,
    @Nullable String scopePath,
    @Nullable String prompt,
    @Nullable String model,
    @Nullable String base,
    @Nullable String branch,
    @Nullable String sessionId) {}
