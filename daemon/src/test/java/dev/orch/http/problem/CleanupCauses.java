package dev.orch.http.problem;

import dev.orch.api.ProblemType;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.http.RawHttp;
import dev.orch.operation.OperationFailedException;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import java.util.Map;

/** Why nothing is deleted, and what the trash does not give. */
final class CleanupCauses {
  static final Map<ProblemType, Occasion> ALL =
      Map.of(
          ProblemType.INVENTORY_CHANGED,
          CleanupCauses::agreedToAnother,
          ProblemType.TRASH_ENTRY_NOT_FOUND,
          scene -> scene.post("trash/zzzzzzzzzz/restore", "{}"),
          ProblemType.OPERATION_OPEN,
          CleanupCauses::whileAnotherIsAtWork,
          ProblemType.ANSWER_DELETED,
          CleanupCauses::askedAgain,
          ProblemType.OPERATION_FAILED,
          _ -> Broken.answer(new OperationFailedException("a file was edited meanwhile")));

  private CleanupCauses() {}

  private static RawHttp.Answer agreedToAnother(Scene scene) throws Exception {
    Session atWork = scene.session(SessionState.RUNNING);
    return scene.post("sessions/%s/delete".formatted(atWork.id()), "{\"plan_hash\":\"another\"}");
  }

  private static RawHttp.Answer askedAgain(Scene scene) throws Exception {
    Session session = scene.session(SessionState.COMPLETED);
    String seen = "sessions/%s/seen".formatted(session.id());
    scene.post(seen, "{}", "Idempotency-Key: key-1");
    Stores stores = scene.daemon().stores();
    stores.transactions().write(() -> stores.purge().forget(session.id()));
    return scene.post(seen, "{}", "Idempotency-Key: key-1");
  }

  private static RawHttp.Answer whileAnotherIsAtWork(Scene scene) throws Exception {
    Session gone = scene.samples().session(Samples.NOON);
    String id = gone.id().value();
    TrashEntry entry =
        new TrashEntry(
            id,
            gone.id(),
            gone.assignment().project(),
            new TrashEntry.Kept(
                0,
                null,
                """
                {"trash_id":"%s","folder":"/nowhere/t","number":0,"movable":true,
                "home":{"top_level":"/nowhere","common_git_dir":"/nowhere/.git"},
                "tree":{"path":"/nowhere/w","branch":"b","base":"c0ffee","tip":null,"whole":false}}\
                """
                    .formatted(id)),
            Samples.NOON,
            Samples.NOON);
    scene
        .daemon()
        .stores()
        .transactions()
        .write(() -> {
          scene.daemon().stores().trash().insert(entry);
          scene.daemon().stores().operations().insert(Samples.release("release" + 7, gone));
        });
    return scene.daemon().client().delete("/api/v1/trash/" + id).raw();
  }
}
