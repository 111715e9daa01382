package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableLogTest extends ReadableLogSuite {
  @Test
  void whatHappensIsWrittenAsItHappens() throws IOException {
    start();
    say("one");
    await(() -> log().endsWith("12:00:00  claude  one\n"));
    say("two");
    await(() -> log().endsWith("12:00:01  claude  two\n"));

    assertThat(log()).isEqualTo("12:00:00  claude  one\n12:00:01  claude  two\n");
  }

  @Test
  void nothingIsWrittenIntoAFolderThatIsNotTakenYet() throws Exception {
    taken = false;
    start();
    say("one");
    await(() -> cursorIs(1));
    assertThat(project).isEmptyDirectory();

    taken = true;
    say("two");
    await(() -> log().endsWith("two\n"));
    assertThat(log()).isEqualTo("12:00:00  claude  one\n12:00:01  claude  two\n");
  }

  @Test
  void nobodyElseOnTheMachineCanReadIt() throws IOException {
    start();
    say("one");
    await(() -> log().endsWith("one\n"));

    Path file = scene.log();
    assertThat(rights(file)).isEqualTo("rw-------");
    assertThat(rights(file.resolveSibling("."))).isEqualTo("rwx------");
    assertThat(rights(file.resolveSibling(".."))).isEqualTo("rwx------");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatHappenedWithoutAFollowerIsWrittenAtItsStart() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    stop();
    say("two");
    Object sameFile = fileKey();

    start();
    await(() -> log().endsWith("two\n"));

    assertThat(log()).isEqualTo("12:00:00  claude  one\n12:00:01  claude  two\n");
    assertThat(fileKey()).isEqualTo(sameFile);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLogThatWasCutAnywhereIsMadeWholeInPlace(long seed) throws Exception {
    Random random = new Random(seed);
    start();
    for (int i = 0; i < 20; i++) {
      say("message " + i + " with ümläuts");
    }
    await(() -> log().endsWith("message 19 with ümläuts\n"));
    stop();
    byte[] whole = Files.readAllBytes(scene.log());
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
    Files.write(scene.log(), cut);
    Files.deleteIfExists(cursor);
    Object sameFile = fileKey();

    start();
    await(() -> log().endsWith("message 19 with ümläuts\n"));

    assertThat(Files.readAllBytes(scene.log())).isEqualTo(whole);
    assertThat(fileKey()).isEqualTo(sameFile);
  }

  @Test
  void aLogThatSaysSomethingElseIsReplaced() throws Exception {
    Files.createDirectories(scene.log().getParent());
    Files.writeString(scene.log(), "12:00:00  claude  something else that is longer\n");
    say("one");

    start();

    await(() -> log().equals("12:00:00  claude  one\n"));
  }

  @Test
  void aLogThatIsLostIsWrittenAgain() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    Files.delete(scene.log());
    say("two");
    await(() -> log().equals("12:00:00  claude  one\n12:00:01  claude  two\n"));
    stop();
    Files.delete(scene.log());

    start();

    await(() -> log().equals("12:00:00  claude  one\n12:00:01  claude  two\n"));
  }

  @Test
  void aLogThatNeedsNothingIsNotTouched() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n") && cursorIs(1));
    stop();
    Files.writeString(scene.log(), "kept by its owner\n");
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);

    start();
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> Files.exists(other.log()) && cursorIs(2));

    assertThat(log()).isEqualTo("kept by its owner\n");
  }

  @Test
  void aTurnShowsItsPromptWithoutSecretsUnlessItWasToldBefore() {
    scene.turn(1, "use " + SECRET);
    scene.turn(2, "also the docs");
    start();
    scene.happens(1, Actor.DAEMON, EventType.TURN_STARTED, new TurnPayload.Started("start", null));
    scene.happens(
        1,
        SessionScene.PERSON,
        EventType.FOLLOW_UP_KEPT,
        new FollowUpPayload.Kept("ffffffffff", "also the docs", "auto"));
    scene.happens(
        2,
        Actor.DAEMON,
        EventType.TURN_STARTED,
        new TurnPayload.Started("follow_up", "ffffffffff"));
    say("end");

    await(() -> log().endsWith("end\n"));

    assertThat(log()).contains("you     use [redacted]\n").doesNotContain("canary");
    assertThat(log().split("also the docs", -1)).hasSize(2);
  }

  @Test
  void theLogOfADeletedSessionIsNotMadeAgain() {
    scene.becomes(SessionState.DELETED);
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);
    say("one");
    start();
    say("two");
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> Files.exists(other.log()));

    assertThat(scene.log()).doesNotExist();
  }

  @Test
  void aProjectThatIsNotThereIsNotMadeAgainAndItsLogComesWhenItIsBack() throws Exception {
    Files.delete(project);
    SessionScene other =
        SessionScene.of(stores, "9876543210", Files.createDirectory(folder.resolve("o")), null);
    start();
    say("one");
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> Files.exists(other.log()));
    assertThat(project).doesNotExist();

    Files.createDirectory(project);
    say("two");

    await(() -> log().equals("12:00:00  claude  one\n12:00:01  claude  two\n"));
  }

  @Test
  void aProjectThatIsNotThereKeepsNoOtherFromBeingDoneWithAndItsLogIsWholeWhenItIsBack()
      throws Exception {
    SessionScene other =
        SessionScene.of(stores, "9876543210", Files.createDirectory(folder.resolve("o")), null);
    start();
    say("one");
    await(() -> log().endsWith("one\n") && cursorIs(1));
    Path away = Files.move(project, folder.resolve("away"));
    say("two");
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> read(other.log()).endsWith("x\n") && cursorIs(3));
    stop();

    start();
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("y"));
    await(() -> read(other.log()).endsWith("y\n") && cursorIs(4));
    stop();
    Files.move(away, project);
    assertThat(log()).endsWith("one\n");

    start();
    await(() -> log().equals("12:00:00  claude  one\n12:00:01  claude  two\n"));
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("z"));
    await(() -> cursorIs(5));
    assertThat(cursor).content().doesNotContain("0123456789");
  }

  @Test
  void nothingIsAppendedThroughALink() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    Path victim = Files.writeString(folder.resolve("victim"), "mine\n");
    Files.delete(scene.log());
    Files.createSymbolicLink(scene.log(), victim);
    say("two");

    await(() -> log().endsWith("two\n"));

    assertThat(victim).hasContent("mine\n");
    assertThat(Files.isSymbolicLink(scene.log())).isFalse();
  }

  @Test
  void nothingIsAppendedBelowALink() throws Exception {
    Path otherProject = Files.createDirectory(folder.resolve("other"));
    SessionScene other = SessionScene.of(stores, "0000000000", otherProject, null);
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    Path logs = scene.log().getParent();
    Path elsewhere = Files.move(logs, folder.resolve("elsewhere"));
    Files.createSymbolicLink(logs, elsewhere);
    say("two");
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> read(other.log()).endsWith("x\n"));

    assertThat(log()).endsWith("one\n");
    Files.delete(logs);
    say("three");
    await(() -> log().endsWith("three\n"));
    assertThat(log()).contains("one\n", "two\n");
  }

  @Test
  void anInterruptEndsIt() throws InterruptedException {
    Thread running = start();

    running.interrupt();

    assertThat(running.join(LONG)).isTrue();
  }
}
