package dev.orch.comments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Comment;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.session.QuietSessions;
import dev.orch.store.EventFilter;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft has gone out, is a message, is told and has its receipt; or none of it. */
class OneCommitTest {
  private static final CommentsService.Sending ANY =
      new CommentsService.Sending(null, FollowUp.Mode.AUTO);
  private static final Actor USER = new Actor(Actor.Kind.USER, "cli");

  @TempDir Path folder;
  private final Session session = working(new Samples(1).session(Samples.NOON));
  private SqliteStore store;
  private Stores stores;
  private CommentsService comments;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    RandomIds ids = new RandomIds(RandomGenerator.getDefault());
    comments =
        new CommentsService(
            stores,
            QuietSessions.over(stores, ids, InstantSource.system()),
            new GitWorktrees(Git.of(System.getenv())),
            ids,
            InstantSource.system());
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.turns().insert(Samples.turn(session.id(), 1));
          stores.comments().replaceDraft(session.id(), 0, List.of(comment()));
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Session working(Session fresh) {
    return new Session(
        fresh.id(),
        fresh.assignment(),
        fresh.place(),
        new Session.Standing(SessionState.RUNNING, Reason.WORKING, Samples.NOON, null),
        fresh.progress(),
        fresh.times(),
        fresh.version());
  }

  private Comment comment() {
    Comment.Spot spot = new Comment.Spot("a.txt", Comment.Side.NEW, 1, 1);
    return new Comment("c", session.id(), spot, "one", "why?", null);
  }

  private List<String> told() {
    return stores.events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 100).stream()
        .map(event -> event.fact().type().wireName())
        .toList();
  }

  @Test
  void whereTheCommitFailsNothingHasGoneOut() {
    assertThatThrownBy(() ->
            comments.send(
                session,
                ANY,
                USER,
                _ -> {
                  throw new IllegalStateException("no room for the receipt");
                }))
        .hasMessage("no room for the receipt");

    assertThat(stores.comments().list(session.id())).containsExactly(comment());
    assertThat(stores.comments().version(session.id())).isEqualTo(1);
    assertThat(stores.followUps().listKept(session.id())).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void whatHasGoneOutIsAMessageAndTold() {
    comments.send(session, ANY, USER, _ -> {});

    FollowUp message = stores.followUps().listKept(session.id()).getFirst();
    assertThat(message.message()).contains("a.txt, line 1", "why?");
    assertThat(stores.comments().list(session.id()).getFirst().sent())
        .extracting(Comment.Sent::followUp)
        .isEqualTo(message.id());
    assertThat(told()).containsSubsequence("follow_up.kept", "comments.sent");
    assertThatThrownBy(() -> comments.send(session, ANY, USER, _ -> {}))
        .isInstanceOf(ReviewRefusedException.class);
  }
}
