package dev.orch.http;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Usage;
import dev.orch.store.Samples;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A session that has ended, whose worktree in a registered repository holds a new file, {@code
 * new.txt}.
 */
public record EndedWork(Session session, GitRepository worktree, GitRepository checkout) {

  /** Recorded in the store, with a real worktree. */
  public static EndedWork in(TestDaemon daemon, Samples samples, GitRepository repository)
      throws IOException {
    String slug = repository.folder().getFileName().toString();
    ProjectId project = new ProjectId(daemon.client().get("/api/v1/projects/" + slug).text("/id"));
    Session like = samples.session(project, CommandAction.IMPLEMENT, Samples.NOON);
    Path worktree = repository.folder().resolve(".orchestrator/worktrees/" + like.id());
    String branch = "orch/claude/" + slug + "/" + like.id();
    repository.git("worktree", "add", "--quiet", "-b", branch, worktree.toString());
    Session session =
        new Session(
            like.id(),
            like.assignment(),
            new Session.Place(
                branch, "main", repository.commitOf("HEAD"), null, worktree, like.place().log()),
            new Session.Standing(SessionState.COMPLETED, null, Samples.NOON, null),
            new Session.Progress(
                1, null, 0, null, new Session.Changes(1, 1, 0), List.of(), Usage.NONE),
            like.times(),
            1);
    daemon.stores().transactions().write(() -> daemon.stores().sessions().insert(session));
    GitRepository files = repository.in(worktree);
    files.write("new.txt", "new\n");
    return new EndedWork(session, files, repository);
  }

  /** The path of its apply. */
  public String path() {
    return "/api/v1/sessions/" + session.id() + "/apply";
  }
}
