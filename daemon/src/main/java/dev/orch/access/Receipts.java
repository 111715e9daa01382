package dev.orch.access;

import dev.orch.domain.operation.Receipt;
import dev.orch.domain.operation.Sha256;
import dev.orch.store.Transactions;
import dev.orch.store.access.ReceiptStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a client repeat a request that it has no answer to: what was done is not done again, and the
 * first answer is given. The answer is written in the commit of what it answers, so that there is
 * never one without the other. Any thread may call it.
 */
public final class Receipts {
  /** How long an answer is kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  private final ReceiptStore store;
  private final Transactions transactions;
  private final InstantSource clock;

  /** Keys of the requests that are at work in this process; a crash ends them with their work. */
  private final Set<String> atWork = ConcurrentHashMap.newKeySet();

  /** Over this store. */
  public Receipts(ReceiptStore store, Transactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A request that may come again.
   *
   * @param name what the client calls it
   * @param scope the route and the class of the token, in which the name means something
   * @param hash of all that it says
   */
  public record Repeatable(String name, String scope, String hash) {

    /** What its receipt is found by. */
    public String key() {
      return scope + " " + name;
    }

    /** One that says this. */
    public static Repeatable of(String name, String scope, String target, ByteBuffer body) {
      String hash =
          Sha256.begin().with((target + "\n").getBytes(StandardCharsets.UTF_8)).with(body).hex();
      return new Repeatable(name, scope, hash);
    }
  }

  /**
   * Begins the request, unless it was answered before. Whoever is given no answer must call {@link
   * #end}, whatever comes of it.
   *
   * @return the first answer
   * @throws KeyReusedException if the key belongs to another request
   * @throws AnswerDeletedException if it was done, and what it told was deleted since
   * @throws FirstAtWorkException if the first one is not answered yet
   */
  public Optional<Receipt> begin(Repeatable request) {
    if (!atWork.add(request.key())) {
      throw new FirstAtWorkException(request.name());
    }
    boolean begun = false;
    try {
      Optional<Receipt> known =
          transactions
              .read(() -> store.find(request.key()))
              .filter(receipt -> !receipt.createdAt().isBefore(oldest()));
      if (known.isPresent() && !known.get().requestHash().equals(request.hash())) {
        throw new KeyReusedException(request.name());
      }
      if (known.isPresent() && known.get().isDeleted()) {
        throw new AnswerDeletedException(request.name());
      }
      begun = known.isEmpty();
      return known;
    } finally {
      if (!begun) {
        atWork.remove(request.key());
      }
    }
  }

  /**
   * Keeps the answer, and forgets those that are older than a day; called inside the unit of what
   * the request did.
   */
  public void keep(Repeatable request, int status, String body) {
    store.forgetBefore(oldest());
    store.insert(new Receipt(request.key(), request.hash(), status, body, clock.instant()));
  }

  /**
   * Keeps that the request is at work, inside the first unit of what it does over several. {@link
   * #complete} belongs into the last. A daemon that dies between leaves it like that.
   */
  public void keepWorking(Repeatable request) {
    keep(request, Receipt.WORKING, "");
  }

  /** Keeps the answer of what was at work, inside the last unit of it; once it stands it stays. */
  public void complete(Repeatable request, int status, String body) {
    store.complete(request.key(), status, body);
  }

  /** As {@link #complete}, in a unit of its own, for what an earlier daemon had begun. */
  public void completeLeft(Repeatable request, int status, String body) {
    transactions.write(() -> store.complete(request.key(), status, body));
  }

  /** Lets the request be made anew, in a unit of its own: what was begun came to nothing. */
  public void forget(Repeatable request) {
    transactions.write(() -> store.forget(request.key()));
  }

  /** One commit for an answer whose work makes none. */
  public void commit(Runnable keeping) {
    transactions.write(keeping);
  }

  /** Ends the request: the next one of its key is given the answer, or begins anew. */
  public void end(Repeatable request) {
    atWork.remove(request.key());
  }

  private Instant oldest() {
    return clock.instant().minus(KEPT);
  }
}
