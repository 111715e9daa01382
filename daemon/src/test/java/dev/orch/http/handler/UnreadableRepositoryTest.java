package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import dev.orch.http.EndedWork;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered where git cannot read the repository: what git said, and nothing is done. */
class UnreadableRepositoryTest extends HandlerFixture {
  private final Samples samples = new Samples(5);

  @ParameterizedTest
  @ValueSource(strings = {"config", "packed-refs"})
  void whoeverAsksIsToldWhatGitSaid(String broken) throws IOException {
    EndedWork deleted = EndedWork.in(daemon, samples, repository);
    String inTrash = "/api/v1/trash/" + deleted.session().id();
    assertThat(client.post(path(deleted) + "/delete", "{}").status()).isEqualTo(200);
    EndedWork work = EndedWork.in(daemon, samples, repository);
    madeOnce(work);
    assertThat(client.post(work.path(), "{}").status()).isEqualTo(200);
    Path file = repository.folder().resolve(".git").resolve(broken);
    String before = Files.exists(file) ? Files.readString(file) : "# pack-refs with: sorted \n";
    Files.writeString(file, before + "[\n");

    Map<String, Reply> answers = new LinkedHashMap<>();
    answers.put("preview of delete", client.get(path(work) + "/cleanup-preview"));
    answers.put("preview of release", client.get(path(work) + "/cleanup-preview?for=release"));
    answers.put("delete", client.post(path(work) + "/delete", "{\"plan_hash\":\"x\"}"));
    answers.put("release", client.post(path(work) + "/release", "{\"plan_hash\":\"x\"}"));
    answers.put("preview of apply", client.get(work.path()));
    answers.put("apply", client.post(work.path(), "{}"));
    answers.put("undo", client.delete(work.path()));
    answers.put("restore", client.post(inTrash + "/restore", "{}"));

    answers.forEach((asked, answer) -> {
      assertThat(answer.problem()).as(asked).isEqualTo("repository_unreadable");
      assertThat(answer.text("/detail"))
          .as(asked)
          .contains(repository.folder().toString(), "fatal: ", broken);
      assertThat(answer.text("/hint")).as(asked).contains("git status");
    });
    Files.writeString(file, before);
    assertThat(client.post(inTrash + "/restore", "{}").status()).isEqualTo(200);
    assertThat(client.delete(work.path()).status()).isEqualTo(200);
    assertThat(work.worktree().folder().resolve("new.txt")).hasContent("new\n");
  }

  /** As it is after the first launch. */
  private void madeOnce(EndedWork work) {
    SessionLedger ledger = new SessionLedger(daemon.stores(), InstantSource.system());
    String head = repository.commitOf("HEAD");
    daemon
        .stores()
        .transactions()
        .write(() ->
            ledger.change(
                work.session().id(), session -> session.withPlace(session.place().withHead(head))));
  }

  private static String path(EndedWork work) {
    return "/api/v1/sessions/" + work.session().id();
  }
}
