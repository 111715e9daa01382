package dev.orch.project;

import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Worktrees;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
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
   * Makes sure that it is the project's repository as far as anything is recorded to tell by.
   *
   * @param sessions of the project
   * @throws AnotherRepositoryException if it has nothing of what should be in it
   */
  void require(Project project, List<Session> sessions, Repository found) {
    Set<String> names = named(project, sessions);
    if (!names.isEmpty()) {
      if (Collections.disjoint(names, worktrees.namesOfOurs(found))) {
        throw new AnotherRepositoryException(
            "%s has none of the refs/orch that the sessions of \"%s\" left in its repository"
                .formatted(found.path(), project.slug()));
      }
      return;
    }
    Set<String> bases = bases(sessions);
    boolean isKnown =
        bases.isEmpty()
            || bases.stream().anyMatch(base -> worktrees.findCommit(found, base).isPresent());
    if (!isKnown) {
      throw new AnotherRepositoryException(
          "%s has none of the commits that the sessions of \"%s\" began from"
              .formatted(found.path(), project.slug()));
    }
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
