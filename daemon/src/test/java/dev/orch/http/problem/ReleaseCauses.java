package dev.orch.http.problem;

import dev.orch.api.ProblemType;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Samples;
import dev.orch.worktree.GitRepository;
import java.nio.file.Path;
import java.util.Map;

/** What keeps a worktree from being given up. */
final class ReleaseCauses {
  static final Map<ProblemType, Occasion> ALL =
      Map.of(
          ProblemType.RELEASE_HINDERED,
          scene -> {
            Work work = Work.in(scene);
            work.files().git("update-index", "--skip-worktree", "README.md");
            return scene.post(work.path(), "{}");
          },
          ProblemType.LOSES_WORK,
          scene -> {
            Work work = Work.in(scene);
            work.files().write(".gitignore", "*.log\n").write("x.log", "x\n");
            return scene.post(work.path(), "{}");
          },
          ProblemType.INVENTORY_CHANGED,
          scene -> scene.post(Work.in(scene).path(), "{\"plan_hash\":\"0\"}"));

  private ReleaseCauses() {}

  /** A session that has ended, with a real worktree. */
  private record Work(Session session, GitRepository files) {
    static Work in(Scene scene) throws Exception {
      GitRepository repository = scene.repository();
      String slug = scene.project(repository);
      ProjectId project =
          new ProjectId(scene.daemon().client().get("/api/v1/projects/" + slug).text("/id"));
      Session like =
          Samples.moved(
              scene.samples().session(project, CommandAction.IMPLEMENT, Samples.NOON),
              SessionState.COMPLETED);
      Path folder = repository.folder().resolve(".orchestrator/worktrees/" + like.id());
      String branch = "orch/claude/" + slug + "/" + like.id();
      repository.git("worktree", "add", "--quiet", "-b", branch, folder.toString());
      String head = repository.commitOf("HEAD");
      Session session =
          like.withPlace(new Session.Place(branch, "main", head, head, folder, like.place().log()));
      scene
          .daemon()
          .stores()
          .transactions()
          .write(() -> scene.daemon().stores().sessions().insert(session));
      return new Work(session, repository.in(folder));
    }

    String path() {
      return "sessions/%s/release".formatted(session.id());
    }
  }
}
