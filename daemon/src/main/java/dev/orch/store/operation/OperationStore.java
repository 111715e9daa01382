package dev.orch.store.operation;

import dev.orch.domain.operation.Operation;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations. At most one of a session is open, and one apply of a project. Changes happen
 * inside a unit of the stores' transactions.
 */
public interface OperationStore {

  /**
   * Adds an open operation.
   *
   * @throws IllegalStateException if its session has an open one, or if it is an apply and its
   *     project has one that is open
   */
  void insert(Operation operation);

  /** By id. */
  Optional<Operation> find(String id);

  /** By the request that is answered at its end; the newest where there are several. */
  Optional<Operation> findByReceipt(String receiptKey);

  /** The open one of a session. */
  Optional<Operation> findOpen(SessionId session);

  /** Whether the session has an open one; reads nothing of it. */
  boolean hasOpen(SessionId session);

  /** All open ones, oldest first: what a daemon finds at its start. */
  List<Operation> listOpen();

  /**
   * The session's agent was stopped: from now on it is carried out by this plan.
   *
   * @throws IllegalStateException if it is not stopping
   */
  void begin(String id, Operation.Plan plan);

  /**
   * It is done; its plan is forgotten, and so are those that others of its session were {@linkplain
   * #leave left} with, of the kinds that it {@linkplain Operation.Kind#settles settles}. The first
   * end stands: does nothing the second time.
   */
  void finish(String id, Instant at);

  /**
   * It is closed without being done; its plan is forgotten. The first end stands: does nothing the
   * second time.
   *
   * @param why for a person
   */
  void fail(String id, String why, Instant at);

  /**
   * It is closed in the middle; its plan stays, for the one that goes on with it, in the place of
   * what earlier ones of its kind and session were left with. The first end stands: does nothing
   * the second time.
   *
   * @param why for a person
   */
  void leave(String id, String why, Instant at);

  /** Nobody goes on with the one that {@link #findLeft} gives; does nothing if there is none. */
  void forgetLeft(SessionId session, Operation.Kind kind);

  /** The one of a session and kind that was {@linkplain #leave left} and none has ended since. */
  Optional<Operation> findLeft(SessionId session, Operation.Kind kind);

  /** All that were {@linkplain #leave left} and that none has ended since, oldest first. */
  List<Operation> listLeft();
}
