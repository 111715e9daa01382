package dev.orch.domain.operation;

import java.time.Instant;

/**
 * The answer to a request that a client may repeat, written together with what the request did.
 *
 * @param key what the client named the request, with the route and token class it was sent to
 * @param requestHash of method, path and body, so that another request under the same name is told
 * @param status the HTTP status that was answered; {@link #WORKING} while the request is at work
 * @param body the JSON text that was answered
 */
public record Receipt(String key, String requestHash, int status, String body, Instant createdAt) {
  /** The status of what was begun and is not answered yet. */
  public static final int WORKING = 102;

  /** The status of what was answered with something that was deleted since; its body is empty. */
  public static final int DELETED = 410;

  /** Whether what the request asks for was begun and is not answered yet. */
  public boolean isWorking() {
    return status == WORKING;
  }

  /** Whether the answer went with the session that it told of. */
  public boolean isDeleted() {
    return status == DELETED;
  }
}
