package dev.orch.operation.cleanup;

import dev.orch.api.event.TrashPayload;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.PlanJson;
import dev.orch.store.EventFilter;
import dev.orch.store.Lookup;
import dev.orch.store.Stores;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where that is which a person looks for in the trash and which is not in it. */
record NotInTrash(Stores stores) {
  private static final int SHORTEST_PREFIX = 3;
  private static final int LATEST = 500;

  /** How what is no longer in it has left it. */
  private static final List<String> WAYS_OUT =
      List.of(EventType.TRASH_RESTORED.wireName(), EventType.TRASH_EXPIRED.wireName());

  /** That there is no such entry, and what is known of it. */
  RuntimeException because(String given) {
    if (given.length() < SHORTEST_PREFIX) {
      return Lookup.missing(NotFoundException.Thing.TRASH_ENTRY, given);
    }
    Optional<Operation> delete = findDelete(given);
    return delete.isPresent()
        ? OperationRefusedException.before(delete.get())
        : new NotFoundException(
            NotFoundException.Thing.TRASH_ENTRY,
            given,
            List.of(),
            left(given).or(() -> ofSession(given)).orElse(""));
  }

  /** The delete that is on its way there with it. */
  private Optional<Operation> findDelete(String given) {
    return stores.operations().listOpen().stream()
        .filter(open -> open.kind() == Operation.Kind.DELETE)
        .filter(open -> open.session().value().startsWith(given) || isItsEntry(open, given))
        .findFirst();
  }

  private static boolean isItsEntry(Operation delete, String given) {
    if (delete.stage() != Operation.Stage.WORKING) {
      return false;
    }
    @Nullable Kept kept = PlanJson.read(delete.plan().text(), DeletePlan.class).kept();
    return kept != null && kept.trashId().startsWith(given);
  }

  private Optional<String> left(String given) {
    EventFilter filter = new EventFilter(null, null, WAYS_OUT);
    return stores.events().readBefore(filter, Long.MAX_VALUE, LATEST).reversed().stream()
        .flatMap(event -> left(event, given).stream())
        .findFirst();
  }

  private static Optional<String> left(Event event, String given) {
    return Optional.of(event.fact().payload())
        .filter(TrashPayload.class::isInstance)
        .map(TrashPayload.class::cast)
        .filter(told ->
            String.valueOf(event.fact().session()).startsWith(given)
                || entry(told).startsWith(given))
        .map(told -> way(told) + event.fact().at().truncatedTo(ChronoUnit.SECONDS) + place(told));
  }

  private static String entry(TrashPayload told) {
    return switch (told) {
      case TrashPayload.Restored back -> back.trashId();
      case TrashPayload.Expired gone -> gone.trashId();
    };
  }

  private static String way(TrashPayload told) {
    return switch (told) {
      case TrashPayload.Restored _ -> ": it was given back at ";
      case TrashPayload.Expired _ -> ": it was removed for good at ";
    };
  }

  private static String place(TrashPayload told) {
    return switch (told) {
      case TrashPayload.Restored back -> ", branch %s in %s".formatted(back.branch(), back.path());
      case TrashPayload.Expired _ -> "";
    };
  }

  private Optional<String> ofSession(String given) {
    List<SessionId> ids = stores.sessions().idsStartingWith(given, 2);
    return ids.size() == 1
        ? stores.sessions().find(ids.getFirst()).flatMap(this::standing)
        : Optional.empty();
  }

  private Optional<String> standing(Session session) {
    if (session.state() != SessionState.DELETED) {
      return Optional.of(
          ": session %s is %s, and was not deleted"
              .formatted(
                  session.id(), session.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    return stores
        .operations()
        .findLeft(session.id(), Operation.Kind.DELETE)
        .map(_ -> ": its delete ended in the middle, and goes on with orch delete " + session.id());
  }
}
