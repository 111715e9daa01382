package dev.orch.store;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.SessionId;
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

  /** Newest first. */
  Page<Command> list(Filter filter, Page.Request page);

  /**
   * How many there are by {@code project} (its id), {@code agent}, {@code action} and {@code
   * status}; words are in lower case, and empty where none was said or meant.
   *
   * @param session which they were for; null means any
   */
  FacetCube count(@Nullable SessionId session);

  /**
   * Which commands; null means any.
   *
   * @param agent as it was named, in any case
   * @param action as it was named, in any case
   * @param session that carries it out; one that was refused has none
   */
  record Filter(
      @Nullable ProjectId project,
      @Nullable AgentId agent,
      @Nullable String action,
      @Nullable SessionId session,
      Command.@Nullable Status status) {

    /** All of them. */
    public static final Filter ALL = new Filter(null, null, null, null, null);
  }
}
