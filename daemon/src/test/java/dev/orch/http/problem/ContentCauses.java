package dev.orch.http.problem;

import dev.orch.api.ProblemType;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.http.RawHttp;
import dev.orch.store.Samples;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** What is wrong with what a request says, and with what it names. */
final class ContentCauses {
  static final Map<ProblemType, Occasion> SAID =
      Map.ofEntries(
          Map.entry(ProblemType.MALFORMED_JSON, scene -> scene.post("projects", "{")),
          Map.entry(ProblemType.UNKNOWN_FIELD, scene -> scene.post("projects", "{\"zzzzzz\":1}")),
          Map.entry(ProblemType.MISSING_FIELD, scene -> scene.post("projects", "{}")),
          Map.entry(ProblemType.INVALID_FIELD, scene -> scene.post("projects", "{\"path\":7}")),
          Map.entry(ProblemType.UNKNOWN_QUERY, scene -> scene.get("projects?zzzzzz=1")),
          Map.entry(
              ProblemType.UNKNOWN_FILTER_VALUE, scene -> scene.get("sessions?state=zzzzzzzzz")),
          Map.entry(ProblemType.INVALID_QUERY, scene -> scene.get("events?after=x")),
          Map.entry(ProblemType.INVALID_CURSOR, scene -> scene.get("projects?cursor=x")),
          Map.entry(ProblemType.INVALID_LIMIT, scene -> scene.get("projects?limit=0")),
          Map.entry(
              ProblemType.INVALID_IDEMPOTENCY_KEY,
              scene -> scene.post("projects", "{\"path\":\"/x\"}", "Idempotency-Key: a b")),
          Map.entry(ProblemType.IDEMPOTENCY_CONFLICT, ContentCauses::keyOfAnother),
          Map.entry(ProblemType.IDEMPOTENCY_IN_PROGRESS, ContentCauses::firstAtWork),
          Map.entry(
              ProblemType.NOT_AVAILABLE_YET, scene -> scene.post("commands", "{\"policy\":\"x\"}")),
          Map.entry(
              ProblemType.PROMPT_TOO_LONG,
              scene ->
                  scene.send(
                      "implement", "x", ",\"prompt\":\"%s\"".formatted("x".repeat(262_145)))));

  static final Map<ProblemType, Occasion> NAMED =
      Map.ofEntries(
          Map.entry(ProblemType.PROJECT_NOT_FOUND, scene -> scene.get("projects/zzzzzz")),
          Map.entry(ProblemType.SESSION_NOT_FOUND, scene -> scene.get("sessions/zzzzzz")),
          Map.entry(ProblemType.COMMAND_NOT_FOUND, scene -> scene.get("commands/zzzzzz")),
          Map.entry(ProblemType.ARTIFACT_NOT_FOUND, scene -> scene.get("artifacts/zzzzzz")),
          Map.entry(
              ProblemType.INPUT_REQUEST_NOT_FOUND,
              scene -> scene.post("input-requests/zzzzzz/answer", "{\"decision\":\"deny\"}")),
          Map.entry(
              ProblemType.FOLLOW_UP_NOT_FOUND,
              scene ->
                  scene.put(
                      "sessions/%s/followups/zzzzzz"
                          .formatted(scene.session(SessionState.CREATED).id()),
                      "{\"message\":\"x\"}")),
          Map.entry(
              ProblemType.TURN_NOT_FOUND,
              scene ->
                  scene.get(
                      "sessions/%s/diff?turn=7"
                          .formatted(scene.session(SessionState.CREATED).id()))),
          Map.entry(ProblemType.AMBIGUOUS_ID, ContentCauses::beginningOfTwo));

  private ContentCauses() {}

  private static RawHttp.Answer keyOfAnother(Scene scene) throws Exception {
    String first = "{\"path\":\"%s\"}".formatted(scene.repository().folder());
    scene.post("projects", first, "Idempotency-Key: key-1");
    return scene.post("projects", "{\"path\":\"/x\"}", "Idempotency-Key: key-1");
  }

  /** Of two equal requests that cannot be answered for now, one is refused at once. */
  private static RawHttp.Answer firstAtWork(Scene scene) throws Exception {
    String body = "{\"path\":\"%s\"}".formatted(scene.repository().folder());
    List<FutureTask<RawHttp.Answer>> both = List.of(asked(scene, body), asked(scene, body));
    scene
        .daemon()
        .stores()
        .transactions()
        .write(() -> {
          both.forEach(one -> Thread.ofVirtual().start(one));
          while (both.stream().noneMatch(FutureTask::isDone)) {
            LockSupport.parkNanos(1_000_000);
          }
        });
    return both.get(0).get().status() == 409 ? both.get(0).get() : both.get(1).get();
  }

  private static FutureTask<RawHttp.Answer> asked(Scene scene, String body) {
    return new FutureTask<>(() -> scene.post("projects", body, "Idempotency-Key: key-2"));
  }

  private static RawHttp.Answer beginningOfTwo(Scene scene) throws Exception {
    Session session = scene.session(SessionState.WAITING_FOR_USER);
    for (String id : List.of("abcabc0001", "abcabc0002")) {
      InputRequest like = scene.samples().inputRequest(session.id(), id, Samples.NOON);
      InputRequest request =
          new InputRequest(
              id, session.id(), 1, id, like.question(), like.status(), null, Samples.NOON);
      scene
          .daemon()
          .stores()
          .transactions()
          .write(() -> scene.daemon().stores().inputRequests().insert(request));
    }
    return scene.post("input-requests/abcabc/answer", "{\"decision\":\"deny\"}");
  }
}
