package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page below {@code docs/} that is made from the code, whole or between two marks. A test fails
 * while the checked-in page says something else; {@code -Dupdate.docs=true} writes it.
 */
public final class GeneratedDocument {
  private static final String BEGIN = "<!-- made from the code: begin -->\n";
  private static final String END = "<!-- made from the code: end -->\n";

  private final Path page;

  /** By its name in the folder. */
  public GeneratedDocument(String name) {
    this.page = Path.of("..", "docs", name);
  }

  /** What it says now. */
  public String text() {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds that the whole page is this text. */
  public void assertIs(String expected) {
    if (Boolean.getBoolean("update.docs")) {
      write(expected);
    }
    assertThat(page).content().isEqualTo(expected);
  }

  /** Holds that what stands between the marks is this text; the rest is written by hand. */
  public void assertHolds(String expected) {
    String text = text();
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(end).as("the marks in %s", page).isGreaterThanOrEqualTo(begin);
    assertIs(text.substring(0, begin) + expected + text.substring(end));
  }

  private void write(String text) {
    try {
      Files.writeString(page, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
