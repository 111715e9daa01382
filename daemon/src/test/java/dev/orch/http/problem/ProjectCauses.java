package dev.orch.http.problem;

import dev.orch.api.ProblemType;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.http.RawHttp;
import dev.orch.worktree.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Why a repository is no project, and what a project does not take. */
final class ProjectCauses {
  static final Map<ProblemType, Occasion> ALL =
      Map.ofEntries(
          Map.entry(ProblemType.PATH_MISSING, scene -> scene.register(scene.place())),
          Map.entry(
              ProblemType.PATH_IS_FILE,
              scene -> scene.register(Files.writeString(scene.place(), "x"))),
          Map.entry(
              ProblemType.NOT_A_REPOSITORY,
              scene -> scene.register(Files.createDirectory(scene.place()))),
          Map.entry(
              ProblemType.FOREIGN_OWNER,
              _ -> Broken.answer(refused(RepositoryRefusedException.Refusal.FOREIGN_OWNER))),
          Map.entry(
              ProblemType.READ_ONLY_REPOSITORY,
              _ -> Broken.answer(refused(RepositoryRefusedException.Refusal.READ_ONLY))),
          Map.entry(ProblemType.BRANCH_IN_THE_WAY, ProjectCauses::branchInTheWay),
          Map.entry(ProblemType.MIRROR_REPOSITORY, ProjectCauses::mirror),
          Map.entry(ProblemType.OTHER_INSTALLATION, ProjectCauses::ownedByAnother),
          Map.entry(
              ProblemType.FOLDER_IN_THE_WAY,
              scene -> scene.register(scene.repository().write(".orchestrator", "x").folder())),
          Map.entry(
              ProblemType.INVALID_SLUG,
              scene -> scene.post("projects", "{\"path\":\"/x\",\"slug\":\"A b\"}")),
          Map.entry(ProblemType.PROJECT_EXISTS, ProjectCauses::twice),
          Map.entry(
              ProblemType.SLUG_TAKEN,
              scene ->
                  scene.post(
                      "projects",
                      "{\"path\":\"%s\",\"slug\":\"%s\"}"
                          .formatted(scene.repository().folder(), scene.project()))),
          Map.entry(
              ProblemType.PROJECT_BUSY,
              scene -> {
                String project = scene.project();
                scene.send("analyze", project, "");
                return scene.delete("projects/" + project);
              }),
          Map.entry(
              ProblemType.ANOTHER_REPOSITORY,
              scene ->
                  scene.post(
                      "projects/" + scene.project() + "/move",
                      "{\"path\":\"%s\"}".formatted(scene.repository().folder()))),
          Map.entry(
              ProblemType.FIXED_FIELD,
              scene -> scene.put("projects/" + scene.project(), "{\"path\":\"/elsewhere\"}")),
          Map.entry(
              ProblemType.REPOSITORY_UNREADABLE,
              _ ->
                  Broken.answer(
                      new RepositoryUnreadableException(
                          Path.of("/x"), new IllegalStateException("x")))));

  private ProjectCauses() {}

  private static RawHttp.Answer holding(Scene scene, String file, String text) throws Exception {
    return scene.register(scene.repository().write(file, text).commit("more").folder());
  }

  /** Root writes everywhere and only root gives files away, so that git is not asked. */
  private static RepositoryRefusedException refused(RepositoryRefusedException.Refusal reason) {
    return new RepositoryRefusedException(reason, "/x is refused");
  }

  private static RawHttp.Answer branchInTheWay(Scene scene) throws Exception {
    GitRepository repository = scene.repository();
    repository.git("branch", "orch");
    return scene.register(repository.folder());
  }

  private static RawHttp.Answer mirror(Scene scene) throws Exception {
    Path mirror = scene.place();
    scene.repository().git("clone", "--quiet", "--mirror", ".", mirror.toString());
    return scene.register(mirror);
  }

  private static RawHttp.Answer ownedByAnother(Scene scene) throws Exception {
    return holding(scene, ".orchestrator/owner", "/elsewhere\n");
  }

  private static RawHttp.Answer twice(Scene scene) throws Exception {
    GitRepository repository = scene.repository();
    scene.project(repository);
    return scene.register(repository.folder());
  }
}
