package dev.orch.api;

import org.jspecify.annotations.Nullable;

/**
 * Asks for work. The same body starts a session and submits a command.
 *
 * @param agent {@code claude}
 * @param action {@code analyze}, {@code review}, {@code implement} or {@code plan}
 * @param project id, slug or a unique prefix of an id
 * @param scopePath relative to the project, inside it
 * @param prompt needed by {@code implement} and {@code plan}
 * @param model passed on as it is
 * @param base what the branch starts at; the project's default branch if not given
 */
@Planned({"text", "branch", "auto_resume", "policy"})
public record SubmitCommand(
    String agent,
    String action,
    String project,
    @Nullable String scopePath,
    @Nullable String prompt,
    @Nullable String model,
    @Nullable String base) {}
