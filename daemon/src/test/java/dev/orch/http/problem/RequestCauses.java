package dev.orch.http.problem;

import dev.orch.api.ProblemType;
import dev.orch.http.RawHttp;
import java.util.Map;

/** What is wrong with a request before anybody looks at what it says. */
final class RequestCauses {
  private static final String JSON = "Content-Type: application/json";
  private static final String LIST = "projects";

  static final Map<ProblemType, Occasion> ALL =
      Map.ofEntries(
          Map.entry(ProblemType.UNAUTHORIZED, scene -> scene.raw("GET", LIST, scene.host())),
          Map.entry(
              ProblemType.LOGIN_CODE_REFUSED, scene -> scene.post("login", "{\"code\":\"x\"}")),
          Map.entry(ProblemType.FORBIDDEN_TOKEN, RequestCauses::aPageThatLetsInAnother),
          Map.entry(
              ProblemType.FORBIDDEN_ORIGIN,
              scene -> scene.get(LIST, "Origin: http://evil.example")),
          Map.entry(ProblemType.CROSS_SITE, scene -> scene.get(LIST, "Sec-Fetch-Site: cross-site")),
          Map.entry(
              ProblemType.PREFLIGHT_REFUSED,
              scene -> scene.raw("OPTIONS", LIST, scene.host(), scene.token())),
          Map.entry(
              ProblemType.MISDIRECTED_HOST,
              scene -> scene.raw("GET", LIST, "Host: evil.example", scene.token())),
          Map.entry(ProblemType.CREDENTIALS_IN_URL, scene -> scene.get(LIST + "?token=x")),
          Map.entry(
              ProblemType.BAD_REQUEST,
              scene ->
                  scene.raw(
                      "POST",
                      LIST,
                      scene.host(),
                      scene.token(),
                      JSON,
                      "Content-Length: 2",
                      "Content-Length: 3")),
          Map.entry(
              ProblemType.BAD_PATH,
              scene -> scene.raw("GET", "sessions//stop", scene.host(), scene.token())),
          Map.entry(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              scene ->
                  scene.raw(
                      "POST",
                      LIST,
                      scene.host(),
                      scene.token(),
                      "Content-Type: text/plain",
                      "Content-Length: 0")),
          Map.entry(
              ProblemType.BODY_TOO_LARGE,
              scene ->
                  scene.raw(
                      "POST", LIST, scene.host(), scene.token(), JSON, "Content-Length: 2000000")),
          Map.entry(
              ProblemType.HEADER_TOO_LARGE,
              scene -> scene.get(LIST, "X-Large: " + "a".repeat(20_000))),
          Map.entry(ProblemType.PATH_TOO_LONG, scene -> scene.get("projects/" + "a".repeat(3000))),
          Map.entry(ProblemType.TOO_MANY_BAD_TOKENS, RequestCauses::tooManyBadTokens),
          Map.entry(
              ProblemType.ROUTE_NOT_FOUND,
              scene -> scene.raw("GET", "nowhere", scene.host(), scene.token())),
          Map.entry(
              ProblemType.METHOD_NOT_ALLOWED,
              scene -> scene.raw("PATCH", LIST, scene.host(), scene.token(), "Content-Length: 0")));

  private RequestCauses() {}

  private static RawHttp.Answer aPageThatLetsInAnother(Scene scene) throws Exception {
    return scene.raw(
        "POST",
        "login-codes",
        scene.host(),
        "Authorization: Bearer " + scene.tokenOfAPage(),
        JSON,
        "Content-Length: 0");
  }

  /** More than are let through within a second, as fast as they can be sent. */
  private static RawHttp.Answer tooManyBadTokens(Scene scene) throws Exception {
    RawHttp.Answer answer;
    int sent = 0;
    do {
      answer = scene.raw("GET", LIST, scene.host(), "Authorization: Bearer wrong");
    } while (answer.status() == 401 && sent++ < 10_000);
    return answer;
  }
}
