package dev.orch.api;

import org.jspecify.annotations.Nullable;

/**
 * Asks for work, in words or as fields. The same body starts a session and submits a command.
 *
 * @param text the command in words: {@code claude implement my-app add caching}; all else stays out
 * @param agent {@code claude}; needed without a text
 * @param action {@code analyze}, {@code review}, {@code implement} or {@code plan}; needed without
 *     a text
 * @param project id, slug or a unique prefix of an id; needed without a text
 * @param scopePath relative to the project, inside it
 * @param prompt needed by {@code implement} and {@code plan}
 * @param model passed on as it is
 * @param base what the branch starts at; the project's default branch if not given
 * @param branch what the branch is called; by the project's template if not given
 */
@Planned({"auto_resume", "policy"})
public record SubmitCommand(
    @Nullable String text,
    @Nullable String agent,
    @Nullable String action,
    @Nullable String project,
    @Nullable String scopePath,
    @Nullable String prompt,
    @Nullable String model,
    @Nullable String base,
    @Nullable String branch) {}
