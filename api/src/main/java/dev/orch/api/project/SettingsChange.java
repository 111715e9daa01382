package dev.orch.api.project;

import dev.orch.api.Change;
import java.util.List;
import java.util.Map;

/**
 * A subset of a project's settings; what is left out stays, null means the default. What each is
 * says {@link ProjectView.Settings}.
 */
public record SettingsChange(
    Change<List<String>> include,
    Change<String> setup,
    Change<String> teardown,
    Change<Map<String, String>> env,
    Change<List<String>> envPass,
    Change<Integer> maxSessions,
    Change<Boolean> autoResume,
    Change<Policy> policy,
    Change<Sandbox> sandbox,
    Change<String> worktreeRoot,
    Change<String> branchTemplate) {}
