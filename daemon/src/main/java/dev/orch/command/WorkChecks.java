package dev.orch.command;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.Agents;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.BranchNaming;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectUnavailableException;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.CommandId;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionPlaces;
import dev.orch.session.SessionRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at work before anything happens; says which word is wrong and what was expected. */
final class WorkChecks {
  private final ProjectService projects;
  private final Agents agents;
  private final AgentCheck check;
  private final BranchCheck branches;

  /** With everything that it asks. */
  WorkChecks(ProjectService projects, Agents agents) {
    this.projects = projects;
    this.agents = agents;
    this.check = new AgentCheck(agents);
    this.branches = new BranchCheck(projects);
  }

  /**
   * What the work is.
   *
   * @throws CommandRejectedException with the first thing that is wrong with it
   */
  SessionRequest check(Command.Wanted.Work wanted, CommandId id) {
    String agentNamed = said("agent", wanted.agent());
    String actionNamed = said("action", wanted.action());
    String projectNamed = said("project", wanted.project());
    AgentAdapter agent = agent(agentNamed);
    CommandAction action = action(actionNamed);
    Project project = project(projectNamed);
    String prompt = prompt(action, wanted.prompt());
    Base base =
        SessionPlaces.needsWorktree(project, action)
            ? readableBase(project, wanted.base())
            : noBase(action, wanted);
    String scope =
        scope(
            project,
            base,
            Objects.requireNonNullElse(
                wanted.scopePath(), Objects.requireNonNullElse(project.defaultScope(), "")));
    return new SessionRequest(
        project,
        id,
        agent.id(),
        action,
        prompt,
        scope,
        wanted.model(),
        base.ref(),
        base.commit(),
        naming(project, action, wanted.branch()));
  }

  private static String said(String field, @Nullable String word) {
    if (word == null) {
      throw CommandRejectedException.missing(field);
    }
    return word;
  }

  private BranchNaming naming(Project project, CommandAction action, @Nullable String given) {
    try {
      return branches.check(project, action, given);
    } catch (RepositoryUnreadableException failure) {
      throw rejected(Rejection.REPOSITORY_UNREADABLE, failure);
    }
  }

  private @Nullable String scope(Project project, Base base, String given) {
    String commit = base.commit();
    if (!project.isBare() || commit == null) {
      return Scope.check(project, given);
    }
    try {
      return Scope.check(project, given, path -> projects.isIn(project, commit, path));
    } catch (RepositoryUnreadableException failure) {
      throw rejected(Rejection.REPOSITORY_UNREADABLE, failure);
    }
  }

  private record Base(@Nullable String ref, @Nullable String commit) {}

  private AgentAdapter agent(String named) {
    AgentId id = new AgentId(named.toLowerCase(Locale.ROOT));
    if (!agents.isKnown(id)) {
      List<String> known = agents.ids().stream().map(AgentId::value).toList();
      throw new CommandRejectedException(
          Rejection.UNKNOWN_AGENT,
          "there is no agent \"" + named + "\"; there are " + String.join(", ", known),
          NearestName.of(named, known));
    }
    check
        .look(id)
        .ifPresent(unusable -> {
          throw new CommandRejectedException(unusable.why(), unusable.detail(), List.of());
        });
    return agents.require(id);
  }

