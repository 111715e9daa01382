package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.Receipt;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link ReceiptStore} does. */
public abstract class ReceiptStoreContract extends StoresContract {

  @Test
  void aReceiptIsFoundByItsKey() {
    Receipt receipt = insert("POST /x 1", Samples.NOON);

    assertThat(stores.receipts().find("POST /x 1")).contains(receipt);
    assertThat(stores.receipts().find("POST /x 2")).isEmpty();
  }

  @Test
  void aKeyIsTakenOnce() {
    Receipt receipt = insert("k", Samples.NOON);

    assertThatThrownBy(() -> insert("k", Samples.NOON.plusSeconds(1)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stores.receipts().find("k")).contains(receipt);
  }

  @Test
  void oldOnesAreForgotten() {
    insert("old", Samples.NOON);
    Receipt young = insert("young", Samples.NOON.plusMillis(1));

    write(() -> stores.receipts().forgetBefore(Samples.NOON.plusMillis(1)));

    assertThat(stores.receipts().find("old")).isEmpty();
    assertThat(stores.receipts().find("young")).contains(young);
  }

  @Test
  void whatIsAtWorkIsAnsweredOnce() {
    write(() ->
        stores.receipts().insert(new Receipt("k", "hash", Receipt.WORKING, "", Samples.NOON)));
    assertThat(stores.receipts().find("k").map(Receipt::isWorking)).contains(true);

    write(() -> stores.receipts().complete("k", 200, "{}"));
    write(() -> stores.receipts().complete("k", 409, "{}"));

    assertThat(stores.receipts().find("k").map(Receipt::status)).contains(200);
    write(() -> stores.receipts().forget("k"));
    assertThat(stores.receipts().find("k")).isEmpty();
  }

  private Receipt insert(String key, Instant at) {
    Receipt receipt = new Receipt(key, "hash", 201, "{\"id\":\"\u00e4\"}", at);
    write(() -> stores.receipts().insert(receipt));
    return receipt;
  }
}
