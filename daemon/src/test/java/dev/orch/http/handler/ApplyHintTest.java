package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import dev.orch.http.EndedWork;
import dev.orch.store.Samples;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an apply that is refused tells to do does what it says. */
class ApplyHintTest extends HandlerFixture {
  private EndedWork work;

  @BeforeEach
  void aSessionThatHasEnded() throws IOException {
    work = EndedWork.in(daemon, new Samples(5), repository);
  }

  private Reply preview() throws IOException {
    return client.get(work.path());
  }

  private Reply apply(String body) throws IOException {
    return client.post(work.path(), body);
  }

  /** The words behind an option in a hint. */
  private static List<String> named(String option, String hint) {
    return Pattern.compile(option + "[ =]([^ ;]+)")
        .matcher(hint)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private Reply applyAsTold(String hint) throws IOException {
    String except =
        named("--except", hint).stream()
            .map(path -> "\"" + path + "\"")
            .collect(Collectors.joining(","));
    return apply("{\"except\":[%s]}".formatted(except));
  }

  /** The commands of the hint, in the checkout; orch is one that has the session's difference. */
  private void inTheCheckout(String commands) throws Exception {
    String diff = "orch() { git -C '%s' diff HEAD; }\n".formatted(work.worktree().folder());
    ProcessBuilder shell = new ProcessBuilder("sh", "-ec", diff + commands);
    shell.environment().putAll(GitRepository.environment(folder.resolve("home")));
    assertThat(shell.directory(repository.folder().toFile()).inheritIO().start().waitFor())
        .as(commands)
        .isZero();
  }

  @Test
  void forASubmoduleTheHintIsWhatWorksInEachRound() throws Exception {
    GitRepository worktree = work.worktree();
    String commit = repository.commitOf("HEAD");
    Files.createDirectory(worktree.folder().resolve("lib"));
    worktree.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",lib");
    for (String round : List.of("1", "2", "3")) {
      worktree.write("new.txt", round + "\n");
      Reply refused = apply("{}");
      assertThat(refused.problem()).isEqualTo("apply_refused");

      Reply taken = applyAsTold(refused.text("/hint"));

      assertThat(taken.status()).isEqualTo(200);
      assertThat(taken.text("/warnings/0/text")).contains("lib");
      assertThat(repository.folder().resolve("new.txt")).hasContent(round + "\n");
      repository.git("add", "new.txt");
      repository.git("commit", "--quiet", "--message", round);
    }
  }

  @Test
  void forAConflictTheHintIsWhatWorksInEachRound() throws Exception {
    for (String round : List.of("1", "2")) {
      repository.write("README.md", "mine " + round + "\n");
      repository.git("commit", "--quiet", "--all", "--message", "mine");
      work.worktree().write("README.md", "theirs " + round + "\n").write("new.txt", round + "\n");
      Reply refused = apply("{}");
      String hint = refused.text("/hint");
      assertThat(preview().text("/hint")).isEqualTo(hint);
      assertThat(refused.text("/preview/hint")).isEqualTo(hint);

      assertThat(applyAsTold(hint).status()).isEqualTo(200);
      assertThat(repository.folder().resolve("new.txt")).hasContent(round + "\n");
      repository.git("add", "new.txt");
      repository.git("commit", "--quiet", "--message", "the rest");
      Matcher told = told(hint);
      inTheCheckout(told.group(1) + " || test $? = 1");
      assertThat(repository.folder().resolve("README.md"))
          .content()
          .contains("<<<<<<<", "mine " + round, "theirs " + round);
      repository.write("README.md", "both of us " + round + "\n");
      repository.git("commit", "--quiet", "--all", "--message", "merged by hand");
      inTheCheckout(told.group(2));

      assertThat(preview().json().path("conflicts")).isEmpty();
      assertThat(apply("{}").status()).isEqualTo(200);
      assertThat(repository.folder().resolve("README.md")).hasContent("both of us " + round + "\n");
      assertThat(work.worktree().folder().resolve("README.md"))
          .hasContent("both of us " + round + "\n");
    }
  }

  /** A pattern would take the other file along, and a name with a colon none. */
  @Test
  void aNameIsTakenForANameInEachCommand() throws Exception {
    for (String name : List.of("[ab].txt", ":(top) it's.txt")) {
      repository.write(name, "mine\n").commit("mine");
      work.worktree().write(name, "theirs\n").write("a.txt", "theirs\n").git("add", "--all");
      Matcher told = told(apply("{}").text("/hint"));
      inTheCheckout(told.group(1) + " || test $? = 1");
      assertThat(repository.folder().resolve(name)).content().contains("<<<<<<<", "theirs");
      assertThat(repository.folder().resolve("a.txt")).doesNotExist();
      repository.write(name, "both of us\n").commit("merged by hand");
      inTheCheckout(told.group(2));
      assertThat(work.worktree().folder().resolve(name)).hasContent("both of us\n");
      assertThat(work.worktree().folder().resolve("a.txt")).hasContent("theirs\n");
    }
  }

