package dev.orch.cli.view;

import dev.orch.api.ApiPath;
import dev.orch.api.session.InputRequestView;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What waits for a person, oldest first: the order that its numbers come from. */
public final class Requests {
  private Requests() {}

  /** All that are open. */
  public static List<InputRequestView> open(DaemonClient daemon) {
    return sorted(
        daemon.all(
            ApiPath.INPUT_REQUESTS, new UrlQuery().add("status", "open"), InputRequestView.class));
  }

  /** Those that nobody waits for any more though they were not answered. */
  public static List<InputRequestView> withdrawn(DaemonClient daemon) {
    return daemon.all(
        ApiPath.INPUT_REQUESTS, new UrlQuery().add("status", "withdrawn"), InputRequestView.class);
  }

  /** Those of one session that are open. */
  public static List<InputRequestView> open(DaemonClient daemon, String session) {
    UrlQuery query = new UrlQuery().add("session", session).add("status", "open");
    return sorted(daemon.all(ApiPath.INPUT_REQUESTS, query, InputRequestView.class));
  }

  /** What is asked, and what it offers to choose from. */
  static String words(InputRequestView request) {
    return request.title()
        + request.options().stream()
            .map(option -> " [" + option + "]")
            .collect(Collectors.joining());
  }

  private static List<InputRequestView> sorted(List<InputRequestView> requests) {
    return requests.stream()
        .sorted(
            Comparator.comparing(InputRequestView::requestedAt).thenComparing(InputRequestView::id))
        .toList();
  }
}
