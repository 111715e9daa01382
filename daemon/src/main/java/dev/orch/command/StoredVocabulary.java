package dev.orch.command;

import dev.orch.agent.Agents;
import dev.orch.command.grammar.Vocabulary;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.SessionId;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import java.util.List;

/** The names that are known now. A beginning that fits several is a name: who uses it is told. */
final class StoredVocabulary implements Vocabulary {
  private final ProjectService projects;
  private final SessionQueries sessions;
  private final Agents agents;

  /** Over what knows them. */
  StoredVocabulary(ProjectService projects, SessionQueries sessions, Agents agents) {
    this.projects = projects;
    this.sessions = sessions;
    this.agents = agents;
  }

  @Override
  public List<String> agents() {
    return agents.ids().stream().map(AgentId::value).toList();
  }

  @Override
  public List<String> nearestProjects(String word) {
    try {
      projects.require(word);
      return List.of();
    } catch (NotFoundException missing) {
      return missing.nearest();
    } catch (AmbiguousIdException ambiguous) {
      return ambiguous.candidates();
    }
  }

  @Override
  public boolean isProject(String word) {
    return isKnown(() -> projects.require(word));
  }

  @Override
  public boolean isSession(String word) {
    return isKnown(() -> sessions.require(word));
  }

  @Override
  public List<String> nearestSessions(String word) {
    return sessions.nearest(word).stream().map(SessionId::value).toList();
  }

  private static boolean isKnown(Runnable look) {
    try {
      look.run();
      return true;
    } catch (NotFoundException _) {
      return false;
    } catch (AmbiguousIdException _) {
      return true;
    }
  }

  @Override
  public boolean isPath(String project, String word) {
    try {
      Project known = projects.require(project);
      Scope.check(known, word);
      return true;
    } catch (NotFoundException | AmbiguousIdException | CommandRejectedException _) {
      return false;
    }
  }
}
