package dev.orch.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.RealClaude;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.model.ScriptedModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code orch demo --agent claude} with a real Claude Code whose model does what is asked. */
@Tag("real-agents")
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"2.1.197", "2.1.331"})
class RealDemoIT {
  private static final Path ORCH = RealDaemon.image().resolve("bin/orch");

  @Parameter String version = "";
  @TempDir private Path folder;
  private ScriptedModelServer model;
  private Path temporary;
  private Person person;

  @BeforeEach
  void aPersonWithALogin() throws IOException {
    model = ScriptedModelServer.open();
    model.understand("discount.txt", "[[write discount.txt ten percent\\noff]] [[say Done.]]");
    model.understand(
        "opening hours",
        "[[read README.md]] [[write README.md # Shop\\n\\nOpen all day.]] [[say Done.]]");
    model.understand("echo cherry", "[[bash sh -c 'echo cherry 3 >> prices.txt']] [[say Done.]]");
    temporary = Files.createDirectory(folder.resolve("tmp"));
    person = new Person(folder.resolve("home")).with("SHELL", "/bin/sh");
    RealClaude.environment(person.home(), model.url()).forEach(person::with);
    person
        .with("TMPDIR", temporary.toString())
        .with("ORCH_CLAUDE_BIN", RealClaude.installed(version).binary().toString());
  }

  @AfterEach
  void theModelEnds() {
    model.close();
  }

  @Test
  void itTellsTheSameStoryAndWhatItMayCost() throws IOException {
    Person.Result demo = person.run(ORCH, "demo", "--agent", "claude", "--yes");

    assertThat(demo.exit()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.err()).contains("cost money");
    assertThat(demo.out()).contains("kill -9", "the demo answers: allow", "git status: clean");
    assertThat(demo.out().lines().filter(line -> line.startsWith("diff --git"))).hasSize(3);
    assertThat(person.stateFolder()).doesNotExist();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("orch-demo-")))
          .isEmpty();
    }
  }

  @Test
  void withoutATerminalItMustBeToldYes() {
    Person.Result demo = person.run(ORCH, "demo", "--agent", "claude");

    assertThat(demo.exit()).isEqualTo(1);
    assertThat(demo.err()).contains("cost money", "--yes");
    assertThat(model.requests()).isEmpty();
  }
}
