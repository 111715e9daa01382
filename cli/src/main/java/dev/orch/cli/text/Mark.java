package dev.orch.cli.text;

/** The six words for a session, each with its mark and colour. The only things with a colour. */
public enum Mark {
  WORKING("working", "●", "*", 34),
  NEEDS_YOU("needs you", "◆", "!", 33),
  QUEUED("queued", "○", "o", 36),
  DONE("done", "✓", "+", 32),
  FAILED("failed", "✗", "x", 31),
  STOPPED("stopped", "■", "#", 35);

  private final String word;
  private final String sign;
  private final String plainSign;
  private final int colour;

  Mark(String word, String sign, String plainSign, int colour) {
    this.word = word;
    this.sign = sign;
    this.plainSign = plainSign;
    this.colour = colour;
  }

  /** As a person says it. */
  public String word() {
    return word;
  }

  /** As it is typed: one word. */
  public String typed() {
    return word.replace(' ', '-');
  }

  /** One column: the mark itself, or its stand-in where only ASCII can be shown. */
  public String sign(boolean ascii) {
    return ascii ? plainSign : sign;
  }

  /** The parameter of the terminal's colour sequence. */
  public int colour() {
    return colour;
  }
}
