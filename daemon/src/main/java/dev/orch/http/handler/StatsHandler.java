package dev.orch.http.handler;

import dev.orch.api.StatsView;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.session.Usage;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.project.ProjectService;
import dev.orch.store.figures.FigureStore;
import dev.orch.store.figures.FigureStore.Share;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The route of the figures for an overview. */
public final class StatsHandler {
  /** How far back usage is told. */
  public static final Parameter DAYS =
      Parameter.number("days", 1, 3650, 30, "usage of so many days, today (UTC) among them");

  private final FigureStore figures;
  private final ProjectService projects;
  private final InstantSource clock;

  /** Over what counts. */
  public StatsHandler(FigureStore figures, ProjectService projects, InstantSource clock) {
    this.figures = figures;
    this.projects = projects;
    this.clock = clock;
  }

  /** All of them. */
  public Response show(Request request) {
    FigureStore.Counts counts = figures.counts();
    return Answers.ok(
        new StatsView(
            counts.projects(),
            counts.sessions(),
            counts.unseen().values().stream().mapToLong(Long::longValue).sum(),
            counts.unseen(),
            counts.openRequests(),
            counts.queued(),
            used(request.query().number(DAYS))));
  }

  private StatsView.Used used(long days) {
    LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days - 1);
    List<Share> shares = figures.usageSince(first);
    return new StatsView.Used(
        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
        sums(shares, _ -> "total").stream()
            .findFirst()
            .orElseGet(() -> new StatsView.Share("total", 0, Wire.usage(Usage.NONE))),
        sums(shares, share -> name(share.project())),
        sums(shares, Share::agent),
        sums(shares, share -> share.day().toString()));
  }

  private static List<StatsView.Share> sums(List<Share> shares, Function<Share, String> name) {
    SortedMap<String, Sum> sums = new TreeMap<>();
    shares.forEach(
        share -> sums.merge(name.apply(share), new Sum(share.turns(), share.usage()), Sum::plus));
    return sums.entrySet().stream()
        .map(entry ->
            new StatsView.Share(
                entry.getKey(), entry.getValue().turns(), Wire.usage(entry.getValue().usage())))
        .toList();
  }

  private String name(String project) {
    try {
      return projects.require(project).slug().value();
    } catch (NotFoundException _) {
      return project;
    }
  }

  private record Sum(long turns, Usage usage) {
    Sum plus(Sum other) {
      return new Sum(turns + other.turns, usage.plus(other.usage));
    }
  }
}
