package dev.orch.cli.view;

import dev.orch.api.ApiPath;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import java.util.List;

/** The sessions of a daemon by where they stand; the daemon reads no others for it. */
public record PickedSessions(DaemonClient daemon) {

  /** Those in this state, whether they wait for a place or not. */
  public List<SessionView> in(SessionState state) {
    return all(new UrlQuery().add("state", AskedState.wireName(state)));
  }

  /** Those that wait for a place, whatever their state is. */
  public List<SessionView> queued() {
    return all(new UrlQuery().add("queued", "true"));
  }

  private List<SessionView> all(UrlQuery query) {
    return daemon.all(ApiPath.SESSIONS, query, SessionView.class);
  }
}
