package dev.orch.cli;

import dev.orch.cli.text.Mark;
import dev.orch.cli.view.AskedState;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What may stand for an argument, for completion in a shell. What only the daemon knows is a {@link
 * Live} kind here, whose values the shell asks for when the key is pressed.
 */
public final class Candidates {
  private Candidates() {}

  /** Kinds whose values change while the daemon runs. */
  public enum Live {
    PROJECTS,
    SESSIONS,
    STOPPABLE,
    ARCHIVABLE,
    ARCHIVED,
    APPLICABLE,
    RELEASABLE,
    DELETABLE,
    TRASHED,
    REQUESTS,
    AGENTS;

    /** As the shell asks for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What stands for all of its values until they are asked for. */
    public String placeholder() {
      return "@" + word();
    }

    private Iterator<String> iterator() {
      return List.of(placeholder()).iterator();
    }
  }

  /** Slugs of projects. */
  public static final class Projects implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.PROJECTS.iterator();
    }
  }

  /** Ids of sessions. */
  public static final class Sessions implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.SESSIONS.iterator();
    }
  }

  /** Ids of sessions that can be stopped. */
  public static final class Stoppable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.STOPPABLE.iterator();
    }
  }

  /** Ids of sessions that can be archived. */
  public static final class Archivable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.ARCHIVABLE.iterator();
    }
  }

  /** Ids of archived sessions. */
  public static final class Archived implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.ARCHIVED.iterator();
    }
  }

  /** Ids of sessions whose change can be taken home. */
  public static final class Applicable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.APPLICABLE.iterator();
    }
  }

  /** Ids of sessions whose worktree can be given up. */
  public static final class Releasable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.RELEASABLE.iterator();
    }
  }

  /** Ids of sessions that can be deleted. */
  public static final class Deletable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.DELETABLE.iterator();
    }
  }

  /** Ids of what deleted sessions left. */
  public static final class Trashed implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.TRASHED.iterator();
    }
  }

  /** Ids of what waits for an answer. */
  public static final class Requests implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.REQUESTS.iterator();
    }
  }

  /** What an agent's process writes to. */
  public static final class Streams implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("stdout", "stderr").iterator();
    }
  }

  /** Ids of agents. */
  public static final class Agents implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Live.AGENTS.iterator();
    }
  }

  /** What an agent can be asked to do. */
  public static final class Actions implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("analyze", "implement", "plan", "review").iterator();
    }
  }

  /** The words for a session's state. */
  public static final class States implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Mark.values()).map(Mark::typed).iterator();
    }
  }

  /** The words for a session's state that a list can be asked for. */
  public static final class ListedStates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return AskedState.words().iterator();
    }
  }
}
