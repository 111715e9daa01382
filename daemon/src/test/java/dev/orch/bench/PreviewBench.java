package dev.orch.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How long the inventory of a large worktree takes: half its files are untracked. */
record PreviewBench(Path image, Path folder, int files) {
  private static final int RUNS = 9;
  private static final int FILES_OF_A_FOLDER = 100;

  /** An agent that ends at once: what is measured needs its worktree only. */
  private static final String AGENT =
      """
      #!/bin/sh
      case $1 in --version) echo '2.1.331 (Claude Code)' ;; *) exit 1 ;; esac
      """;

  /** Milliseconds, ascending. What it made is removed again. */
  List<Double> run() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory(Files.createDirectories(folder), "preview").toRealPath();
    try {
      return run(home);
    } finally {
      remove(home);
    }
  }

  private List<Double> run(Path home) throws IOException, InterruptedException {
    Path programs = Files.createDirectories(home.resolve("bin"));
    Path program = programs.resolve("claude");
    Files.writeString(program, AGENT);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    GitRepository repository = GitRepository.withCommit(home.resolve("project"), home);
    write(repository.folder(), 0, files / 2);
    repository.git("add", "--all");
    repository.git("commit", "--quiet", "--message=files");
    try (BenchDaemon daemon = BenchDaemon.start(image, home, programs);
        HttpClient client = HttpClient.newHttpClient()) {
      Asking asking = new Asking(client, daemon);
      JsonNode session = asking.session(repository.folder());
      write(Path.of(session.path("worktree_path").asString()), files / 2, files);
      return asking.previews(session.path("id").asString());
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void write(Path top, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Path file = top.resolve("part-%d/file-%d.txt".formatted(i / FILES_OF_A_FOLDER, i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "line %d of a file\n".formatted(i).repeat(20));
    }
  }

  /** A client of one daemon. */
  private record Asking(HttpClient client, BenchDaemon daemon) {

    JsonNode session(Path repository) throws IOException, InterruptedException {
      JsonNode project = post("projects", "{\"path\":\"%s\"}".formatted(repository));
      JsonNode made =
          post(
              "sessions?wait=launched",
              "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"%s\",\"prompt\":\"x\"}"
                  .formatted(project.path("slug").asString()));
      String id = made.path("id").asString();
      try (Wire wire = new Wire(daemon.port(), daemon.token())) {
        wire.events("/api/v1/stream/events?type=session.failed&after=0&session=" + id, 1);
      }
      return get("sessions/" + id);
    }

    List<Double> previews(String session) throws IOException, InterruptedException {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        long began = System.nanoTime();
        get("sessions/%s/cleanup-preview".formatted(session));
        times.add((System.nanoTime() - began) / 1e6);
      }
      Collections.sort(times);
      return times;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
      return answer(request(path).GET().build());
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
      return answer(
          request(path)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
              .build());
    }

    private HttpRequest.Builder request(String path) throws IOException {
      return HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(daemon.port(), path)))
          .header("Authorization", "Bearer " + daemon.token());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
      var answer = client.send(request, BodyHandlers.ofString(UTF_8));
      if (answer.statusCode() >= 400) {
        throw new IOException(request.uri() + ": " + answer.body());
      }
      return JsonMapper.shared().readTree(answer.body());
    }
  }
}
