package dev.orch.api.project;

import dev.orch.api.Change;
import dev.orch.api.Planned;
import java.util.List;
import java.util.Map;

/** A subset of a project's settings; what is left out stays, null means the default. */
@Planned({
  "include",
  "setup",
  "teardown",
  "max_sessions",
  "auto_resume",
  "policy",
  "sandbox",
  "worktree_root",
  "branch_template"
})
public record SettingsChange(Change<Map<String, String>> env, Change<List<String>> envPass) {}
