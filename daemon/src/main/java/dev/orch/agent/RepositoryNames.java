package dev.orch.agent;

import java.util.List;

/**
 * Files that a repository may bring for an agent, as paths relative to the checkout; {@code *}
 * stands for a name, {@code **} for any folders.
 *
 * @param instructing say what to do
 * @param running name programs, hooks or variables
 */
public record RepositoryNames(List<String> instructing, List<String> running) {}
