package dev.orch.inbox;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionId;
import dev.orch.session.SessionService;
import dev.orch.store.InputRequestStore;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import dev.orch.store.figures.FacetCube;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits for a person, and the person's answer. */
public final class InboxService {
  private final Stores stores;
  private final SessionService sessions;
  private final InstantSource clock;

  /** With everything that it calls. */
  public InboxService(Stores stores, SessionService sessions, InstantSource clock) {
    this.stores = stores;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Oldest first. */
  public Page<InputRequest> list(InputRequestStore.Filter filter, Page.Request page) {
    return stores.inputRequests().list(filter, page);
  }

  /**
   * How many there are by each facet.
   *
   * @param session only its own; null means any
   */
  public FacetCube count(@Nullable SessionId session) {
    return stores.inputRequests().count(session);
  }

  /**
   * The request that a user names by id or the beginning of one.
   *
   * @throws NotFoundException if there is none
   * @throws dev.orch.domain.project.AmbiguousIdException if the beginning fits several
   */
  public InputRequest require(String given) {
    return Lookup.find(given, stores.inputRequests()::find, stores.inputRequests()::idsStartingWith)
        .orElseThrow(() -> Lookup.missing(NotFoundException.Thing.INPUT_REQUEST, given));
  }

  /**
   * Answers a request, once.
   *
   * @param withCommit called inside the commit with the answered request
   * @throws InvalidAnswerException if the option is none of the question's, or a question is
   *     answered by nothing
   * @throws dev.orch.session.AlreadyAnsweredException if it is not open
   */
  public InputRequest answer(
      InputRequest request, Decided decided, Actor actor, Consumer<InputRequest> withCommit) {
    if (request.status() == InputRequest.Status.OPEN) {
      requireFitting(request.question(), decided);
    }
    InputRequest.Answer answer =
        new InputRequest.Answer(
            decided.decision(), decided.option(), decided.text(), clock.instant());
    return sessions.answer(request.id(), answer, actor, withCommit);
  }

  private static void requireFitting(InputRequest.Question question, Decided decided) {
    String option = decided.option();
    if (option != null && !question.options().contains(option)) {
      throw InvalidAnswerException.unknownOption(option, question.options());
    }
    boolean empty = option == null && (decided.text() == null || decided.text().isBlank());
    if (empty
        && question.kind() == InputRequest.Kind.QUESTION
        && decided.decision() == InputRequest.Decision.ALLOW) {
      throw InvalidAnswerException.nothingSaid(question.options());
    }
  }

  /** What a person has decided. */
  public record Decided(
      InputRequest.Decision decision, @Nullable String option, @Nullable String text) {}
}
