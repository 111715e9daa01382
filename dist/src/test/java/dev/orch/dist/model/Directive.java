package dev.orch.dist.model;

import java.time.Duration;
import java.util.Optional;

/**
 * One instruction of a prompt to the scripted model, written {@code [[name argument]]}. An argument
 * cannot contain two closing brackets.
 */
sealed interface Directive {
  /** Text, with the next tool call or as the closing message. */
  record Say(String text) implements Directive {}

  /** A thinking block. */
  record Think(String text) implements Directive {}

  /** A tool call; it ends the model's answer, what follows belongs to the next. */
  record Call(Tool tool, String argument) implements Directive {}

  /** Puts the next tool call into the same answer as the one before. */
  record And() implements Directive {}

  /** Waits before it answers. */
  record Sleep(Duration time) implements Directive {}

  /** Never answers. */
  record Hang() implements Directive {}

  /** Answers only once the test has opened the gate of this name. */
  record Gate(String name) implements Directive {}

  /** Answers with this HTTP status, so many times and then goes on. */
  record Fail(int status, int times) implements Directive {}

  /** Drops the connection in the middle of the stream, so many times and then goes on. */
  record Cut(int times) implements Directive {}

  /** So many words, with a pause before each. */
  record Tokens(int count, Duration pause) implements Directive {}

  /** The token counts every answer to this prompt reports. */
  record Usage(int input, int output) implements Directive {}

  /** What the agent is told to do. */
  enum Tool {
    WRITE,
    READ,
    BASH,
    ASK,
    PLAN,
    TOOL
  }

  /** Reads what stands between the brackets; empty when it is no directive. */
  static Optional<Directive> parse(String name, String argument) {
    return Optional.ofNullable(
        switch (name) {
          case "say" -> new Say(argument);
          case "think" -> new Think(argument);
          case "write" -> new Call(Tool.WRITE, argument);
          case "read" -> new Call(Tool.READ, argument);
          case "bash" -> new Call(Tool.BASH, argument);
          case "ask" -> new Call(Tool.ASK, argument);
          case "plan" -> new Call(Tool.PLAN, argument);
          case "tool" -> new Call(Tool.TOOL, argument);
          case "and" -> new And();
          case "sleep" ->
              new Sleep(Duration.ofMillis(Math.round(1000 * Double.parseDouble(argument))));
          case "hang" -> new Hang();
          case "gate" -> new Gate(argument);
          case "error" ->
              new Fail(number(argument, 0, 500), number(argument, 1, Integer.MAX_VALUE));
          case "cut" -> new Cut(number(argument, 0, Integer.MAX_VALUE));
          case "tokens" ->
              new Tokens(number(argument, 0, 1), Duration.ofMillis(number(argument, 1, 1)));
          case "usage" -> new Usage(number(argument, 0, 0), number(argument, 1, 0));
          default -> null;
        });
  }

  private static int number(String argument, int at, int otherwise) {
    String[] words = argument.split("\\s+", -1);
    return at < words.length && !words[at].isEmpty() ? Integer.parseInt(words[at]) : otherwise;
  }
}
