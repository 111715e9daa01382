package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.Receipt;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ProjectStore} does. */
public abstract class ProjectStoreContract extends StoresContract {

  @Test
  void aProjectIsFoundByIdSlugAndRepository() {
    Project project = insert(full(samples.project(Samples.NOON)));
    insert(samples.project(Samples.NOON));

    assertThat(stores.projects().find(project.id())).contains(project);
    assertThat(stores.projects().findBySlug(project.slug())).contains(project);
    assertThat(stores.projects().findByCommonGitDir(project.commonGitDir())).contains(project);
    assertThat(stores.projects().findBySlug(new Slug("no-such"))).isEmpty();
    assertThat(stores.projects().findByCommonGitDir(Path.of("/nowhere"))).isEmpty();
    assertThat(stores.projects().find(new ProjectId("no"))).isEmpty();
  }

  @Test
  void severalAreFoundAtOnce() {
    Project one = insert(full(samples.project(Samples.NOON)));
    Project two = insert(samples.project(Samples.NOON));
    insert(samples.project(Samples.NOON));

    assertThat(stores.projects().list(Set.of(one.id(), two.id(), new ProjectId("no"))))
        .containsExactlyInAnyOrder(one, two);
    assertThat(stores.projects().list(Set.of())).isEmpty();
  }

  @Test
  void replaceKeepsWhatMayChange() {
    Project project = insert(samples.project(Samples.NOON));
    Project next =
        project.with(
            "New name",
            "trunk",
            ProjectSettings.ofEnvironment(Map.of("A", "1"), List.of("TOKEN")),
            Samples.NOON.plusMillis(1));

    write(() -> stores.projects().replace(next));

    assertThat(stores.projects().find(project.id())).contains(next);
  }

  @Test
  void whatRequestsOfItsSessionsWereAnsweredIsForgottenWithIt() {
    Project project = insert(samples.project(Samples.NOON));
    Session session = samples.session(project.id(), CommandAction.IMPLEMENT, Samples.NOON);
    String body = "{\"id\":\"%s\",\"prompt\":\"canary\"}".formatted(session.id());
    String other = "{\"id\":\"zzzzzzzzzz\",\"prompt\":\"of another\"}";
    write(() -> {
      stores.sessions().insert(session);
      stores.receipts().insert(new Receipt("k", "hash", 201, body, Samples.NOON));
      stores.receipts().insert(new Receipt("other", "hash", 201, other, Samples.NOON));
    });

    write(() -> stores.projects().delete(project.id()));

    assertThat(stores.receipts().find("k")).get().matches(Receipt::isDeleted);
    assertThat(stores.receipts().find("other").map(Receipt::body)).contains(other);
  }

  @Test
  void whatIsPlannedAndWhatIsKeptMovesWithTheProject() {
    Project project = insert(samples.project(Samples.NOON));
    Session session = samples.session(project.id(), CommandAction.IMPLEMENT, Samples.NOON);
    String text =
        "{\"home\":[\"%1$s\",{\"git\":\"%2$s/x\"}],\"other\":\"%1$sx\",\"number\":3,\"tip\":null}";
    String before = text.formatted(project.path(), project.commonGitDir());
    Operation open = Samples.release("o1", session);
    write(() -> {
      stores.sessions().insert(session);
      stores
          .operations()
          .insert(
              new Operation(
                  open.id(),
                  open.kind(),
                  open.project(),
                  open.session(),
                  new Operation.Plan(before, "hash"),
                  open.asked(),
                  open.progress()));
      stores
          .trash()
          .insert(
              new TrashEntry(
                  "t1",
                  session.id(),
                  project.id(),
                  new TrashEntry.Kept(1, null, before),
                  Samples.NOON,
                  Samples.NOON));
    });
    Project moved = project.movedTo(Path.of("/new/app"), Path.of("/git/app"), Samples.NOON);

    write(() -> stores.projects().move(moved, project.path()));

    String after =
        text.formatted("/new/app", "/git/app").replace("/new/appx", project.path() + "x");
    assertThat(stores.operations().find("o1").map(Operation::plan))
        .contains(new Operation.Plan(after, "hash"));
    assertThat(stores.trash().find("t1").map(entry -> entry.kept().content())).contains(after);
  }

  @Test
  void replaceOfAnUnknownProjectIsAnError() {
    Project project = samples.project(Samples.NOON);

    assertThatThrownBy(() -> write(() -> stores.projects().replace(project)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void slugAndRepositoryAreTakenOnce() {
    Project first = insert(samples.project(Samples.NOON));
    Project second = samples.project(Samples.NOON);

    assertThatThrownBy(() -> insert(with(second, first.slug(), second.commonGitDir())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> insert(with(second, second.slug(), first.commonGitDir())))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stores.projects().list(new Page.Request(10, null)).items()).containsExactly(first);
  }

  @Test
  void listGivesTheNewestFirstPageByPage() {
    Project old = insert(samples.project(Samples.NOON));
    Project young = insert(samples.project(Samples.NOON.plusMillis(1)));

    Page<Project> first = stores.projects().list(new Page.Request(1, null));
    Page<Project> second = stores.projects().list(new Page.Request(1, first.next()));

    assertThat(first.items()).containsExactly(young);
    assertThat(second.items()).containsExactly(old);
    assertThat(second.next()).isNull();
  }

  @Test
  void idsAreFoundByTheirBeginning() {
    Project project = insert(samples.project(Samples.NOON));

    assertThat(stores.projects().idsStartingWith(project.id().value().substring(0, 4), 5))
        .containsExactly(project.id());
    assertThat(stores.projects().idsStartingWith("!", 5)).isEmpty();
  }

  private Project insert(Project project) {
    write(() -> stores.projects().insert(project));
    return project;
  }

  private static Project with(Project project, Slug slug, Path commonGitDir) {
    return new Project(
        project.id(),
        slug,
        project.name(),
        project.path(),
        commonGitDir,
        project.defaultBranch(),
        project.defaultScope(),
        project.settings(),
        project.createdAt(),
        project.updatedAt());
  }

  private static Project full(Project project) {
    return new Project(
        project.id(),
        project.slug(),
        "K\u00e4se \"\ud83e\uddc0\"",
        Path.of("/code/a b/\u00e4"),
        project.commonGitDir(),
        "main",
        "packages/web",
        ProjectSettings.ofEnvironment(Map.of("KEY_ONE", "a\nb", "keyTwo", ""), List.of("TOKEN")),
        project.createdAt(),
        project.updatedAt().plusMillis(7));
  }
}
