package dev.orch.dist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScriptedModelServerTest {
  private static final List<Map<String, String>> TOOLS =
      List.of(
          Map.of("name", "Write"),
          Map.of("name", "Bash"),
          Map.of("name", "Read"),
          Map.of("name", "AskUserQuestion"));

  private final ScriptedModelServer model = ScriptedModelServer.open();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.shutdownNow();
    model.close();
  }

  /** A message as the API has it. */
  private record Message(String role, Object content) {}

  private static Message user(String text) {
    return new Message("user", text);
  }

  private static Message called(String name) {
    return new Message(
        "assistant",
        List.of(Map.of("type", "tool_use", "id", "t-1", "name", name, "input", Map.of())));
  }

  private static Message toolResult() {
    return new Message(
        "user", List.of(Map.of("type", "tool_result", "tool_use_id", "t-1", "content", "ok")));
  }

  private static Map<String, Object> body(List<Message> messages, boolean stream) {
    return Map.of(
        "model",
        "claude-sonnet-5",
        "stream",
        stream,
        "system",
        "Working directory: /ws\nbe good",
        "tools",
        TOOLS,
        "messages",
        messages);
  }

  private HttpResponse<String> post(String key, Map<String, Object> body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(model.url() + "/v1/messages?beta=true"))
            .header("x-api-key", key)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode answer(Message... messages) throws Exception {
    HttpResponse<String> response = post("key", body(List.of(messages), false));
    assertThat(response.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void aPromptMayBeUnderstoodAsAScript() throws Exception {
    model.understand("say hello", "[[say hello]]");

    assertThat(answer(user("Please say hello.")).at("/content/0/text").asString())
        .isEqualTo("hello");
  }

  @Test
  void aPromptWithoutAScriptIsEchoed() throws Exception {
    assertThat(answer(user("hello")).at("/content/0/text").asString()).isEqualTo("Echo: hello");
  }

  @Test
  void everyToolCallIsAnAnswerAndTheLastOneCloses() throws Exception {
    Message prompt = user("Please [[say first]] [[write a.txt x\\ny]] [[bash ls]] [[say done]]");

    JsonNode write = answer(prompt);
    JsonNode bash = answer(prompt, called("Write"), toolResult());
    JsonNode closing = answer(prompt, called("Write"), toolResult(), called("Bash"), toolResult());

    assertThat(write.at("/content/0/text").asString()).isEqualTo("first");
    assertThat(write.at("/content/1/name").asString()).isEqualTo("Write");
    assertThat(write.at("/content/1/input/file_path").asString()).isEqualTo("/ws/a.txt");
    assertThat(write.at("/content/1/input/content").asString()).isEqualTo("x\ny\n");
    assertThat(write.path("stop_reason").asString()).isEqualTo("tool_use");
    assertThat(bash.at("/content/0/input/command").asString()).isEqualTo("ls");
    assertThat(closing.at("/content/0/text").asString()).isEqualTo("done");
    assertThat(closing.path("stop_reason").asString()).isEqualTo("end_turn");
  }

  @Test
  void andPutsTwoCallsIntoOneAnswer() throws Exception {
    Message prompt = user("[[bash one]] [[and]] [[bash two]] [[say done]]");

    JsonNode both = answer(prompt);
    assertThat(
            both.path("content").valueStream().map(block -> block.at("/input/command").asString()))
        .containsExactly("one", "two");
    assertThat(
            answer(prompt, called("Bash"), called("Bash"), toolResult())
                .at("/content/0/text")
                .asString())
        .isEqualTo("done");
  }

  @Test
  void theLastPromptIsTheScriptWhateverTheAgentAddsToIt() throws Exception {
    JsonNode answer =
        answer(
            user("[[bash one]]"),
            called("Bash"),
            toolResult(),
            user("[[say second]]"),
            user("<system-reminder>[[say no]]</system-reminder>"),
            user("[Request interrupted by user]"));

    assertThat(answer.at("/content/0/text").asString()).isEqualTo("second");
  }

  @Test
  void whatTheUserSaysDuringATurnIsTheScriptFromThen() throws Exception {
    JsonNode answer =
        answer(
            user("[[bash one]] [[say first]]"),
            called("Bash"),
            toolResult(),
            new Message(
                "system",
                "The user sent a new message while you were working:\n[[bash two]] [[say second]]"));

    assertThat(answer.at("/content/0/input/command").asString()).isEqualTo("two");
  }

  @Test
  void aToolThatIsNotOfferedBecomesText() throws Exception {
    assertThat(answer(user("[[plan do it]]")).at("/content/0/text").asString()).isEqualTo("do it");
    JsonNode announced =
        answer(
            user(
                "<system-reminder>deferred tools are now available:\nExitPlanMode\nX\n</system-reminder>"),
            user("[[plan do it]]"));
    assertThat(announced.at("/content/0/name").asString()).isEqualTo("ExitPlanMode");
    assertThat(announced.at("/content/0/input/plan").asString()).isEqualTo("do it");
  }

  @Test
  void aStreamHasTheSameContentAsTheBody() throws Exception {
    Message prompt = user("[[think hm]] [[say one two]] [[tool Odd {\"a\":[1]}]]");
    HttpResponse<String> response = post("key", body(List.of(prompt), true));
    List<JsonNode> events = new ArrayList<>();
    response
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .forEach(line -> events.add(JsonMapper.shared().readTree(line.substring(6))));

    assertThat(events.getFirst().path("type").asString()).isEqualTo("message_start");
    assertThat(events.getLast().path("type").asString()).isEqualTo("message_stop");
    StringBuilder text = new StringBuilder();
    events.forEach(event -> {
      for (String part : List.of("thinking", "text", "partial_json")) {
        text.append(event.path("delta").path(part).asString(""));
      }
    });
    assertThat(text.toString()).isEqualTo("hmone two{\"a\":[1]}");
  }

  @Test
  void usageIsWhatTheScriptSays() throws Exception {
    JsonNode usage = answer(user("[[usage 12 34]] [[say x]]")).path("usage");

    assertThat(usage.path("input_tokens").asInt()).isEqualTo(12);
    assertThat(usage.path("output_tokens").asInt()).isEqualTo(34);
  }

  @Test
  void anErrorComesAsOftenAsTheScriptSays() throws Exception {
    Map<String, Object> body = body(List.of(user("[[error 529 2]] [[say fine]]")), false);

    assertThat(post("key", body).statusCode()).isEqualTo(529);
    assertThat(post("key", body).body()).contains("overloaded_error");
    assertThat(post("key", body).body()).contains("fine");
  }

  @Test
  void aCutStreamEndsInTheMiddleAndThenGoesOn() throws Exception {
    Map<String, Object> body = body(List.of(user("[[cut 1]] [[say one two three]]")), true);

    assertThatThrownBy(() -> post("key", body)).isInstanceOf(IOException.class);
    assertThat(post("key", body).body()).contains("message_stop");
  }

  @Test
  void badKeysAndUnknownModelsAreRefused() throws Exception {
    Map<String, Object> good = body(List.of(user("[[say x]]")), false);
    Map<String, Object> unknown =
        Map.of("model", "no-such-model", "messages", List.of(user("[[say x]]")));

    assertThat(post("invalid-key", good).statusCode()).isEqualTo(401);
    assertThat(post("", good).statusCode()).isEqualTo(401);
    assertThat(post("key", unknown).statusCode()).isEqualTo(404);
  }

  @Test
  void aHangingRequestIsEndedByClosing() throws Exception {
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              while (model.requests().isEmpty()) {
                LockSupport.parkNanos(1_000_000);
              }
              model.close();
            });
    assertThatThrownBy(() -> post("key", body(List.of(user("[[hang]]")), false)))
        .isInstanceOf(IOException.class);
    closer.join();
  }

  @Test
  void anAnswerWaitsAtAGateUntilItIsOpened() throws Exception {
    Thread opener =
        Thread.ofVirtual()
            .start(() -> {
              while (!model.isAtGate("one")) {
                LockSupport.parkNanos(1_000_000);
              }
              model.openGate("one");
            });

    assertThat(post("key", body(List.of(user("[[gate one]] [[say passed]]")), false)).body())
        .contains("passed");
    opener.join();
  }

  @Test
  void sideCallsWithoutToolsAreAnsweredAndDoNotPlayTheScript() throws Exception {
    Map<String, Object> body =
        Map.of("model", "m", "messages", List.of(user("[[hang]] [[bash ls]]")));

    assertThat(post("key", body).body()).contains("ok");
  }

  @Test
  void whatWasAskedCanBeLookedUp() throws Exception {
    answer(user("first"), new Message("assistant", "Echo: first"), user("second"));

    RecordedRequest request = model.requests().getFirst();
    assertThat(request.hasKey()).isTrue();
    assertThat(request.model()).isEqualTo("claude-sonnet-5");
    assertThat(request.conversation().system()).contains("be good");
    assertThat(request.conversation().tools()).contains("Bash");
    assertThat(request.conversation().prompt()).isEqualTo("second");
    assertThat(request.conversation().messages())
        .containsExactly(
            new Conversation.Said("user", "first"),
            new Conversation.Said("assistant", "Echo: first"),
            new Conversation.Said("user", "second"));
  }

  @Test
  void otherPathsOfTheServiceAnswerToo() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(model.url())
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    HttpRequest models = HttpRequest.newBuilder(URI.create(model.url() + "/v1/models")).build();
    HttpRequest count =
        HttpRequest.newBuilder(URI.create(model.url() + "/v1/messages/count_tokens"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse.BodyHandler<String> text = HttpResponse.BodyHandlers.ofString();

    assertThat(client.send(head, text).statusCode()).isEqualTo(200);
    assertThat(client.send(models, text).body()).contains("claude-sonnet-5");
    assertThat(client.send(count, text).body()).contains("input_tokens");
  }
}
