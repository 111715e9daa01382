package dev.orch.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String RANDOM40 = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
  private static final String RANDOM20 = RANDOM40.substring(0, 20);
  private static final List<String> VALUES =
      List.of("hunter2hunter2", "s3cr3t-value-123", "päss wörd", "with \"quotes\" and \\");
  private final Redactor redactor = new Redactor(VALUES);

  /** A text and the part of it that nobody may see; put together here, so that no key stands. */
  record Leak(String before, String secret, String after) {
    String text() {
      return before + secret + after;
    }
  }

  static List<Leak> leaks() {
    return List.of(
        new Leak("key ", "sk-ant-" + "api03-" + RANDOM20, " end"),
        new Leak("{\"k\":\"", "sk-" + "proj-" + RANDOM40, "\"}"),
        new Leak("", "sk-" + RANDOM40, ""),
        new Leak("line\\n", "sk-ant-" + "api03-" + RANDOM20, "\\nnext"),
        new Leak("export GH_TOKEN=", "gh" + "p_" + "a".repeat(36), ""),
        new Leak("(", "github" + "_pat_" + RANDOM40, ")"),
        new Leak("'", "gl" + "pat-" + RANDOM20, "'"),
        new Leak("id ", "AK" + "IAABCDEFGHIJKLMNOP", "."),
        new Leak("id ", "AS" + "IAABCDEFGHIJKLMNOP", "."),
        new Leak("aws_secret_access_key = ", RANDOM40, "\nregion = eu"),
        new Leak("slack ", "xo" + "xb-1234567890-abcdefghij", ""),
        new Leak("https://hooks.slack." + "com/services/", "T01234567/B01234567/" + RANDOM20, ""),
        new Leak("?key=", "AI" + "za" + RANDOM40.substring(0, 35), "&x=1"),
        new Leak("stripe ", "sk" + "_live_" + RANDOM40, ""),
        new Leak("//registry/:_auth=", "np" + "m_" + RANDOM40.substring(0, 36), "\n"),
        new Leak("", "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0In0.abcdefghijkl", " x"),
        new Leak("Authorization: Bearer ", "abcdefghijklmnop", ""),
        new Leak("curl -H 'authorization: Basic ", "dXNlcjpwYXNz" + "d29yZA==", "' x"),
        new Leak("https://user:", "pa55word", "@host/x"),
        new Leak("redis://:", "p%40ss", "@host:6379/0"),
        new Leak("{\"api_key\": \"", "0123456789" + "abcdef", "\"}"),
        new Leak("{\\\"client_secret\\\":\\\"", "0123456789" + "abcdef", "\\\"}"),
        new Leak("password: '", "c0rrect-h0rse-99", "'"),
        new Leak("API_KEY=", "abc123def456", " ./run"),
        new Leak("x-api-key: ", "abcd1234efgh5678", ""),
        new Leak("x ", "hunter2hunter2", " y"),
        new Leak("", "päss wörd", ""),
        new Leak("\"", "p\\u00e4" + "ss w\\u00f6" + "rd", "\""),
        new Leak("?v=", "p%C3%A4ss+w%C3%B6rd", "&x"),
        new Leak("{\"v\":\"", "with \\\"quotes\\\" and \\\\", "\"}"));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void whatIsSecretIsTakenOutAndNothingElse(Leak leak) {
    assertThat(redactor.redact(leak.text())).isEqualTo(leak.before() + "[redacted]" + leak.after());
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void bytesAreMaskedWhereTheyStand(Leak leak) {
    byte[] masked = redactor.mask(leak.text().getBytes(UTF_8));

    assertThat(new String(masked, UTF_8))
        .isEqualTo(leak.before() + "*".repeat(leak.secret().getBytes(UTF_8).length) + leak.after());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the token bucket algorithm",
        "password reset page",
        "commit 3e45a4f8a66262b9ec1dc4f2ba69a934f55bc33f",
        "git@github.com:a/b.git",
        "http://localhost:8000/x",
        "String token = authenticationService.currentToken();",
        "token = tokens2Of(request1, response2);",
        "const apiKey = process.env.API_KEY_2024_PRODUCTION;",
        "password: string; secret: boolean; token?: Map<String, Token2>",
        "{\"input_tokens\":1234567890123,\"output_tokens\":42,\"max_tokens\": 16384}",
        "\"token\": \"1234567890123456\"",
        "postgres://user:password@localhost/db and http://${user}:${password}@host",
        "https://$USER:$PASSWORD@host/ and ftp://u:%s@host",
        "Authorization: Bearer <token> or \"Authorization: Bearer \" + token",
        "Authorization: Bearer $TOKEN",
        "bearer authentication is required for risk-assessment-and-disk-encryption-management-2",
        "class=\"sk-folding-cube sk-circle-fade-dot-animation-wrapper-12\"",
        "if (pem.startsWith(\"-----BEGIN PRIVATE KEY-----\")) return parse(pem);",
        "npm_config_registry_with_a_long_name_behind_it_2024",
        "the ghost of the highway; throughput; eyJ is how a JSON Web Token begins",
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "access key: see docs/access-keys.md; secret key = keyStore.load(path)",
        "secret: \"ask your administrator\" password=\"\" token='' api_key: null",
      })
  void ordinaryTextStaysAsItIs(String text) {
    assertThat(redactor.redact(text)).isSameAs(text);
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(redactor.mask(bytes)).isSameAs(bytes);
  }

  @Test
  void noLineOfOurOwnSourcesLooksLikeASecret() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(Files::isRegularFile).toList();
      assertThat(sources).hasSizeGreaterThan(50);
      for (Path source : sources) {
        String text = Files.readString(source);
        assertThat(redactor.redact(text)).as(source.toString()).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aValueIsFoundAtEveryPlaceOfAText(long seed) {
    Random random = new Random(seed);
    String text = randomText(random, 200);
    for (String value : VALUES) {
      for (int at = 0; at <= text.length(); at++) {
        String leaky = text.substring(0, at) + value + text.substring(at);
        assertThat(redactor.redact(leaky))
            .isEqualTo(text.substring(0, at) + "[redacted]" + text.substring(at));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void maskingKeepsEveryOtherByteWhateverTheBytesAre(long seed) {
    Random random = new Random(seed);
    byte[] noise = new byte[300];
    random.nextBytes(noise);
    for (String value : VALUES) {
      byte[] secret = value.getBytes(UTF_8);
      for (int at = 0; at <= noise.length; at++) {
        byte[] leaky = joined(noise, at, secret);
        byte[] expected = joined(noise, at, "*".repeat(secret.length).getBytes(UTF_8));
        assertThat(redactor.mask(leaky)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsShownInPartsIsMaskedWithTheReachAroundThem(long seed) {
    Random random = new Random(seed);
    String text = randomText(random, 500) + VALUES.getFirst() + randomText(random, 500);
    byte[] all = text.getBytes(UTF_8);
    byte[] whole = redactor.mask(all);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(all.length);
      int to = from + random.nextInt(all.length - from);
      int wideFrom = Math.max(0, from - redactor.reach());
      int wideTo = Math.min(all.length, to + redactor.reach());
      byte[] wide = redactor.mask(Arrays.copyOfRange(all, wideFrom, wideTo));
      assertThat(Arrays.copyOfRange(wide, from - wideFrom, to - wideFrom))
          .isEqualTo(Arrays.copyOfRange(whole, from, to));
    }
  }

  @Test
  void valuesThatOverlapLeaveNothingBetweenThem() {
    Redactor overlapping = new Redactor(List.of("abcdef", "defghi", "cdefgh"));

    assertThat(overlapping.redact("<abcdefghi>")).isEqualTo("<[redacted]>");
    assertThat(new String(overlapping.mask("<abcdefghi>".getBytes(UTF_8)), UTF_8))
        .isEqualTo("<*********>");
  }

  @Test
  void aSecretOfManyLinesIsFoundInOneLineAndLineByLine() {
    String first = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmU";
    String second = "AAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2g";
    Redactor ofKey = new Redactor(List.of("begin\n" + first + "\n" + second + "\nof my house\n"));

    assertThat(ofKey.redact("> begin " + first + " " + second + " of my house <"))
        .isEqualTo("> [redacted] <");
    assertThat(ofKey.redact("> " + second + " <")).isEqualTo("> [redacted] <");
    assertThat(ofKey.redact("begin, of my house")).isEqualTo("begin, of my house");
  }

  @Test
  void shortValuesAreNoSecrets() {
    assertThat(new Redactor(List.of("true", "8080", "local")).redact("true local 8080"))
        .isEqualTo("true local 8080");
  }

  @Test
  void aPrivateKeyGoesWithAllItsLinesAndTheLinesStayLines() {
    String body = (RANDOM40 + "abcdefghijklmnopqrstuvwx\n").repeat(12);
    String kind = "RSA PRIVATE KEY-----";
    String key = "-----BEGIN " + kind + "\n" + body + "-----END " + kind;
    String cutOff = "-----BEGIN " + kind + "\n" + body;
    String inJson = key.replace("\n", "\\n");

    assertThat(redactor.redact("a\n" + key + "\nb")).isEqualTo("a\n[redacted]\nb");
    assertThat(redactor.redact("a\n" + cutOff)).isEqualTo("a\n[redacted]");
    assertThat(redactor.redact("{\"k\":\"" + inJson + "\"}")).isEqualTo("{\"k\":\"[redacted]\"}");
    byte[] masked = redactor.mask(key.getBytes(UTF_8));
    assertThat(masked).hasSize(key.length());
    assertThat(new String(masked, UTF_8).replaceAll("\\*+", "*")).isEqualTo("*\n".repeat(13) + "*");
  }

  @Test
  void noTextMakesTheSearchSlow() {
    for (String hostile :
        List.of("token=", "eyJ", "://a:", "secret:\"", "-----BEGIN PRIVATE KEY-----", "sk-a")) {
      String text = hostile.repeat(256 * 1024 / hostile.length());
      assertTimeout(Duration.ofSeconds(20), () -> redactor.redact(text), hostile);
    }
  }

  private static String randomText(Random random, int length) {
    String letters = "abc def ,.;(){}\"'\\\n=:/äö€\uD83D\uDE00";
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static byte[] joined(byte[] noise, int at, byte[] middle) {
    byte[] all = new byte[noise.length + middle.length];
    System.arraycopy(noise, 0, all, 0, at);
    System.arraycopy(middle, 0, all, at, middle.length);
    System.arraycopy(noise, at, all, at + middle.length, noise.length - at);
    return all;
  }
}
