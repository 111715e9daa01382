package dev.orch.event;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.store.ProjectStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values that must not be shown, and where they come from: the daemon's own token and
 * environment, and what each project's owner set. Any thread may use it.
 *
 * <p>A value that was once a secret stays one until the daemon ends: an agent that was started with
 * it still has it.
 */
public final class Secrets {
  private final ProjectStore projects;
  private final Supplier<Set<String>> known;
  // Shared by all threads; each entry is replaced as a whole.
  private final ConcurrentMap<ProjectId, Known> byProject = new ConcurrentHashMap<>();
  private volatile Known everywhere;
  // Made again whenever there are more values; whose is kept does not matter.
  private volatile Known anything;

  /**
   * Begins with nothing.
   *
   * @param known what is secret everywhere and told by others, such as the secret-named values of
   *     the user's environment. Looked at whenever a text is, so it must not wait; gives the same
   *     set until there are more
   */
  public Secrets(ProjectStore projects, Supplier<Set<String>> known) {
    this.projects = projects;
    this.known = known;
    this.everywhere = Known.of(Map.of(), 0, Set.of());
    this.anything = everywhere;
  }

  /** What was once known, and from which state of things. */
  private record Known(
      Map<String, String> env, long learned, Set<String> values, Redactor redactor) {
    static Known of(Map<String, String> env, long learned, Set<String> values) {
      return new Known(env, learned, values, new Redactor(values));
    }

    /** With more values; where there are no more, what finds them is the same, and in use. */
    Known with(Map<String, String> more, Set<String> all) {
      return all.equals(values)
          ? new Known(more, learned, values, redactor)
          : Known.of(more, learned, all);
    }
  }

  /**
   * Takes more values for all projects: our own token, or what stands in the environment of a
   * process that an earlier daemon started.
   */
  public void learn(Collection<String> values) {
    if (!everywhere.values().containsAll(values)) {
      add(values);
    }
  }

  private synchronized void add(Collection<String> values) {
    Set<String> all = new HashSet<>(everywhere.values());
    all.addAll(values);
    everywhere = Known.of(Map.of(), everywhere.learned() + 1, all);
  }

  /**
   * What takes the secrets out of the texts of a project; null for texts of none. Looks into the
   * store at each call and joins a unit of work if there is one.
   */
  public Redactor forProject(@Nullable ProjectId id) {
    learn(known.get());
    Known general = everywhere;
    if (id == null) {
      return general.redactor();
    }
    return projects
        .find(id)
        .map(project -> redactor(project, general))
        .orElseGet(() -> byProject.getOrDefault(id, general).redactor());
  }

  /** The same for a project that was just read from the store. */
  public Redactor of(Project project) {
    learn(known.get());
    return redactor(project, everywhere);
  }

  private Redactor redactor(Project project, Known general) {
    return byProject
        .compute(project.id(), (_, before) -> upToDate(before, project, general))
        .redactor();
  }

  /**
   * What takes the secrets of all projects out, as far as they are known by now; for texts of which
   * nobody knows whose they are. Looks into no store.
   */
  public Redactor forAnything() {
    learn(known.get());
    Set<String> values = new HashSet<>(everywhere.values());
    byProject.values().forEach(project -> values.addAll(project.values()));
    Known before = anything;
    if (!before.values().equals(values)) {
      before = Known.of(Map.of(), 0, values);
      anything = before;
    }
    return before.redactor();
  }

  private static Known upToDate(@Nullable Known before, Project project, Known general) {
    if (before != null
        && before.learned() == general.learned()
        && before.env().equals(project.settings().env())) {
      return before;
    }
    Set<String> values = new HashSet<>(general.values());
    values.addAll(project.settings().env().values());
    if (before != null) {
      values.addAll(before.values());
    }
    return general.with(project.settings().env(), values);
  }
}
