package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
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
                new Command.Wanted("cluade", "do", "?", "src", null, "opus", "main"),
                null,
                Command.Source.UI,
                new Command.Result.Rejected("unknown_agent", "no agent cluade"),
                Samples.NOON));

    assertThat(stores.commands().find(command.id())).contains(command);
  }

  @Test
  void listGivesTheNewestFirstOfAllProjectsOrOne() {
    ProjectId mine = samples.project(Samples.NOON).id();
    Command first = insert(samples.command(mine, Samples.NOON));
    Command second =
        insert(samples.command(samples.project(Samples.NOON).id(), Samples.NOON.plusMillis(1)));

    assertThat(stores.commands().list(null, new Page.Request(10, null)).items())
        .containsExactly(second, first);
    assertThat(stores.commands().list(mine, new Page.Request(10, null)).items())
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
