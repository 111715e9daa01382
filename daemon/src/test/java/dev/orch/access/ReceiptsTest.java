package dev.orch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.Receipt;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Receipts.Repeatable REQUEST = request("k", "{}");

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);

  @TempDir private Path folder;
  private SqliteStore store;
  private Receipts receipts;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("store.db"), folder);
    receipts = over(store.stores());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatWasKeptIsTheAnswerOfTheNextOne() {
    assertThat(receipts.begin(REQUEST)).isEmpty();
    keep(REQUEST, 201, "{\"id\":\"a\"}");
    receipts.end(REQUEST);

    assertThat(receipts.begin(REQUEST))
        .hasValueSatisfying(receipt -> {
          assertThat(receipt.status()).isEqualTo(201);
          assertThat(receipt.body()).isEqualTo("{\"id\":\"a\"}");
        });
    assertThat(receipts.begin(REQUEST)).map(Receipt::status).contains(201);
  }

  @Test
  void theAnswerOutlivesTheProcess() {
    receipts.begin(REQUEST);
    keep(REQUEST, 200, "{}");

    assertThat(over(store.stores()).begin(REQUEST)).isPresent();
  }

  @Test
  void whileTheFirstIsAtWorkTheNextIsSentAway() {
    receipts.begin(REQUEST);

    assertThatThrownBy(() -> receipts.begin(REQUEST)).isInstanceOf(FirstAtWorkException.class);
  }

  @Test
  void aRequestThatCameToNothingBeginsAnew() {
    receipts.begin(REQUEST);
    receipts.end(REQUEST);

    assertThat(receipts.begin(REQUEST)).isEmpty();
  }

  @Test
  void aRequestThatCouldNotEvenBeLookedUpBeginsAnew() {
    keep(REQUEST, 200, "{}");
    Receipts failing =
        new Receipts(
            store.stores().receipts(),
            store.stores().transactions(),
            () -> {
              throw new StackOverflowError("as deep as it goes");
            });

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> failing.begin(REQUEST)).isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void aKeyIsForOneRequestOnly() {
    receipts.begin(REQUEST);
    keep(REQUEST, 200, "{}");
    receipts.end(REQUEST);

    assertThatThrownBy(() -> receipts.begin(request("k", "{\"a\":1}")))
        .isInstanceOf(KeyReusedException.class);
    assertThat(receipts.begin(REQUEST)).isPresent();
  }

  @Test
  void afterADayTheKeyIsFree() {
    receipts.begin(REQUEST);
    keep(REQUEST, 200, "{}");
    receipts.end(REQUEST);

    now.set(BEGIN.plus(Receipts.KEPT));
    assertThat(receipts.begin(REQUEST)).isPresent();

    now.set(BEGIN.plus(Receipts.KEPT).plus(Duration.ofSeconds(1)));
    assertThat(receipts.begin(REQUEST)).isEmpty();
    keep(REQUEST, 201, "{}");
    receipts.end(REQUEST);
    assertThat(receipts.begin(REQUEST)).map(Receipt::status).contains(201);
  }

  @Test
  void whatIsKeptForgetsWhatIsOlderThanADay() {
    keep(REQUEST, 200, "{}");

    now.set(BEGIN.plus(Receipts.KEPT).plus(Duration.ofSeconds(1)));
    keep(request("l", "{}"), 200, "{}");

    now.set(BEGIN);
    assertThat(receipts.begin(REQUEST)).isEmpty();
  }

  @Test
  void aKeyMeansSomethingInItsScopeOnlyAndIsToldAsItWasGiven() {
    keep(REQUEST, 201, "{}");
    ByteBuffer body = ByteBuffer.wrap(new byte[] {'{', '}'});

    assertThat(receipts.begin(Receipts.Repeatable.of("k", "USER another", "POST /x", body)))
        .isEmpty();
    assertThatThrownBy(() -> receipts.begin(request("k", "{\"other\":1}")))
        .hasMessageContaining("\"k\"")
        .hasMessageNotContaining("USER");
    receipts.begin(request("l", "{}"));
    assertThatThrownBy(() -> receipts.begin(request("l", "{}")))
        .hasMessageContaining("\"l\"")
        .hasMessageNotContaining("USER");
  }

  private void keep(Receipts.Repeatable request, int status, String body) {
    store.stores().transactions().write(() -> receipts.keep(request, status, body));
  }

  private Receipts over(Stores stores) {
    InstantSource clock = now::get;
    return new Receipts(stores.receipts(), stores.transactions(), clock);
  }

  private static Receipts.Repeatable request(String key, String body) {
    return Receipts.Repeatable.of(
        key, "USER something", "POST /x", ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }
}
