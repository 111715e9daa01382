package dev.orch.store;

import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.store.figures.FacetCube;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lies in the trash. Changes happen inside a unit of the stores' transactions. */
public interface TrashStore {

  /** Adds an entry; entries never change. */
  void insert(TrashEntry entry);

  /** By id. */
  Optional<TrashEntry> find(String id);

  /**
   * Ids of the entries whose own id or whose session's starts with the prefix, at most {@code
   * limit}, ascending.
   */
  List<String> idsStartingWith(String prefix, int limit);

  /** Newest first; null means any. */
  Page<TrashEntry> list(
      @Nullable ProjectId project, @Nullable SessionId session, Page.Request page);

  /**
   * How many there are by {@code project} (its id).
   *
   * @param session whose; null means any
   */
  FacetCube count(@Nullable SessionId session);

  /** Whose time was over at this moment, oldest first. */
  List<TrashEntry> listExpired(Instant moment);

  /** Whose work of this project lies in it. */
  List<SessionId> sessionsOf(ProjectId project);

  /** Forgets one; does nothing if it is gone. */
  void remove(String id);
}
