package dev.orch.http.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One way in which a request may be wrong, or only odd. */
enum Spoiling {
  NOT_AT_ALL((draft, _) -> draft),
  WRONG_TYPE((draft, dice) -> field(draft, dice, OddJson.VALUES)),
  NULL_FIELD((draft, dice) -> field(draft, dice, List.of("null"))),
  LONG_FIELD((draft, dice) -> field(draft, dice, List.of("\"" + "y".repeat(300_000) + "\""))),
  HALF_CHARACTER((draft, dice) ->
      field(draft, dice, List.of("\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"\\u001b[m\""))),
  FIELD_LEFT_OUT(Spoiling::without),
  UNKNOWN_FIELD((draft, _) ->
      draft.withBody(draft.bodyText().replaceFirst("\\{", "{\"projct\":1,").replace(",}", "}"))),
  FIELD_TWICE(Spoiling::twice),
  OTHER_BODY((draft, dice) -> body(draft, dice.one(OddJson.VALUES))),
  DEEP_BODY((draft, dice) ->
      dice.onceIn(2)
          ? field(draft, dice, List.of("[".repeat(5000) + "]".repeat(5000)))
          : body(draft, "{\"prompt\":".repeat(3000))),
  BODY_CUT_OFF((draft, dice) ->
      draft.withBody(draft.bodyText().substring(0, dice.below(draft.bodyText().length() + 1)))),
  BYTES_CHANGED(Spoiling::flipped),
  NO_UTF_8((draft, dice) -> draft.withBody(dice.one(OddJson.NO_UTF_8))),
  OTHER_CHARACTER_SET((draft, _) -> draft.withBody(draft.bodyText().getBytes(UTF_16))),
  BYTE_ORDER_MARK((draft, _) -> draft.withBody("\ufeff" + draft.bodyText())),
  BODY_TOO_LARGE((draft, _) -> body(draft, "\"" + "z".repeat(1024 * 1024) + "\"")),
  OTHER_CONTENT_TYPE((draft, dice) ->
      draft.withHeader(
          "Content-Type",
          dice.one(
              List.of(
                  "text/plain",
                  "application/json; charset=utf-16",
                  "application/json;",
                  "APPLICATION/JSON",
                  "application/x-www-form-urlencoded",
                  "multipart/form-data; boundary=x",
                  "application/jsonx",
                  "",
                  "\u00ff")))),
  CONTENT_ENCODING((draft, dice) ->
      draft.withHeader("Content-Encoding", dice.one(List.of("gzip", "br", "identity", "x")))),
  OTHER_METHOD((draft, dice) ->
      draft.withMethod(
          dice.one(
              List.of(
                  "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY",
                  "get", "X-Y")))),
  UNKNOWN_QUERY((draft, dice) ->
      draft.withQuery(dice.one(List.of("limt=5", "sesion=x", "=", "a", "&&", "q=x", "%00=1")))),
  ODD_QUERY((draft, dice) ->
      draft.withQuery(dice.one(OddJson.QUERY_NAMES) + "=" + Drafts.encoded(dice.one(Drafts.ODD)))),
  BROKEN_QUERY((draft, dice) ->
      draft.withQuery(
          dice.one(OddJson.QUERY_NAMES)
              + dice.one(
                  List.of("=%", "=%zz", "=%ff%fe", "=%00", "=+", "=a=b", "=\u00ff", "=[]{}")))),
  OTHER_ID(Spoiling::otherId),
  ODD_HEADER((draft, dice) ->
      draft.withHeader(
          dice.one(
              List.of(
                  "Idempotency-Key",
                  "Range",
                  "Last-Event-ID",
                  "Accept",
                  "X-Orch-Client",
                  "If-Range",
                  "Accept-Encoding",
                  "Expect")),
          dice.one(OddJson.HEADERS)));

  private static final JsonMapper MAPPER = JsonMapper.shared();

  @SuppressWarnings("ImmutableEnumChecker") // A method, which keeps nothing.
  private final BiFunction<Draft, Dice, Draft> how;

  Spoiling(BiFunction<Draft, Dice, Draft> how) {
    this.how = how;
  }

  /** The request as it becomes; a body that is none stays as it is where a field was to change. */
  Draft of(Draft draft, Dice dice) {
    return how.apply(draft, dice);
  }

  private static Draft body(Draft draft, String text) {
    return draft.withBody(text);
  }

  private static List<String> names(Draft draft) {
    return object(draft) instanceof ObjectNode object
        ? List.copyOf(object.propertyNames())
        : List.of();
  }

  private static JsonNode object(Draft draft) {
    try {
      return draft.body().isEmpty() ? MAPPER.nullNode() : MAPPER.readTree(draft.bodyText());
    } catch (tools.jackson.core.JacksonException _) {
      return MAPPER.nullNode();
    }
  }

  /** One field becomes another text of JSON, as it stands. */
  private static Draft field(Draft draft, Dice dice, List<String> values) {
    List<String> names = names(draft);
    if (names.isEmpty()) {
      return draft;
    }
    String name = dice.one(names);
    List<String> fields = new ArrayList<>();
    object(draft)
        .propertyStream()
        .forEach(entry -> {
          String value =
              entry.getKey().equals(name) ? dice.one(values) : entry.getValue().toString();
          fields.add(MAPPER.writeValueAsString(entry.getKey()) + ":" + value);
        });
    return draft.withBody("{" + String.join(",", fields) + "}");
  }

  private static Draft without(Draft draft, Dice dice) {
    List<String> names = names(draft);
    if (names.isEmpty() || !(object(draft) instanceof ObjectNode object)) {
      return draft;
    }
    object.remove(dice.one(names));
    return draft.withBody(object.toString());
  }

  private static Draft twice(Draft draft, Dice dice) {
    List<String> names = names(draft);
    if (names.isEmpty()) {
      return draft;
    }
    String again = MAPPER.writeValueAsString(dice.one(names)) + ":1";
    return draft.withBody(draft.bodyText().replaceFirst("}$", "," + again + "}"));
  }

  private static Draft flipped(Draft draft, Dice dice) {
    byte[] bytes = draft.body().getBytes(ISO_8859_1);
    for (int i = 0; bytes.length > 0 && i < 3; i++) {
      bytes[dice.below(bytes.length)] = (byte) dice.below(256);
    }
    return draft.withBody(bytes);
  }

  private static Draft otherId(Draft draft, Dice dice) {
    String[] parts = draft.path().split("/", -1);
    int at = Math.min(parts.length - 1, 4 + 2 * dice.below(2));
    parts[at] = dice.one(OddJson.IDS);
    return draft.withPath(String.join("/", Arrays.asList(parts)));
  }

  /** What is put in the place of something. */
  private static final class OddJson {
    static final List<String> VALUES =
        List.of(
            "null",
            "true",
            "0",
            "-1",
            "0.5",
            "-0",
            "1e400",
            "NaN",
            "9223372036854775808",
            "-9223372036854775809",
            "1".repeat(2000),
            "\"\"",
            "\" \"",
            "\"text\"",
            "\"a\\u0000b\"",
            "[]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"a\":{\"b\":null}}",
            "{\"\":1}",
            "{\"__proto__\":{}}",
            "",
            "//",
            "'x'",
            "{}{}");

    static final List<byte[]> NO_UTF_8 =
        List.of(
            new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'},
            new byte[] {'"', (byte) 0xc3, '"'},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {0, 0, 0},
            new byte[] {'{', 0, '}'},
            "{\"message\":\"\u00e4\"}".getBytes(ISO_8859_1),
            "{\"message\":\"a\0b\"}".getBytes(UTF_8));

    static final List<String> QUERY_NAMES =
        List.of(
            "limit",
            "cursor",
            "project",
            "session",
            "state",
            "agent",
            "action",
            "archived",
            "type",
            "after",
            "before",
            "turn",
            "stream",
            "offset",
            "lines",
            "kind",
            "status",
            "wait",
            "refresh",
            "dry_run");

    static final List<String> IDS =
        List.of(
            "zzzzzzzzzz",
            "",
            "x",
            "abc",
            "%00",
            "%ff",
            "%c3%a9",
            "%",
            "%zz",
            "..",
            "%2e%2e",
            "a%2fb",
            "%20",
            "%25",
            "*",
            "_",
            "null",
            "-1",
            "\u00ff",
            "a;b",
            "%F0%9F%A6%A6",
            "ZZZZZZZZZZ",
            "b".repeat(200),
            "c".repeat(3000));

    static final List<String> HEADERS =
        List.of(
            "",
            " ",
            "x",
            "-1",
            "bytes=0-",
            "bytes=5-2",
            "bytes=-0",
            "bytes=-9999999999999999999",
            "bytes=99999999999999999999-",
            "bytes=0-0,2-3",
            "bytes=a-b",
            "pages=1",
            "9223372036854775807",
            "9223372036854775808",
            "text/event-stream",
            "application/xml",
            "text/event-stream;q=0",
            ",,;",
            "\u00ff\u00fe",
            "h".repeat(300),
            "cli");

    private OddJson() {}
  }
}
