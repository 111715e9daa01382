package dev.orch.cli.client;

import dev.orch.api.ApiPath;
import dev.orch.api.Page;
import dev.orch.api.ProblemType;
import dev.orch.api.session.FollowUpView;
import dev.orch.api.session.TurnView;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.HungDaemonException;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.process.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the daemon of this installation. Every request that changes something carries a key, so
 * that it may be sent again after a lost connection, to a daemon that was started meanwhile too.
 */
public final class DaemonClient {
  /** For as long as the daemon is well. */
  private static final Duration UNBOUNDED = Duration.ZERO;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path stateFolder;
  private final Supplier<DaemonPlace.Ours> forCalls;
  private final Supplier<DaemonPlace.Ours> forStreams;
  private final Watchdog watchdog;
  private final Duration silence;
  private final Consumer<Unheard> sending;

  /**
   * Talks to whom these find, who are asked before every attempt and throw {@link
   * NoDaemonException} where there is none.
   *
   * @param forCalls may start a daemon
   * @param forStreams starts none, so that who only listens keeps no daemon up
   * @param watchdog watches over those who wait for an answer
   */
  public DaemonClient(
      Path stateFolder,
      Supplier<DaemonPlace.Ours> forCalls,
      Supplier<DaemonPlace.Ours> forStreams,
      Watchdog watchdog) {
    this(stateFolder, forCalls, forStreams, watchdog, UNBOUNDED, _ -> {});
  }

  private DaemonClient(
      Path stateFolder,
      Supplier<DaemonPlace.Ours> forCalls,
      Supplier<DaemonPlace.Ours> forStreams,
      Watchdog watchdog,
      Duration silence,
      Consumer<Unheard> sending) {
    this.stateFolder = stateFolder;
    this.forCalls = forCalls;
    this.forStreams = forStreams;
    this.watchdog = watchdog;
    this.silence = silence;
    this.sending = sending;
  }

  /** The same, that takes a daemon for hung which says nothing for so long. */
  public DaemonClient within(Duration silence) {
    return new DaemonClient(stateFolder, forCalls, forStreams, watchdog, silence, sending);
  }

  /** The same, that tells of each request that is to change something right before it leaves. */
  public DaemonClient telling(Consumer<Unheard> listener) {
    return new DaemonClient(stateFolder, forCalls, forStreams, watchdog, silence, listener);
  }

  /** Reads something. */
  public Answer get(String target) {
    return answer(Call.get(target));
  }

  /** Asks for something; sent again with the same key if the connection is lost. */
  public Answer post(String target, @Nullable Object body) {
    String text = body == null ? "{}" : Json.text(body);
    return answer(new Call("POST", target, text, UUID.randomUUID().toString()));
  }

  /** Replaces something; sent again with the same key if the connection is lost. */
  public Answer put(String target, Object body) {
    return answer(new Call("PUT", target, Json.text(body), UUID.randomUUID().toString()));
  }

  /** Takes something away; sent again with the same key if the connection is lost. */
  public Answer delete(String target) {
    return answer(new Call("DELETE", target, null, UUID.randomUUID().toString()));
  }

  /** All pages of a list. */
  public <T> List<T> all(ApiPath path, UrlQuery query, Class<T> type) {
    return all(path.with(), query, type);
  }

  /** All turns of a session, oldest first. */
  public List<TurnView> turns(String session) {
    return all(ApiPath.TURNS.with(session), new UrlQuery(), TurnView.class);
  }

  /** All follow-ups of a session that wait, in the order of delivery. */
  public List<FollowUpView> followUps(String session) {
    return all(ApiPath.FOLLOW_UPS.with(session), new UrlQuery(), FollowUpView.class);
  }

  /** Hands over what is in a list as it is read, page by page: nobody holds all of it. */
  public <T> void each(ApiPath path, UrlQuery query, Class<T> type, Consumer<? super T> reader) {
    each(path.with(), query, type, reader);
  }

  private <T> List<T> all(String path, UrlQuery query, Class<T> type) {
    List<T> all = new ArrayList<>();
    each(path, query, type, all::add);
    return all;
  }

  private <T> void each(String path, UrlQuery query, Class<T> type, Consumer<? super T> reader) {
    query.add("limit", 500);
    String first = path + query;
    Page<T> page = get(first).pageOf(type);
    page.items().forEach(reader);
    while (page.nextCursor() != null) {
      String next = new UrlQuery().add("cursor", page.nextCursor()).toString().substring(1);
      page = get(first + "&" + next).pageOf(type);
      page.items().forEach(reader);
    }
  }

  /** Reads bytes of any kind; {@code reader} gets them as they come. */
  public <T> T read(String target, Function<InputStream, T> reader) {
    return exchange(Call.get(target), reply -> reader.apply(reply.body()));
  }

