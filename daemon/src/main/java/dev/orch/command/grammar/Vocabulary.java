package dev.orch.command.grammar;

import java.util.List;

/** The names that a command in words may use; everything is asked in lower case but paths. */
public interface Vocabulary {
  /** The ids of the agents, also of those that cannot be used. */
  List<String> agents();

  /** The slugs of the projects that may have been meant. */
  List<String> nearestProjects(String word);

  /** Whether a word names a project: by slug, id or the beginning of an id. */
  boolean isProject(String word);

  /** Whether a word names a session: by id or the beginning of one. */
  boolean isSession(String word);

  /** The ids of the sessions that may have been meant. */
  List<String> nearestSessions(String word);

  /** Whether a word is the path of something in the project. */
  boolean isPath(String project, String word);
}