  private static Matcher told(String hint) {
    Matcher told =
        Pattern.compile("(orch diff .*); commit that, let the session have it: (git.*); and")
            .matcher(hint);
    assertThat(told.find()).as(hint).isTrue();
    return told;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forASubmoduleTheHintMovesItByHandWhetherItIsMadeOrNot(boolean made) throws Exception {
    workWithSubmodule();
    work.worktree().git("submodule", "--quiet", "update", "--init");
    inSubmodule().write("theirs.txt", "theirs\n").commit("theirs");
    if (!made) {
      repository.git("submodule", "--quiet", "deinit", "lib");
    }

    submoduleAsTold();

    assertThat(repository.folder().resolve("lib/theirs.txt")).hasContent("theirs\n");
    assertThat(repository.folder().resolve("README.md")).exists();
    assertThat(apply("{}").status()).isEqualTo(200);
    assertThat(repository.folder().resolve("new.txt")).exists();
  }

  @Test
  void oneThatTheSessionAddedIsAddedByHand() throws Exception {
    work.worktree().git("submodule", "--quiet", "add", source(), "lib");
    inSubmodule().write("theirs.txt", "theirs\n").commit("theirs");
    work.worktree().git("add", "lib");

    submoduleAsTold();

    assertThat(repository.folder().resolve("lib/theirs.txt")).hasContent("theirs\n");
    assertThat(repository.folder().resolve("README.md")).exists();
    assertThat(repository.in(repository.folder().resolve("lib")).git("remote")).isEmpty();
    assertThat(apply("{}").status()).isEqualTo(200);
    assertThat(repository.folder().resolve(".gitmodules")).content().contains("lib");
    assertThat(repository.folder().resolve("new.txt")).exists();
  }

  @Test
  void oneThatTheSessionRemovedIsRemovedByHand() throws Exception {
    workWithSubmodule();
    work.worktree().git("rm", "--quiet", "lib");

    submoduleAsTold();

    assertThat(repository.folder().resolve("lib")).doesNotExist();
    assertThat(apply("{}").status()).isEqualTo(200);
    assertThat(repository.folder().resolve("new.txt")).exists();
  }

  private void workWithSubmodule() throws IOException {
    repository.git("submodule", "--quiet", "add", source(), "lib");
    repository.git("commit", "--quiet", "--message", "a submodule");
    work = EndedWork.in(daemon, new Samples(6), repository);
  }

  private String source() {
    repository.git("config", "--global", "protocol.file.allow", "always");
    return GitRepository.withCommit(folder.resolve("source"), folder.resolve("home"))
        .folder()
        .toString();
  }

  private GitRepository inSubmodule() {
    return work.worktree().in(work.worktree().folder().resolve("lib"));
  }

  private void submoduleAsTold() throws Exception {
    Matcher told = Pattern.compile("and apply again: (git .*)").matcher(apply("{}").text("/hint"));
    assertThat(told.find()).isTrue();
    inTheCheckout(told.group(1));
    repository.git("commit", "--quiet", "--all", "--message", "the submodule");
  }

  @Test
  void whatIsLeftOutStaysSoAsTheHintSays() throws Exception {
    repository.write("README.md", "mine\n").commit("mine");
    work.worktree().write("README.md", "theirs\n").write("docs/a.txt", "x");

    String hint = apply("{\"except\":[\"docs\"]}").text("/hint");

    assertThat(hint)
        .contains("orch apply %s --except README.md --except docs;".formatted(work.session().id()));
    assertThat(applyAsTold(hint).status()).isEqualTo(200);
    assertThat(repository.folder().resolve("new.txt")).exists();
    assertThat(repository.folder().resolve("docs")).doesNotExist();
  }

  @Test
  void whatCannotBeClearedAwayIsLeftOutOnceTheRestIs() throws Exception {
    work.worktree().write("lib/file.txt", "x").write("free.txt", "x");
    repository.git("init", "--quiet", "lib");
    repository.write("new.txt", "mine\n");

    String hint = apply("{}").text("/hint");

    assertThat(hint).startsWith("commit, stash or move away what else the detail names; ");
    assertThat(named("--except", hint)).containsExactly("lib/file.txt");
    Files.delete(repository.folder().resolve("new.txt"));
    assertThat(applyAsTold(apply("{}").text("/hint")).status()).isEqualTo(200);
    assertThat(repository.folder().resolve("free.txt")).exists();
    assertThat(repository.folder().resolve("lib/file.txt")).doesNotExist();
  }

  /** No other command knows a file by two names. */
  @Test
  void whatTheUserHasRenamedIsLeftOutAsTheHintSays() throws Exception {
    String text = "one\ntwo\n%s\nfour\nfive\nsix\n";
    repository.write("text.txt", text.formatted("three")).git("add", "text.txt");
    repository.git("commit", "--quiet", "--message", "before");
    work = EndedWork.in(daemon, new Samples(6), repository);
    repository.git("mv", "text.txt", "renamed.txt");
    repository.write("renamed.txt", text.formatted("mine"));
    repository.git("commit", "--quiet", "--all", "--message", "mine");
    work.worktree().write("text.txt", text.formatted("theirs"));

    String hint = apply("{}").text("/hint");

    assertThat(named("--except", hint)).containsExactly("renamed.txt");
    assertThat(hint).doesNotContain("restore", "--include");
    assertThat(applyAsTold(hint).status()).isEqualTo(200);
    assertThat(repository.folder().resolve("new.txt")).exists();
    assertThat(repository.folder().resolve("renamed.txt")).hasContent(text.formatted("mine"));
  }
}