  /**
   * Opens a stream of events and hands it to {@code reader} until that returns.
   *
   * @throws HungDaemonException if nothing comes any more, not even an answer to that question
   */
  <T> T stream(String target, Map<String, String> headers, Function<InputStream, T> reader)
      throws IOException {
    URI daemon = forStreams.get().url();
    Duration heartbeat = watchdog.bounds().streaming();
    try (Wire.Reply reply = Wire.send(daemon, Call.get(target), authorized(headers), heartbeat)) {
      if (!reply.isSuccess()) {
        throw Problems.of(reply.status(), reply.text());
      }
      return reader.apply(reply.body());
    } catch (SocketTimeoutException e) {
      requireWell(daemon);
      throw e;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        requireWell(daemon);
      }
      throw e;
    }
  }

  private Answer answer(Call call) {
    return exchange(
        call,
        reply -> {
          try {
            return new Answer(reply.status(), reply.text());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private <T> T exchange(Call call, Function<Wire.Reply, T> reader) {
    Waiting patience = new Waiting(PATIENCE);
    AtomicBoolean left = new AtomicBoolean();
    Runnable leaving =
        () -> {
          left.set(true);
          Unheard.of(call).ifPresent(sending);
        };
    while (true) {
      try {
        return watched(forCalls.get().url(), call, leaving, reader);
      } catch (ProblemException e) {
        if (!passes(e) || patience.isOver()) {
          throw e;
        }
      } catch (HungDaemonException e) {
        throw new HungDaemonException(unheard(e.complaint(), call, left.get()));
      } catch (NoDaemonException e) {
        throw new NoDaemonException(unheard(e.complaint(), call, left.get()));
      } catch (SocketTimeoutException e) {
        throw new HungDaemonException(unheard(unanswered(e), call, left.get()));
      } catch (IOException | UncheckedIOException e) {
        if (patience.isOver() || Thread.currentThread().isInterrupted()) {
          throw new NoDaemonException(unheard(unanswered(e), call, left.get()));
        }
      }
      patience.pause();
    }
  }

  private <T> T watched(URI daemon, Call call, Runnable leaving, Function<Wire.Reply, T> reader)
      throws IOException {
    AtomicBoolean answered = new AtomicBoolean();
    return watchdog.watch(
        () -> {
          try (Wire.Reply reply = Wire.send(daemon, call, authorized(Map.of()), silence, leaving)) {
            answered.set(true);
            if (reply.isSuccess()) {
              return reader.apply(reply);
            }
            throw Problems.of(reply.status(), reply.text());
          }
        },
        answered::get,
        () -> requireWell(daemon));
  }

  private void requireWell(URI daemon) {
    watchdog
        .findHang(daemon)
        .ifPresent(hang -> {
          throw new HungDaemonException(unanswered(hang));
        });
  }

  /** Whether a problem is one that goes away by asking again. */
  private static boolean passes(ProblemException problem) {
    return problem.is(ProblemType.IDEMPOTENCY_IN_PROGRESS) || problem.is(ProblemType.STOPPING);
  }

  /** What it means that there is no answer. */
  NoDaemonException silent(Exception cause) {
    return new NoDaemonException(unanswered(cause));
  }

  private Complaint unanswered(Exception cause) {
    Complaint silent =
        Complaint.of("The daemon does not answer: " + cause.getMessage())
            .with("see", "orch logs --daemon");
    return DaemonFile.living(stateFolder)
        .map(hung ->
            silent.with(
                "if it stays so",
                "kill -9 %d, then orch up; agents go on".formatted(hung.process().pid())))
        .orElse(silent);
  }

  /** With what may become of a request that got no answer, if any of it has left. */
  private static Complaint unheard(Complaint complaint, Call call, boolean left) {
    return Unheard.of(call)
        .filter(_ -> left)
        .map(request -> complaint.first("note", request.note()))
        .orElse(complaint);
  }

  private Map<String, String> authorized(Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Authorization", "Bearer " + token(stateFolder));
    return all;
  }

  /**
   * The token of this installation.
   *
   * @throws CliException if it cannot be read, or is none
   */
  public static String token(Path stateFolder) {
    Path file = stateFolder.resolve("token");
    try {
      String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      if (!TOKEN.matcher(token).matches()) {
        throw new CliException(
            ExitCode.NO_DAEMON,
            Complaint.of("%s does not hold a token.".formatted(file))
                .with("get a new one", "remove the file, then: orch down, orch up"));
      }
      return token;
    } catch (IOException e) {
      throw new CliException(
          ExitCode.NO_DAEMON,
          Complaint.of("There is no token yet: %s cannot be read.".formatted(file))
              .with("try", "orch up"));
    }
  }
}
