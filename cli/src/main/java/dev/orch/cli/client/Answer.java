package dev.orch.cli.client;

import dev.orch.api.Page;

/**
 * What the daemon answered to something that it did.
 *
 * @param body as it came, in UTF-8
 */
public record Answer(int status, String body) {

  /** As a record of the contract. */
  public <T> T as(Class<T> type) {
    return Json.read(body, type);
  }

  /** As one page of such records. */
  public <T> Page<T> pageOf(Class<T> type) {
    return Json.page(body, type);
  }
}
