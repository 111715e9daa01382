package dev.orch.store;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.store.figures.FacetCube;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What users asked for. Changes happen inside a {@link Transactions} unit. */
public interface CommandStore {

  /** Adds a command; commands never change. */
  void insert(Command command);

  /** By id. */
  Optional<Command> find(CommandId id);

  /** Ids that start with the prefix, at most {@code limit}, ascending. */
  List<CommandId> idsStartingWith(String prefix, int limit);

  /** Newest first; null means any. */
  Page<Command> list(
      @Nullable ProjectId project, Command.@Nullable Status status, Page.Request page);

  /** How many there are by project and status; the project is empty where none was meant. */
  FacetCube count();
}
