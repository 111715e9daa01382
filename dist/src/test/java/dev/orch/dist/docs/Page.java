package dev.orch.dist.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown, as far as these tests have to understand it. */
record Page(Path file, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** A row of a table. */
  record Row(List<String> cells) {
    /** What stands in a column, counted from 0. */
    String cell(int column) {
      return cells.get(column);
    }

    /** What stands between backquotes in a column. */
    List<String> spans(int column) {
      return SPAN.matcher(cell(column)).results().map(span -> span.group(1)).toList();
    }

    @Override
    public String toString() {
      return String.join(" | ", cells);
    }
  }

  static Page read(Path file) {
    return new Page(file, Checkout.text(file));
  }

  /** Where its links lead, those to other machines left out. */
  List<String> links() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  /** What stands between backquotes in a sentence. */
  List<String> spans() {
    return SPAN.matcher(prose()).results().map(span -> span.group(1)).toList();
  }

  private String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  /** Lines for a shell, without what is said about them. */
  List<String> shellLines() {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals("sh"))
        .flatMap(block -> block.group(2).lines())
        .map(line -> line.replaceFirst("(^|\\s+)#.*$", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** The names by which links reach its headings. */
  List<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  /** The rows of the first table behind a heading, without its head. */
  List<Row> tableBehind(String heading) {
    List<String> lines = new ArrayList<>();
    for (String line : text.substring(text.indexOf(heading)).lines().toList()) {
      if (line.startsWith("|")) {
        lines.add(line);
      } else if (!lines.isEmpty()) {
        break;
      }
    }
    return lines.stream().skip(2).map(Page::row).toList();
  }

  private static Row row(String line) {
    Stream<String> cells = Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip);
    List<String> all = cells.toList();
    return new Row(all.subList(0, all.size() - 1));
  }

  @Override
  public String toString() {
    return Checkout.ROOT.relativize(file).toString();
  }
}
