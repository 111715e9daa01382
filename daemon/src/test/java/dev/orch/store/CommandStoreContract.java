package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link CommandStore} does. */
public abstract class CommandStoreContract extends StoresContract {

  @Test
  void anAcceptedCommandIsFoundAsItWas() {
    Command command = insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON));

    assertThat(stores.commands().find(command.id())).contains(command);
    assertThat(stores.commands().find(new CommandId("no"))).isEmpty();
  }

  @Test
  void aRejectedCommandIsFoundInTheWordsItWasGivenIn() {
    Command command =
        insert(
            new Command(
                new CommandId("c-1"),
                null,
                new Command.Wanted.Work(
                    "cluade", "do", "?", "src", null, "opus", "main", "fix/retry"),
                null,
                Command.Source.UI,
                new Command.Result.Rejected(
                    "unknown_agent", "no agent cluade", "did you mean \"claude\"?"),
                Samples.NOON));

    assertThat(stores.commands().find(command.id())).contains(command);
  }

  @Test
  void oneThatDoesNotSayItAllIsFoundAsFarAsItGoes() {
    Command partly = insert(rejected("c-6", null, work(null, "review", null)));
    Command nothing = insert(rejected("c-7", null, work(null, null, null)));

    assertThat(stores.commands().find(partly.id())).contains(partly);
    assertThat(stores.commands().find(nothing.id())).contains(nothing);
  }

  private static Command.Wanted.Work work(
      @Nullable String agent, @Nullable String action, @Nullable String project) {
    return new Command.Wanted.Work(agent, action, project, null, "say", null, null);
  }

  private static Command rejected(String id, @Nullable String text, Command.Wanted wanted) {
    return new Command(
        new CommandId(id),
        text,
        wanted,
        null,
        Command.Source.API,
        new Command.Result.Rejected("missing_field", "agent is missing", null),
        Samples.NOON);
  }

  @Test
  void aCommandInWordsIsFoundAsItWas() {
    Command act =
        insert(
            new Command(
                new CommandId("c-2"),
                "tell k3v: go on",
                new Command.Wanted.Act(SessionAction.FOLLOW_UP, "k3v", "go on"),
                samples.project(Samples.NOON).id(),
                Command.Source.CLI,
                new Command.Result.Accepted(new SessionId("k3v9m2p7qd")),
                Samples.NOON));
    Command unread =
        insert(
            new Command(
                new CommandId("c-3"),
                "do what I mean",
                new Command.Wanted.Unread(),
                null,
                Command.Source.API,
                new Command.Result.Rejected("command_misread", "which agent?", null),
                Samples.NOON));

    assertThat(stores.commands().find(act.id())).contains(act);
    assertThat(stores.commands().find(unread.id())).contains(unread);
  }

  @Test
  void listGivesThoseOfOneStatus() {
    Command accepted = insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON));
    Command rejected =
        insert(
            new Command(
                new CommandId("c-4"),
                "x",
                new Command.Wanted.Unread(),
                null,
                Command.Source.API,
                new Command.Result.Rejected("command_misread", "what?", null),
                Samples.NOON));

    assertThat(listed(Command.Status.ACCEPTED)).containsExactly(accepted);
    assertThat(listed(Command.Status.REJECTED)).containsExactly(rejected);
  }

  @Test
  void theyAreCountedByWhatTheyAreFilteredBy() {
    Command accepted = insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON));
    insert(
        new Command(
            new CommandId("c-5"),
            "x",
            new Command.Wanted.Unread(),
            null,
            Command.Source.API,
            new Command.Result.Rejected("command_misread", "what?", null),
            Samples.NOON));

    assertThat(stores.commands().count(null).counts(Map.of()))
        .isEqualTo(
            Map.of(
                "project",
                Map.of("", 1L, String.valueOf(accepted.projectId()), 1L),
                "agent",
                Map.of("", 1L, "claude", 1L),
                "action",
                Map.of("", 1L, "implement", 1L),
                "status",
                Map.of("accepted", 1L, "rejected", 1L)));
  }

  private List<Command> listed(Command.Status status) {
    return listed(new CommandStore.Filter(null, null, null, null, status));
  }

  private List<Command> listed(CommandStore.Filter filter) {
    return stores.commands().list(filter, new Page.Request(10, null)).items();
  }

  @Test
  void listGivesThoseThatNameAnAgentOrAnActionInAnyCase() {
    Command said = insert(rejected("c-8", null, work("Claude", "Review", "app")));
    Command act =
        insert(
            rejected("c-9", "stop k3v", new Command.Wanted.Act(SessionAction.STOP, "k3v", null)));

    assertThat(listed(new CommandStore.Filter(null, new AgentId("claude"), null, null, null)))
        .containsExactly(said);
    assertThat(listed(new CommandStore.Filter(null, null, "review", null, null)))
        .containsExactly(said);
    assertThat(listed(new CommandStore.Filter(null, null, "stop", null, null)))
        .containsExactly(act);
    assertThat(listed(new CommandStore.Filter(null, new AgentId("codex"), null, null, null)))
        .isEmpty();
  }

  @Test
  void listAndCountGiveThoseOfOneSession() {
    Command mine = insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON));
    insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON.plusMillis(1)));
    SessionId session =
        switch (mine.result()) {
          case Command.Result.Accepted(SessionId id) -> id;
          case Command.Result.Rejected _ -> throw new AssertionError(mine);
        };

    assertThat(listed(new CommandStore.Filter(null, null, null, session, null)))
        .containsExactly(mine);
    assertThat(stores.commands().count(session).cells()).hasSize(1);
  }

  @Test
  void listGivesTheNewestFirstOfAllProjectsOrOne() {
    ProjectId mine = samples.project(Samples.NOON).id();
    Command first = insert(samples.command(mine, Samples.NOON));
    Command second =
        insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON.plusMillis(1)));

    assertThat(listed(CommandStore.Filter.ALL)).containsExactly(second, first);
    assertThat(listed(new CommandStore.Filter(mine, null, null, null, null)))
        .containsExactly(first);
  }

  @Test
  void idsAreFoundByTheirBeginning() {
    Command command = insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON));

    assertThat(stores.commands().idsStartingWith(command.id().value().substring(0, 5), 9))
        .containsExactly(command.id());
  }

  private Command insert(Command command) {
    write(() -> stores.commands().insert(command));
    return command;
  }
}
