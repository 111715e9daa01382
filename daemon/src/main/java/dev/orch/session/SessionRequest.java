package dev.orch.session;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.BranchNaming;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * A session to be made: everything in it was checked.
 *
 * @param baseRef the name that the base commit was found by
 * @param baseCommit null for an action without a worktree
 * @param branch of no meaning for an action without a worktree
 */
public record SessionRequest(
    Project project,
    CommandId command,
    AgentId agent,
    CommandAction action,
    String prompt,
    @Nullable String scopePath,
    @Nullable String model,
    @Nullable String baseRef,
    @Nullable String baseCommit,
    BranchNaming branch) {}
