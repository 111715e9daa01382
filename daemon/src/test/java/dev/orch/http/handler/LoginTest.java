package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient;
import dev.orch.http.ApiClient.Reply;
import dev.orch.http.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoginTest extends HandlerFixture {
  private static final String CODES = "/api/v1/login-codes";
  private static final String LOGIN = "/api/v1/login";

  private static String body(String code) {
    return "{\"code\":\"%s\"}".formatted(code);
  }

  private String token() throws IOException {
    return client.post(LOGIN, body(client.post(CODES, "{}").text("/code"))).text("/token");
  }

  /** What a page has that came by way of a new code. */
  private ApiClient page() throws IOException {
    return new ApiClient(daemon.port(), token());
  }

  @Test
  void theAddressHasTheCodeWhereNoServerIsSentIt() throws IOException {
    Reply minted = client.post(CODES, "{}");

    assertThat(minted.status()).isEqualTo(201);
    assertThat(minted.text("/url"))
        .isEqualTo(
            "http://127.0.0.1:%d/login#code=%s".formatted(daemon.port(), minted.text("/code")));
    assertThat(minted.raw().header("location")).isEmpty();
  }

  @Test
  void whoHasACodeNeedsNoToken() throws IOException {
    String code = client.post(CODES, "{}").text("/code");
    String asked = body(code);

    RawHttp.Answer let =
        new RawHttp("127.0.0.1", daemon.port())
            .send(
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(LOGIN, daemon.port(), asked.length(), asked));

    assertThat(let.status()).isEqualTo(200);
    assertThat(let.header("cache-control")).contains("no-store");
    assertThat(let.text()).contains("\"token\"").doesNotContain(daemon.token());
  }

  @Test
  void aPageMayDoAllButLetInAnother() throws IOException {
    ApiClient page = page();

    assertThat(page.get("/api/v1/projects").status()).isEqualTo(200);
    assertThat(page.post("/api/v1/sessions", command("implement", "x")).status()).isEqualTo(201);
    Reply refused = page.post(CODES, "{}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("forbidden_token");
  }

  @Test
  void whatAPageSendsIsOnRecordAsThePages() throws IOException {
    page().post("/api/v1/sessions", command("implement", "x"));

    assertThat(client.get("/api/v1/commands").text("/items/0/source")).isEqualTo("ui");
  }

  @Test
  void aCodeIsUsedUpByTheFirst() throws IOException {
    String code = client.post(CODES, "{}").text("/code");
    client.post(LOGIN, body(code));

    Reply second = client.post(LOGIN, body(code));

    assertThat(second.status()).isEqualTo(401);
    assertThat(second.problem()).isEqualTo("login_code_refused");
    assertThat(second.text("/hint")).contains("orch ui");
  }

  @Test
  void whoHasLeftIsRefusedAndSoIsWhoHasACopy() throws IOException {
    String token = token();
    ApiClient page = new ApiClient(daemon.port(), token);
    ApiClient other = page();

    assertThat(page.delete(LOGIN).status()).isEqualTo(204);

    ApiClient copy = new ApiClient(daemon.port(), token);
    assertThat(copy.get("/api/v1/projects").problem()).isEqualTo("unauthorized");
    assertThat(copy.delete(LOGIN).problem()).isEqualTo("unauthorized");
    assertThat(other.get("/api/v1/projects").status()).isEqualTo(200);
  }

  @Test
  void theTokenOfTheInstallationIsNobodysToEnd() throws IOException {
    assertThat(client.delete(LOGIN).problem()).isEqualTo("forbidden_token");
    assertThat(client.get("/api/v1/projects").status()).isEqualTo(200);
  }

  @Test
  void aRepeatedRequestIsAnsweredAnewForNothingSecretIsKept() throws IOException {
    String key = "Idempotency-Key: one";

    String first = client.post(CODES, "{}", key).text("/code");

    assertThat(client.post(CODES, "{}", key).text("/code")).isNotEqualTo(first);
  }
}
