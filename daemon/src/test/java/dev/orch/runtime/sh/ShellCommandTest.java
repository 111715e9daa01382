package dev.orch.runtime.sh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.runtime.ShortCommand;
import dev.orch.runtime.ShortCommandContract;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandTest {
  @TempDir Path place;

  @Test
  void whatCannotBeLookedAtIsEnded() {
    ProcessTable unreadable =
        (ProcessTable)
            Proxy.newProxyInstance(
                ProcessTable.class.getClassLoader(),
                new Class<?>[] {ProcessTable.class},
                (_, _, _) -> {
                  throw new UncheckedIOException("cannot look", new IOException());
                });
    ShortCommand command =
        new ShellCommand(new Machine(Shell.standard(""), unreadable, Signals.open()));
    ShortCommand.Request request =
        new ShortCommand.Request(
            List.of("/bin/sh", "-c", "while :; do :; done", place.toString()),
            Map.of("PATH", "/usr/bin:/bin"),
            place,
            Duration.ofMinutes(1));

    assertThatThrownBy(() -> command.run(request)).isInstanceOf(UncheckedIOException.class);

    TestRuns.await(() -> ProcessHandle.current().children().noneMatch(this::isIt));
  }

  private boolean isIt(ProcessHandle child) {
    return child.info().commandLine().filter(line -> line.contains(place.toString())).isPresent();
  }

  @Nested
  class WithSetsid extends ShortCommandContract {
    @Override
    protected ShortCommand command() {
      return ShellCommand.open(Shell.standard(""));
    }

    @Test
    void itHasAProcessSessionOfItsOwn() throws InterruptedException {
      ShortCommand.Request request =
          new ShortCommand.Request(
              List.of("/bin/sh", "-c", "echo $$ $(cut -d' ' -f6 /proc/$$/stat)"),
              Map.of("PATH", "/usr/bin:/bin"),
              folder,
              Duration.ofMinutes(1));
      String out =
          switch (command().run(request)) {
            case ShortCommand.Result.Ended ended -> ended.out();
            case ShortCommand.Result.TimedOut late -> late.out();
          };
      String pid = out.substring(0, out.indexOf(' '));
      assertThat(out.strip()).isEqualTo(pid + " " + pid);
    }
  }

  /** As on macOS. */
  @Nested
  class WithoutSetsid extends ShortCommandContract {
    @Override
    protected ShortCommand command() {
      Shell shell = new Shell(Path.of("/bin/sh"), folder.toString(), Path.of("/proc"));
      return ShellCommand.open(shell);
    }
  }
}
