package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.SessionId;
import dev.orch.http.ApiClient.Reply;
import dev.orch.session.SessionLedger;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is answered for the conversation of a session. */
class TranscriptTest extends HandlerFixture {
  private String id = "";

  private void talk(String... texts) {
    SessionLedger ledger = new SessionLedger(daemon.stores(), InstantSource.system());
    for (String text : texts) {
      daemon
          .stores()
          .transactions()
          .write(() ->
              ledger.append(
                  daemon.stores().sessions().find(new SessionId(id)).orElseThrow(),
                  1,
                  EventType.AGENT_MESSAGE,
                  new Actor(Actor.Kind.AGENT, "claude"),
                  new AgentPayload.Message(text, null, null)));
    }
  }

  private Reply transcript(String query) throws IOException {
    return client.get("/api/v1/sessions/" + id + "/transcript" + query);
  }

  private static List<String> texts(Reply reply) {
    List<String> texts = new ArrayList<>();
    reply.json().at("/items").forEach(item -> texts.add(item.path("text").asString()));
    return texts;
  }

  @Test
  void itIsTheConversationAsFarAsItHasCome() throws IOException {
    id = session("add retries");
    talk("I look first.");

    Reply all = transcript("");

    assertThat(texts(all)).containsExactly("add retries", "I look first.");
    assertThat(all.text("/items/0/role") + all.text("/items/0/kind")).isEqualTo("userprompt");
    assertThat(all.text("/items/1/role") + all.text("/items/1/kind")).isEqualTo("agentmessage");
    assertThat(all.json().at("/next_cursor").isNull()).isTrue();
  }

  @Test
  void thePromptIsMasked() throws IOException {
    id = session("use " + daemon.token());
    talk("I look first.");

    assertThat(texts(transcript(""))).containsExactly("use [redacted]", "I look first.");
  }

  @Test
  void aPageGoesOnBehindTheOneBefore() throws IOException {
    id = session("x");
    talk("a", "b", "c");

    Reply first = transcript("?turn=1&limit=2");
    Reply second = transcript("?turn=1&limit=2&cursor=" + first.text("/next_cursor"));

    assertThat(texts(first)).containsExactly("x", "a");
    assertThat(texts(second)).containsExactly("b", "c");
    assertThat(second.json().at("/next_cursor").isNull()).isTrue();
    assertThat(texts(transcript("?after=" + first.text("/items/1/seq")))).containsExactly("b", "c");
    assertThat(transcript("?limit=2&cursor=" + first.text("/next_cursor")).problem())
        .isEqualTo("invalid_cursor");
  }

  @Test
  void aTurnThatItHasNotComeToIsToldFromAnEmptyOne() throws IOException {
    id = session("x");

    assertThat(transcript("?turn=2").problem()).isEqualTo("turn_not_found");
    assertThat(client.get("/api/v1/sessions/zzzz/transcript").problem())
        .isEqualTo("session_not_found");
  }
}
