package dev.orch.http.page;

/** A text of HTML that grows; whatever is not a tag of ours is escaped. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** The text with the characters that mean something to HTML replaced. */
  static String escaped(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** HTML as it stands. */
  Html raw(String html) {
    text.append(html).append('\n');
    return this;
  }

  /**
   * HTML with places for texts, which are escaped.
   *
   * @param template of ours; {@code %s} stands for a text
   */
  Html with(String template, String... texts) {
    int from = 0;
    for (String one : texts) {
      int place = template.indexOf("%s", from);
      text.append(template, from, place).append(escaped(one));
      from = place + 2;
    }
    text.append(template, from, template.length()).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
