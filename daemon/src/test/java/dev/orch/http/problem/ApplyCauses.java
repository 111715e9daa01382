package dev.orch.http.problem;

import dev.orch.api.ProblemType;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.http.EndedWork;
import dev.orch.http.RawHttp;
import dev.orch.operation.OperationFailedException;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.worktree.GitRepository;
import java.util.List;
import java.util.Map;

/** What keeps a session's change from the checkout. */
final class ApplyCauses {
  static final Map<ProblemType, Occasion> ALL =
      Map.of(
          ProblemType.NOTHING_TO_APPLY,
          scene -> {
            EndedWork work = work(scene);
            work.worktree().git("clean", "--quiet", "--force");
            return apply(scene, work.session(), "{}");
          },
          ProblemType.NO_CHECKOUT,
          scene -> {
            String bare = scene.project(scene.bareRepository());
            return apply(scene, scene.session(SessionState.COMPLETED, bare), "{}");
          },
          ProblemType.NOTHING_TO_UNDO,
          scene -> scene.delete("sessions/%s/apply".formatted(work(scene).session().id())),
          ProblemType.APPLY_REFUSED,
          scene -> {
            EndedWork work = work(scene);
            work.checkout().write("new.txt", "mine\n");
            return apply(scene, work.session(), "{}");
          },
          ProblemType.APPLY_OUTDATED,
          scene -> apply(scene, work(scene).session(), "{\"plan_hash\":\"0\"}"),
          ProblemType.OPERATION_OPEN,
          scene -> {
            Session session = work(scene).session();
            Stores stores = scene.daemon().stores();
            stores
                .transactions()
                .write(() ->
                    stores.operations().insert(Samples.release(session.id().value(), session)));
            return apply(scene, session, "{}");
          },
          ProblemType.TURN_RUNNING,
          scene -> {
            Session session = work(scene).session();
            Stores stores = scene.daemon().stores();
            stores.transactions().write(() -> stores.turns().insert(Samples.turn(session.id(), 1)));
            return apply(scene, session, "{}");
          },
          ProblemType.OPERATION_FAILED,
          _ ->
              Broken.answer(
                  new OperationFailedException("it changed", List.of("a"), List.of("b"))));

  private ApplyCauses() {}

  private static EndedWork work(Scene scene) throws Exception {
    GitRepository repository = scene.repository();
    scene.project(repository);
    return EndedWork.in(scene.daemon(), scene.samples(), repository);
  }

  private static RawHttp.Answer apply(Scene scene, Session session, String body) throws Exception {
    return scene.post("sessions/%s/apply".formatted(session.id()), body);
  }
}