  private static CommandAction action(String named) {
    return Arrays.stream(CommandAction.values())
        .filter(action -> action.wireName().equals(named.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> unknownAction(named));
  }

  private static CommandRejectedException unknownAction(String named) {
    List<String> known =
        Arrays.stream(CommandAction.values()).map(CommandAction::wireName).toList();
    return new CommandRejectedException(
        Rejection.UNKNOWN_ACTION,
        "there is no action \"" + named + "\"; there are " + String.join(", ", known),
        NearestName.of(named, known));
  }

  private Project project(String named) {
    Project project;
    try {
      project = projects.require(named);
    } catch (NotFoundException missing) {
      throw new CommandRejectedException(
          Rejection.UNKNOWN_PROJECT, "there is no project \"" + named + "\"", missing.nearest());
    } catch (AmbiguousIdException ambiguous) {
      throw new CommandRejectedException(
          Rejection.UNKNOWN_PROJECT,
          Objects.requireNonNullElse(ambiguous.getMessage(), named),
          ambiguous.candidates());
    }
    if (!projects.isAvailable(project)) {
      throw new CommandRejectedException(
          Rejection.PROJECT_UNAVAILABLE, ProjectUnavailableException.words(project), List.of());
    }
    try {
      projects.requireUsable(project);
    } catch (RepositoryRefusedException refused) {
      throw rejected(unusable(refused.reason()), refused);
    } catch (RepositoryUnreadableException failure) {
      throw rejected(Rejection.REPOSITORY_UNREADABLE, failure);
    }
    return project;
  }

  private static Rejection unusable(RepositoryRefusedException.Refusal reason) {
    return switch (reason) {
      case FOREIGN_OWNER -> Rejection.FOREIGN_OWNER;
      case READ_ONLY -> Rejection.READ_ONLY_REPOSITORY;
      case MISSING,
          NAME_NOT_UTF8,
          NOT_A_FOLDER,
          NOT_A_REPOSITORY,
          BRANCH_IN_THE_WAY,
          MIRROR,
          FOLDER_IN_THE_WAY,
          OTHER_INSTALLATION ->
          Rejection.REPOSITORY_UNREADABLE;
    };
  }

  /** The project of a command that was rejected, where one was said and was not what was wrong. */
  Optional<ProjectId> findProject(@Nullable String named) {
    if (named == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(projects.require(named).id());
    } catch (NotFoundException | AmbiguousIdException _) {
      return Optional.empty();
    }
  }

  private static String prompt(CommandAction action, @Nullable String given) {
    if (given != null && !given.isBlank()) {
      return given;
    }
    return action
        .usualPrompt()
        .orElseThrow(() ->
            new CommandRejectedException(
                Rejection.PROMPT_REQUIRED,
                action.wireName() + " needs a prompt: what is to be done?",
                List.of()));
  }

  private static Base noBase(CommandAction action, Command.Wanted.Work wanted) {
    if (wanted.base() != null) {
      throw new CommandRejectedException(
          Rejection.INVALID_FIELD,
          action.wireName() + " reads the checkout as it is: leave \"base\" out",
          List.of());
    }
    return new Base(null, null);
  }

  private Base readableBase(Project project, @Nullable String named) {
    try {
      Base base = base(project, named);
      projects.requireWorktreeRoot(project);
      return base;
    } catch (RepositoryUnreadableException failure) {
      throw rejected(Rejection.REPOSITORY_UNREADABLE, failure);
    } catch (WorktreeUnusableException failure) {
      throw rejected(Rejection.WORKTREE_ROOT_UNUSABLE, failure);
    }
  }

  private static CommandRejectedException rejected(Rejection why, RuntimeException failure) {
    return new CommandRejectedException(
        why, Objects.requireNonNullElse(failure.getMessage(), ""), List.of());
  }

  private Base base(Project project, @Nullable String named) {
    String ref =
        named != null ? named : Objects.requireNonNullElse(project.defaultBranch(), "HEAD");
    Optional<String> commit = projects.findCommit(project, ref);
    if (commit.isPresent()) {
      return new Base(ref, commit.get());
    }
    if (projects.findCommit(project, "HEAD").isEmpty() && projects.branches(project).isEmpty()) {
      throw new CommandRejectedException(
          Rejection.NO_COMMIT,
          "project \"" + project.slug() + "\" has no commit yet to start from",
          List.of());
    }
    throw new CommandRejectedException(
        Rejection.BASE_NOT_FOUND,
        "there is no branch, tag or commit \"" + ref + "\" in " + project.path(),
        List.of());
  }
}
