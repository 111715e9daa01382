package dev.orch;

import dev.orch.config.BadSettingException;
import dev.orch.config.DaemonConfig;
import dev.orch.config.Setting;
import dev.orch.disk.DiskGuard;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.Project;
import dev.orch.schedule.LaunchQueue;
import dev.orch.schedule.Limits;
import dev.orch.schedule.MachineMemory;
import dev.orch.session.SessionPlaces;
import dev.orch.store.Stores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How much runs at once on this machine, and the queue of what has to wait.
 *
 * @param room throws {@link dev.orch.disk.DiskFullException} where no turn of a project may begin
 */
record LaunchPlaces(Limits limits, LaunchQueue queue, Consumer<Project> room) {

  /**
   * As the settings say.
   *
   * @throws BadSettingException if a limit is for an agent that does not exist
   */
  static LaunchPlaces of(
      DaemonConfig config,
      Stores stores,
      SessionPlaces places,
      List<AgentId> agents,
      InstantSource clock) {
    DaemonConfig.AtOnce wanted = config.atOnce();
    DiskGuard disk = Upkeep.disk(config);
    MachineMemory memory = new MachineMemory(Path.of("/"));
    Limits limits =
        new Limits(
            Objects.requireNonNullElseGet(
                wanted.sessions(), () -> Limits.usualSessions(memory.total())),
            perAgent(wanted.perAgent(), agents),
            wanted.launchMemory());
    LaunchQueue queue =
        new LaunchQueue(
            stores,
            limits,
            memory::available,
            project -> disk.tooLittle(places.written(project)).isEmpty(),
            clock);
    return new LaunchPlaces(
        limits,
        queue,
        project -> {
          // The queue goes by what was seen last, which a request must not find outdated.
          boolean _ = queue.lookForRoom(project.id());
          disk.requireRoom(places.written(project));
        });
  }

  private static Map<AgentId, Integer> perAgent(Map<String, Integer> named, List<AgentId> agents) {
    List<String> known = agents.stream().map(AgentId::value).toList();
    named.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          String nearest =
              NearestName.of(name, known).stream()
                  .findFirst()
                  .map("; did you mean \"%s\"?"::formatted)
                  .orElse("");
          throw new BadSettingException(
              "%s has a limit for \"%s\", which is no agent; there are %s%s"
                  .formatted(
                      Setting.MAX_SESSIONS_PER_AGENT.key(),
                      name,
                      String.join(", ", known),
                      nearest));
        });
    return named.entrySet().stream()
        .collect(Collectors.toMap(one -> new AgentId(one.getKey()), Map.Entry::getValue));
  }
}
