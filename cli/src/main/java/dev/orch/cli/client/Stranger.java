package dev.orch.cli.client;

import dev.orch.api.ApiPath;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Who listens at an address that is not ours. Asked without the token. */
public enum Stranger {
  /** Nobody answers. */
  NOBODY,
  /** Something that speaks as a daemon does. */
  A_DAEMON,
  /** Something else. */
  SOMETHING_ELSE;

  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** Asks it how it is. */
  public static Stranger at(URI url) {
    try (Wire.Reply reply = Wire.send(url, Call.get(ApiPath.HEALTH.with()), Map.of(), SILENCE)) {
      boolean ok =
          reply.isSuccess()
              && Json.tree(reply.text())
                  .filter(tree -> tree.path("status").asString("").equals("ok"))
                  .isPresent();
      return ok ? A_DAEMON : SOMETHING_ELSE;
    } catch (java.net.ConnectException e) {
      return NOBODY;
    } catch (IOException e) {
      return SOMETHING_ELSE;
    }
  }
}
