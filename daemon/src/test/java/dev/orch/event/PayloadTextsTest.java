package dev.orch.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.EventPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.UsageFigures;
import dev.orch.domain.event.EventType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks at every text of every payload, so that none can be forgotten. */
class PayloadTextsTest {
  private static final String SECRET = "canary-value-1";
  private static final int LONGEST = 16 * 1024;

  /** Ids, paths and words of our own, which readers look things up by. All others are masked. */
  private static final Set<String> OURS =
      Set.of(
          "ArtifactPayload.Created.artifactId",
          "ArtifactPayload.Created.kind",
          "ArtifactPayload.Created.mediaType",
          "ArtifactPayload.Created.name",
          "ArtifactPayload.Created.sha256",
          "CleanupPayload.Failed.why",
          "CleanupPayload.Finished.trashId",
          "CommandPayload.Dispatched.commandId",
          "CommandPayload.Dispatched.sessionId",
          "CommandPayload.Received.commandId",
          "CommandPayload.Received.source",
          "CommandPayload.Rejected.commandId",
          "CommandPayload.Rejected.problem",
          "CommentsPayload.Sent.followUpId",
          "DaemonPayload.Started.version",
          "FollowUpPayload.Delivered.followUpId",
          "FollowUpPayload.Edited.followUpId",
          "FollowUpPayload.Kept.followUpId",
          "FollowUpPayload.Kept.mode",
          "FollowUpPayload.Withdrawn.followUpId",
          "InputPayload.Answered.decision",
          "InputPayload.Answered.requestId",
          "InputPayload.Requested.kind",
          "InputPayload.Requested.requestId",
          "InputPayload.Withdrawn.requestId",
          "ProcessPayload.Lost.why",
          "ProjectPayload.Registered.path",
          "ProjectPayload.Registered.slug",
          "ProjectPayload.Removed.path",
          "ProjectPayload.Removed.slug",
          "ProjectPayload.Updated.changed",
          "ProjectPayload.Updated.slug",
          "SessionPayload.Created.action",
          "SessionPayload.Created.agent",
          "SessionPayload.Created.baseCommit",
          "SessionPayload.Created.branch",
          "SessionPayload.Created.commandId",
          "SessionPayload.Created.worktreePath",
          "SessionPayload.Queued.because",
          "SessionPayload.Queued.kind",
          "SessionPayload.ReasonChanged.from",
          "SessionPayload.ReasonChanged.state",
          "SessionPayload.ReasonChanged.to",
          "SessionPayload.Step.from",
          "SessionPayload.Step.reason",
          "SessionPayload.Step.to",
          "SessionPayload.Step.trigger",
          "SessionPayload.StopRequested.reason",
          "SessionPayload.Warned.code",
          "SessionPayload.WarningCleared.code",
          "TrashPayload.Expired.trashId",
          "TrashPayload.Restored.branch",
          "TrashPayload.Restored.path",
          "TrashPayload.Restored.trashId",
          "TurnPayload.Finished.by",
          "TurnPayload.Finished.reason",
          "TurnPayload.Finished.verdict",
          "TurnPayload.Started.followUpId",
          "TurnPayload.Started.kind",
          "WorktreePayload.Created.branch",
          "WorktreePayload.Created.head",
          "WorktreePayload.Created.path",
          "WorktreePayload.Released.keptIn",
          "WorktreePayload.Released.path",
          "WorktreePayload.Restored.branch",
          "WorktreePayload.Restored.head",
          "WorktreePayload.Restored.keptIn",
          "WorktreePayload.Restored.path",
          "WorktreePayload.SetupFinished.log",
          "WorktreePayload.SetupFinished.outcome");

  private final Redaction redaction = new Redaction(new Redactor(List.of(SECRET)));

  static Stream<Class<? extends EventPayload>> payloads() {
    return Arrays.stream(EventType.values())
        .<Class<? extends EventPayload>>map(EventType::payload)
        .distinct();
  }

  @Test
  void everyTextThatIsNotOursLosesItsSecret() {
    Set<String> kept = new TreeSet<>();
    payloads()
        .forEach(type ->
            texts(redaction.of(filled(type, "a " + SECRET + " b")))
                .forEach((name, text) -> {
                  if (text.contains("canary")) {
                    kept.add(name);
                  } else {
                    assertThat(text).as(name).contains("a [redacted] b");
                  }
                }));

    assertThat(kept).containsExactlyInAnyOrderElementsOf(OURS);
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void everyTextThatIsNotOursIsCut(Class<? extends EventPayload> type) {
    texts(redaction.of(filled(type, "ö".repeat(LONGEST)))).entrySet().stream()
        .filter(text -> !OURS.contains(text.getKey()))
        .forEach(text ->
            assertThat(text.getValue().getBytes(UTF_8).length)
                .as(text.getKey())
                .isLessThanOrEqualTo(LONGEST));
  }

  /** What has gone through once does not change again, or a log could not be written anew. */
  @ParameterizedTest
  @MethodSource("payloads")
  void theSecondTimeNothingIsChanged(Class<? extends EventPayload> type) {
    EventPayload once = redaction.of(filled(type, "a " + SECRET + "ö".repeat(LONGEST)));

    assertThat(redaction.of(once)).isEqualTo(once);
  }

  private static EventPayload filled(Class<? extends EventPayload> type, String text) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(types).map(one -> value(one, text)).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  /** A type that is not known here wants a line: it may hold a text. */
  private static Object value(Class<?> type, String text) {
    return switch (type.getSimpleName()) {
      case "String" -> text;
      case "List" -> Collections.nCopies(3, text);
      case "int", "Integer" -> 1;
      case "long", "Long" -> 1L;
      case "boolean" -> true;
      case "UsageFigures" -> new UsageFigures(1, 2, 3, 4);
      case "OutputSource" -> new OutputSource(1, "out", 10, 20);
      default -> throw new AssertionError("no value for a " + type);
    };
  }

  /** The texts of a payload by the name of their component; those of a list one by one. */
  private static Map<String, String> texts(EventPayload payload) {
    Map<String, String> texts = new LinkedHashMap<>();
    Class<?> type = payload.getClass();
    String owner = type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName() + ".";
    for (RecordComponent component : type.getRecordComponents()) {
      switch (read(component, payload)) {
        case String text -> texts.put(owner + component.getName(), text);
        case List<?> list ->
            list.forEach(text ->
                texts.merge(owner + component.getName(), text.toString(), PayloadTextsTest::worse));
        default -> {}
      }
    }
    return texts;
  }

  private static String worse(String one, String other) {
    return one.contains("canary") || one.length() > other.length() ? one : other;
  }

  private static Object read(RecordComponent component, EventPayload payload) {
    try {
      return component.getAccessor().invoke(payload);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.getName(), e);
    }
  }
}
