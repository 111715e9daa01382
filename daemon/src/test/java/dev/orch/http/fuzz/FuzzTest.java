package dev.orch.http.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.openapi.DescribedAnswers;
import dev.orch.http.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is sent, to any route: an answer that the description knows or a problem that says what
 * to do, never a failure of ours, and nothing half done. A build throws the same each time; {@code
 * -Dfuzz.seed=N} throws others, {@code -Dfuzz.requests=N} sends so many to each route, if they can
 * be sent within {@code -Dfuzz.seconds=N}.
 */
@Timeout(900)
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 150);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_201);
  private static final Duration AT_MOST =
      Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 45));

  /** A command that is refused is recorded all the same. */
  private static final Set<String> RECORD_WHAT_THEY_REFUSE =
      Set.of("submitCommand", "createSession");

  /** Enough for a request that names the one session of twenty of which something can be done. */
  private static final int TRIES = 400;

  @TempDir private Path folder;
  private Grounds grounds;
  private DescribedAnswers described;
  private final Dice dice = new Dice(SEED);
  private final List<String> faults = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Set<String> succeeded = new TreeSet<>();

  /** What the route that is to be reached was refused for. */
  private final Set<String> refusals = new TreeSet<>();

  private List<Operation> operations = List.of();

  @BeforeEach
  void open() throws IOException {
    System.out.println("fuzz.seed=" + SEED);
    grounds = Grounds.open(folder);
    described = DescribedAnswers.served();
    operations = Operation.all();
  }

  @AfterEach
  void close() {
    grounds.close();
  }

  @Test
  void whateverIsSentIsAnsweredAndNothingIsHalfDone() throws Exception {
    List<String> before = grounds.untouched();
    long deadline = System.nanoTime() + AT_MOST.toNanos();
    reachEach(new Drafts(dice, grounds.known(), List.of("x")));
    System.out.println("answers by status, of what was in order: " + statuses);
    Drafts drafts = new Drafts(dice, grounds.known(), Drafts.ODD);
    int round = 0;
    while (round++ < REQUESTS && System.nanoTime() < deadline && faults.size() < 20) {
      for (Operation operation : operations) {
        Draft draft = drafts.of(operation);
        for (int i = dice.below(3); i > 0; i--) {
          draft = dice.one(List.of(Spoiling.values())).of(draft, dice);
        }
        if (!waitsForAnAgent(operation, draft)) {
          send(operation, draft);
        }
      }
    }

    System.out.println("answers by status: " + statuses);
    assertThat(faults).as("fuzz.seed=%d", SEED).isEmpty();
    assertThat(grounds.untouched()).as("fuzz.seed=%d", SEED).isEqualTo(before);
    assertThat(grounds.everyListToItsEnd()).as("fuzz.seed=%d", SEED).isEmpty();
    grounds.close();
    assertThat(grounds.damage()).as("fuzz.seed=%d", SEED).isEmpty();
  }

  /**
   * Sends to each route what is in order but for what chance makes of it, until one of these was
   * carried out: what is spoilt afterwards is refused for what is wrong with it.
   */
  private void reachEach(Drafts drafts) throws IOException {
    for (Operation operation : operations) {
      refusals.clear();
      for (int tries = 0; tries < TRIES && !succeeded.contains(operation.id()); tries++) {
        Draft draft = drafts.bare(operation);
        if (!waitsForAnAgent(operation, draft)) {
          send(operation, draft);
        }
      }
      assertThat(succeeded)
          .as("fuzz.seed=%d; %s was refused for %s", SEED, operation.id(), refusals)
          .contains(operation.id());
    }
  }

  /** A delete by force is answered once the turn has ended; no turn ever ends here. */
  private static boolean waitsForAnAgent(Operation operation, Draft draft) {
    return operation.id().equals("deleteSession") && draft.letters().contains("force");
  }

  private void send(Operation operation, Draft draft) throws IOException {
    long seq = grounds.lastSeq();
    RawHttp.Answer answer;
    try {
      answer = grounds.send(draft);
    } catch (IOException | RuntimeException e) {
      fault(operation, draft, "no answer: " + e);
      return;
    }
    statuses.merge(answer.status(), 1, Integer::sum);
    if (answer.status() < 400) {
      succeeded.add(operation.id());
      grounds.learn(operation, answer);
    }
    if (answer.status() >= 500 || answer.status() == 0) {
      fault(operation, draft, answer.status() + " " + answer.text());
      return;
    }
    if (!answer.header("content-security-policy").orElse("").startsWith("default-src 'none';")) {
      fault(operation, draft, answer.status() + " without a content security policy");
    }
    if (draft.method().equals("HEAD")) {
      return;
    }
    if (answer.status() >= 400) {
      refusals.add(json(answer).path("detail").asString(""));
      problem(answer).ifPresent(what -> fault(operation, draft, what));
      if (grounds.lastSeq() != seq && !RECORD_WHAT_THEY_REFUSE.contains(operation.id())) {
        fault(operation, draft, answer.status() + " and yet something happened");
      }
    }
    fromTheDescription(draft, answer).forEach(what -> fault(operation, draft, what));
  }

  private List<String> fromTheDescription(Draft draft, RawHttp.Answer answer) {
    String type = answer.header("content-type").orElse("").split(";", 2)[0];
    boolean noRoute = Set.of("route_not_found", "method_not_allowed").contains(slug(answer));
    boolean known = operations.stream().anyMatch(one -> one.fits(draft));
    if (noRoute || !known) {
      return answer.status() >= 400
          ? List.of()
          : List.of("%d of a route that is not described".formatted(answer.status()));
    }
    return described.faults(draft.method(), draft.path(), answer.status(), type, answer.text());
  }

  private static String slug(RawHttp.Answer answer) {
    return answer.status() < 400
        ? ""
        : json(answer).path("type").asString("").replaceAll(".*:", "");
  }

  private static Optional<String> problem(RawHttp.Answer answer) {
    JsonNode problem = json(answer);
    boolean whole =
        answer.header("content-type").orElse("").equals("application/problem+json")
            && problem.path("status").asInt(0) == answer.status()
            && problem.path("type").asString("").startsWith("urn:orch:problem:")
            && !problem.path("title").asString("").isBlank()
            && !problem.path("detail").asString("").isBlank()
            && !problem.path("hint").asString("").isBlank();
    return whole
        ? Optional.empty()
        : Optional.of("not a whole problem: %d %s".formatted(answer.status(), answer.text()));
  }

  private static JsonNode json(RawHttp.Answer answer) {
    try {
      return JsonMapper.shared().readTree(answer.text());
    } catch (JacksonException _) {
      return JsonMapper.shared().missingNode();
    }
  }

  private void fault(Operation operation, Draft draft, String what) {
    faults.add("%s: %s\n    %s".formatted(operation.id(), what, draft));
  }
}
