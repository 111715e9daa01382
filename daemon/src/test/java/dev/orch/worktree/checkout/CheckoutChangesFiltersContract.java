package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.checkout.Obstacle.Why;
import java.nio.file.Files;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Files that look other on the disk than in the repository. */
public abstract class CheckoutChangesFiltersContract extends CheckoutChangesFixture {

  /** Checks a file out anew, as the user's git does it. */
  private void checkOutAnew(String file) throws Exception {
    Files.delete(checkout.resolve(file));
    user.git("checkout", "--quiet", "--", file);
  }

  @Test
  void lineEndingsAreTheUsers() throws Exception {
    user.git("config", "--global", "core.autocrlf", "true");
    checkOutAnew("text.txt");
    checkOutAnew("gone.txt");
    assertThat(read("gone.txt")).isEqualTo("gone\r\n");
    SortedMap<String, String> before = everything();
    begin();
    agent.write("text.txt", "one\r\n2\r\n").write("new.txt", "new\r\n");
    Files.delete(worktree.resolve("gone.txt"));

    assertThat(plan().obstacles()).isEmpty();
    apply();

    assertThat(read("text.txt")).isEqualTo("one\r\n2\r\n");
    assertThat(read("new.txt")).isEqualTo("new\r\n");
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aFileWithTheRepositorysLineEndingsIsAsHeadHasIt() throws Exception {
    user.git("config", "--global", "core.autocrlf", "true");
    agent.write("text.txt", "one\n2\n");

    assertThat(plan().obstacles()).isEmpty();
  }

  @Test
  void attributesDecideOverLineEndings() throws Exception {
    user.write(".gitattributes", "*.bat text eol=crlf\n*.raw -text\n")
        .write("a.bat", "one\n")
        .write("b.raw", "one\r\ntwo\n")
        .commit("attributes");
    checkOutAnew("a.bat");
    SortedMap<String, String> before = everything();
    begin();
    agent.write("a.bat", "one\r\ntwo\r\n").write("b.raw", "1\r\ntwo\n").write("c.bat", "c\n");

    assertThat(plan().obstacles()).isEmpty();
    apply();

    assertThat(read("a.bat")).isEqualTo("one\r\ntwo\r\n");
    assertThat(read("b.raw")).isEqualTo("1\r\ntwo\n");
    assertThat(read("c.bat")).isEqualTo("c\r\n");
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void otherBytesThatGitTakesForTheSameAreAnEdit() throws Exception {
    user.git("config", "--global", "core.autocrlf", "input");
    agent.write("text.txt", "changed\n");
    user.write("text.txt", "one\r\ntwo\r\nthree\r\nfour\r\nfive\r\nsix\r\nseven\r\n");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.EDITED));
  }

  @Test
  void aFilterOfTheUsersOwnIsRun() throws Exception {
    user.git("config", "--global", "filter.up.smudge", "tr a-z A-Z");
    user.git("config", "--global", "filter.up.clean", "tr A-Z a-z");
    user.write(".gitattributes", "*.up filter=up\n").write("f.up", "hello\n").commit("filtered");
    checkOutAnew("f.up");
    assertThat(read("f.up")).isEqualTo("HELLO\n");
    SortedMap<String, String> before = everything();
    begin();
    agent.write("f.up", "CHANGED\n");

    assertThat(plan().obstacles()).isEmpty();
    apply();

    assertThat(read("f.up")).isEqualTo("CHANGED\n");
    assertThat(user.git("diff", "f.up")).contains("+changed");
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aFilterOfTheRepositorysConfigurationIsNotRun() throws Exception {
    user.git("config", "filter.up.smudge", "touch " + temp.resolve("ran") + "; cat");
    user.git("config", "filter.up.clean", "touch " + temp.resolve("ran") + "; cat");
    agent.write(".gitattributes", "*.up filter=up\n").write("f.up", "x\n").write("g.txt", "x\n");

    assertThat(obstacles(plan())).isEqualTo(Map.of("f.up", Why.FILTER_HELD_BACK));
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void aMergeDriverOfTheRepositorysConfigurationIsNotRun() throws Exception {
    user.write(".gitattributes", "*.txt merge=mine\n").commit("attributes");
    begin();
    user.git("config", "merge.mine.driver", "touch " + temp.resolve("ran"));
    agent.write("text.txt", "theirs\n").write("gone.txt", "theirs\n");
    assertThat(plan().obstacles()).isEmpty();
    user.write("text.txt", "mine\n").commit("meanwhile");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.MERGE_DRIVER_HELD_BACK));
    assertThat(temp.resolve("ran")).doesNotExist();
  }
}
