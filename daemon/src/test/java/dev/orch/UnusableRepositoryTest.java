package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.http.ApiClient.Reply;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.ReadOnlyFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository that is not the user's to write, when it is registered and once it became so. */
class UnusableRepositoryTest extends RealPlaneSuite {

  private Path repository(String name) {
    GitRepository app = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    Path clone = folder.resolve(name);
    String how = name.endsWith(".git") ? "--bare" : "--no-local";
    app.git("clone", "--quiet", how, ".", clone.toString());
    return clone;
  }

  private Reply add(Path path) throws IOException {
    return plane.client().post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(path));
  }

  private void assertThatItIsRefused(String slug, String problem) throws IOException {
    for (String action : new String[] {"implement", "analyze"}) {
      Reply refused = plane.ask(action, slug, "[[say x]]", "");
      assertThat(refused.status()).as(action).isEqualTo(422);
      assertThat(refused.problem()).as(action).isEqualTo(problem);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "other.git"})
  void oneOfAnotherUserIsRefused(String name) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    Path repository = repository(name);
    give(repository, "65534");
    assertThat(add(repository).problem()).isEqualTo("foreign_owner");
    give(repository, "0");
    assertThat(add(repository).status()).isEqualTo(201);
    give(repository, "65534");

    assertThatItIsRefused("other", "foreign_owner");

    give(repository, "0");
    plane.await(plane.send("implement", "other", "[[say x]]"), "completed");
  }

  private static void give(Path all, String user) throws Exception {
    assertThat(new ProcessBuilder("chown", "-R", user, all.toString()).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "other.git"})
  void oneThatIsReadOnlyIsRefused(String name) throws Exception {
    Path repository = repository(name);
    try (ReadOnlyFolder readOnly = ReadOnlyFolder.make(repository)) {
      assertThat(add(readOnly.folder()).problem()).isEqualTo("read_only_repository");
    }
    assertThat(add(repository).status()).isEqualTo(201);
    try (ReadOnlyFolder readOnly = ReadOnlyFolder.make(repository)) {
      assertThat(readOnly.folder()).isDirectory();
      assertThatItIsRefused("other", "read_only_repository");
    }
    plane.await(plane.send("implement", "other", "[[say x]]"), "completed");
  }
}
