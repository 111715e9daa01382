package dev.orch.http.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.http.ApiClient;
import dev.orch.http.ApiClient.Reply;
import dev.orch.http.TestDaemon;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.worktree.GitRepository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir Path folder;
  private TestDaemon daemon;
  private ApiClient client;
  private String id = "";

  @BeforeEach
  void aSession() throws IOException {
    daemon = TestDaemon.start(folder);
    client = daemon.client();
    GitRepository repository =
        GitRepository.withCommit(folder.resolve("my-app"), folder.resolve("home"));
    client.post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(repository.folder()));
    id =
        client
            .post(
                "/api/v1/sessions",
                """
                {"agent":"claude","action":"implement","project":"my-app",
                 "prompt":"add caching, the token is %s"}
                """
                    .formatted(daemon.token()))
            .text("/id");
    Session session = daemon.stores().sessions().find(new SessionId(id)).orElseThrow();
    Stores stores = daemon.stores();
    stores
        .transactions()
        .write(() -> {
          for (int i = 0; i < 600; i++) {
            stores.events().append(Samples.said(session, "line " + i));
          }
        });
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void allOfASessionIsInOneArchive() throws IOException {
    Reply reply = export();
    Map<String, String> entries = entries(reply.raw().bytes());

    assertThat(reply.raw().headers())
        .anyMatch(header -> header.contains("filename=\"orch-" + id + ".zip\""));
    assertThat(entries.keySet())
        .containsExactly(
            Stream.of(
                    "session.json",
                    "command.json",
                    "turns.json",
                    "transitions.json",
                    "followups.json",
                    "comments.json",
                    "input-requests.json",
                    "events.ndjson",
                    "transcript.jsonl",
                    "transcript.md",
                    "log.txt",
                    "artifacts.json",
                    "missing.json")
                .map(name -> id + "/" + name)
                .toArray(String[]::new));
    assertThat(entries.get(id + "/session.json")).contains("\"id\":\"" + id + "\"");
    assertThat(requireNonNull(entries.get(id + "/events.ndjson")).lines()).hasSizeGreaterThan(600);
    assertThat(requireNonNull(entries.get(id + "/transcript.jsonl")).lines().toList().getLast())
        .contains("line 599");
    assertThat(entries.get(id + "/transcript.md")).contains("# Turn 1", "add caching", "line 599");
    assertThat(entries.get(id + "/log.txt")).contains("line 599");
  }

  @Test
  void noSecretIsInIt() throws IOException {
    assertThat(entries(export().raw().bytes()).values())
        .noneMatch(text -> text.contains(daemon.token()))
        .anyMatch(text -> text.contains("the token is [redacted]"));
  }

  @Test
  void theSameSessionGivesTheSameArchiveAndNothingIsLeftOfIt() throws IOException {
    assertThat(export().raw().bytes()).isEqualTo(export().raw().bytes());
    try (Stream<Path> left = Files.list(folder.resolve("state").resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatIsNotThereIsAProblem() throws IOException {
    assertThat(client.get("/api/v1/sessions/0000000000/export").problem())
        .isEqualTo("session_not_found");
  }

  private Reply export() throws IOException {
    return client.get("/api/v1/sessions/" + id + "/export");
  }

  private static Map<String, String> entries(byte[] archive) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        entry = zip.getNextEntry();
      }
    }
    return entries;
  }
}
