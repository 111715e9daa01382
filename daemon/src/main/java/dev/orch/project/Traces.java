package dev.orch.project;

import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What sessions left in their project's repository, by which it is known wherever it is: refs that
 * are named after them or what is in the trash of them, which nobody else's repository has. Where
 * they left none, a commit that one of them began from.
 */
final class Traces {
  private final Stores stores;
  private final Worktrees worktrees;

  Traces(Stores stores, Worktrees worktrees) {
    this.stores = stores;
    this.worktrees = worktrees;
  }

  /**
   * What the project's repository has and this one has nothing of, for a person; empty if it has
   * some of that, or nothing is recorded to tell by.
   *
   * @param sessions of the project
   * @throws RepositoryUnreadableException if git cannot tell
   */
  Optional<String> findMissing(Project project, List<Session> sessions, Repository found) {
    try {
      Set<String> names = named(project, sessions);
      return names.isEmpty()
          ? findMissingBase(project, sessions, found)
          : Optional.of(
                  "refs/orch that the sessions of \"%s\" left in its repository"
                      .formatted(project.slug()))
              .filter(_ -> Collections.disjoint(names, worktrees.namesOfOurs(found)));
    } catch (WorktreeFailedException failure) {
      throw new RepositoryUnreadableException(found.path(), failure);
    }
  }

  private Optional<String> findMissingBase(
      Project project, List<Session> sessions, Repository found) {
    Set<String> bases = bases(sessions);
    boolean isKnown =
        bases.isEmpty()
            || bases.stream().anyMatch(base -> worktrees.findCommit(found, base).isPresent());
    return isKnown
        ? Optional.empty()
        : Optional.of("commits that the sessions of \"%s\" began from".formatted(project.slug()));
  }

  private Set<String> named(Project project, List<Session> sessions) {
    Set<String> names =
        sessions.stream()
            .filter(session -> session.place().hasWorktree())
            .map(session -> session.id().value())
            .collect(Collectors.toCollection(HashSet::new));
    stores.releases().sessionsOf(project.id()).stream().map(SessionId::value).forEach(names::add);
    for (TrashEntry entry : trash(project)) {
      names.add(entry.id());
      names.add(entry.session().value());
    }
    return names;
  }

  private List<TrashEntry> trash(Project project) {
    return Page.readAll(page -> stores.trash().list(project.id(), null, page));
  }

  private static Set<String> bases(List<Session> sessions) {
    return sessions.stream()
        .flatMap(session -> Stream.ofNullable(session.place().baseCommit()))
        .collect(Collectors.toSet());
  }
}
