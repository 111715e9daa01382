package dev.orch.environment;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The user's environment: the daemon's own, with what the login shell adds. The shell is asked on a
 * thread of its own; who needs the answer waits for it. Any thread may call it.
 */
public final class UserEnvironment {
  private final Map<String, String> own;
  private final NamePatterns settings;
  private final LoginShell shell;

  /** The question that was asked last; null until somebody asks. */
  private final AtomicReference<@Nullable FutureTask<ShellAnswer>> question =
      new AtomicReference<>();

  /** Grows with each answer, before the answer is given to anybody; replaced as a whole. */
  private final AtomicReference<Set<String>> secrets;

  /** Open once a question has been answered, or cannot be. */
  private final CountDownLatch heard = new CountDownLatch(1);

  /**
   * Asks nothing yet.
   *
   * @param own the daemon's environment
   * @param settings names in it that configure the daemon; what only they say is not the user's
   */
  public UserEnvironment(Map<String, String> own, List<String> settings, LoginShell shell) {
    this.own = Map.copyOf(own);
    this.settings = new NamePatterns(settings);
    this.shell = shell;
    this.secrets = new AtomicReference<>(SecretValues.in(own));
  }

  /** Asks the login shell, anew if it was asked before, and returns at once. */
  public void ask() {
    begin(question.get());
  }

  private void begin(@Nullable FutureTask<ShellAnswer> previous) {
    FutureTask<ShellAnswer> next = new FutureTask<>(this::hear);
    if (question.compareAndSet(previous, next)) {
      Thread.ofVirtual().name("login-shell").start(next);
    }
  }

  private ShellAnswer hear() throws InterruptedException {
    try {
      ShellAnswer answer = shell.ask(forTheShell());
      switch (answer) {
        case ShellAnswer.Told(Map<String, String> told) ->
            secrets.updateAndGet(before -> with(before, SecretValues.in(told)));
        case ShellAnswer.TimedOut _, ShellAnswer.Unusable _ -> {}
      }
      return answer;
    } finally {
      heard.countDown();
    }
  }

  private static Set<String> with(Set<String> before, Set<String> more) {
    Set<String> all = new HashSet<>(before);
    return all.addAll(more) ? Set.copyOf(all) : before;
  }

  /**
   * The secret-named values of the daemon's environment and of all that the login shell ever said.
   * Never waits; the same set until there are more.
   */
  public Set<String> secrets() {
    return secrets.get();
  }

  /**
   * Waits until the login shell has answered once, or has used up its time; asks it if nobody did.
   * Who shows or records what an agent says does so behind this: what only the shell sets may be
   * secret too.
   *
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public void awaitShell() throws InterruptedException {
    begin(null);
    heard.await();
  }

  /**
   * What the login shell said; asks it if nobody did. Waits as long as the shell may take.
   *
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public ShellAnswer shellAnswer() throws InterruptedException {
    begin(null);
    try {
      return Objects.requireNonNull(question.get()).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the login shell could not be asked", e.getCause());
    }
  }

  /** Nothing of one terminal goes in, so that what comes out was set by a profile. */
  private Map<String, String> forTheShell() {
    Map<String, String> variables = ofEveryTerminal();
    variables
        .keySet()
        .removeIf(
            name -> NamePatterns.OURS.match(name) || NamePatterns.OF_ONE_REPOSITORY.match(name));
    return variables;
  }

  private Map<String, String> ofEveryTerminal() {
    Map<String, String> variables = new HashMap<>(own);
    variables
        .keySet()
        .removeIf(name -> NamePatterns.OF_ONE_TERMINAL.match(name) || settings.match(name));
    return variables;
  }

  /** A variable of the daemon's own environment. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(own.get(name));
  }

  /**
   * All variables that a session may draw from, and the names that stay in the daemon's terminal.
   * The daemon's own value wins, but for what belongs to one terminal or configures the daemon, and
   * for {@code PATH}, where the login shell's folders come behind.
   *
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  Snapshot now() throws InterruptedException {
    Map<String, String> variables = ofEveryTerminal();
    switch (shellAnswer()) {
      case ShellAnswer.Told(Map<String, String> told) ->
          told.forEach((name, value) -> {
            if (!NamePatterns.OF_A_SHELL.match(name)) {
              variables.merge(name, value, (mine, _) -> both(name, mine, value));
            }
          });
      case ShellAnswer.TimedOut _, ShellAnswer.Unusable _ -> {}
    }
    Set<String> left = new HashSet<>(own.keySet());
    left.removeAll(variables.keySet());
    return new Snapshot(variables, left);
  }

  /** The user's environment at one time. */
  record Snapshot(Map<String, String> variables, Set<String> leftInTheTerminal) {}

  private static String both(String name, String mine, String told) {
    if (!name.equals("PATH")) {
      return mine;
    }
    Set<String> places = new LinkedHashSet<>(Arrays.asList(mine.split(":")));
    places.addAll(Arrays.asList(told.split(":")));
    places.remove("");
    return String.join(":", places);
  }
}
