package dev.orch.event;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms by which a secret is known although its value is not. A form is tried only where its
 * anchor stands, so that a line without one costs a glance. Every repetition that can fail behind
 * an anchor is bounded, so that no text makes the search slow.
 *
 * <p>Where a form has a group, the group is the secret; otherwise all of it is.
 */
enum SecretForm {
  ANTHROPIC_KEY(Anchor.WORD, "sk-ant-[A-Za-z0-9_-]{20,}", "sk-ant-"),
  OPENAI_KEY(
      Anchor.WORD,
      "sk-(?=[A-Za-z_-]{0,200}[0-9])"
          + "(?:(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{32,})",
      "sk-"),
  XAI_KEY(Anchor.WORD, "xai-[A-Za-z0-9]{60,}", "xai-"),
  GROQ_KEY(Anchor.WORD, "gsk_[A-Za-z0-9]{40,}", "gsk_"),
  HUGGING_FACE_TOKEN(Anchor.WORD, "hf_[A-Za-z0-9]{34,}", "hf_"),
  GITHUB_TOKEN(Anchor.WORD, "gh[pousr]_[A-Za-z0-9]{30,}", "ghp_|gho_|ghu_|ghs_|ghr_"),
  GITHUB_FINE_TOKEN(Anchor.WORD, "github_pat_[A-Za-z0-9_]{40,}", "github_pat_"),
  GITLAB_TOKEN(Anchor.WORD, "glpat-[A-Za-z0-9_-]{20,}", "glpat-"),
  AWS_KEY_ID(Anchor.WORD, "A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])", "AKIA|ASIA"),
  SLACK_TOKEN(Anchor.WORD, "xox[abeoprs]-(?=[A-Za-z-]{0,80}[0-9])[A-Za-z0-9-]{10,}", "xox"),
  SLACK_HOOK(
      Anchor.ANYWHERE,
      "hooks\\.slack\\.com/services/([A-Z0-9]{6,20}/[A-Z0-9]{6,20}/[A-Za-z0-9]{16,})",
      "hooks.slack"),
  GOOGLE_KEY(Anchor.WORD, "AIza[0-9A-Za-z_-]{35}", "AIza"),
  GOOGLE_TOKEN(Anchor.WORD, "ya29\\.[0-9A-Za-z_-]{30,}", "ya29."),
  STRIPE_KEY(Anchor.WORD, "[sr]k_(?:live|test)_[A-Za-z0-9]{20,}", "sk_|rk_"),
  SENDGRID_KEY(Anchor.WORD, "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,}", "SG."),
  NPM_TOKEN(Anchor.WORD, "npm_[A-Za-z0-9]{36}", "npm_"),
  PYPI_TOKEN(Anchor.WORD, "pypi-AgE[A-Za-z0-9_-]{40,}", "pypi-AgE"),
  JSON_WEB_TOKEN(
      Anchor.WORD, "eyJ[A-Za-z0-9_-]{10,1024}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}", "eyJ"),
  PRIVATE_KEY(
      Anchor.ANYWHERE,
      "-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
          + "(?:\\s|\\\\[nr]|[\"'+,]|[A-Za-z-]{1,30}: [^\\n\\\\]{1,80}){0,60}+"
          + "[A-Za-z0-9+/=]{40,}"
          + "(?:[\\s\\S]{0,16384}?-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
          + "|(?:[A-Za-z0-9+/=]{1,100}|\\\\[nr]|\\s){0,600}+)",
      "-----BEGIN "),
  AUTHORIZATION(
      Anchor.ANY_CASE,
      "authorization\\\\{0,3}[\"']?\\s{0,4}[:=]\\s{0,4}\\\\{0,3}[\"'`]?"
          + "(?:bearer|basic|token|apikey)\\s{1,4}([A-Za-z0-9._~+/=-]{8,})",
      "authorization"),
  BEARER(
      Anchor.ANY_CASE,
      "bearer\\s{1,4}((?=(?:[A-Za-z._~+/=-]{0,80}[0-9]){3})[A-Za-z0-9._~+/=-]{16,})",
      "bearer"),
  URL_PASSWORD(
      Anchor.ANY_CASE,
      "://[^/\\s:@\"'<>\\\\]{0,64}:"
          + "(?!\\$[A-Za-z_{(]|%s@|\\*+@|(?:password|passwd|pass|pwd|secret|x{3,10})@)"
          + "([^@\\s/\"'<>{}\\\\]{3,200})@",
      "://"),
  ASSIGNED(Anchor.ANY_CASE, Assignment.FORM, "secret|passw|token|api|access");

  /** A value that code or configuration gives to a name which says that it is secret. */
  private static final class Assignment {
    private static final String NAME =
        "(?:secret(?:[_-]?(?:access[_-]?)?key)?|passw(?:or)?d|token|(?:api|access)[_-]?key)";
    private static final String GIVEN = "\\\\{0,3}[\"']?\\]?";
    private static final String SIGN = "\\s{0,4}(?::=|=>|:|=)\\s{0,4}";
    private static final String QUOTE = "\\\\{0,3}[\"'`]";
    // An identifier has few digits, a path too; a random value has some.
    private static final String LIKE_A_SECRET =
        "(?=[0-9+/_.=~!@#$%^&*-]{0,80}[A-Za-z])(?=(?:[A-Za-z+/_.=~!@#$%^&*-]{0,80}[0-9]){3})";
    private static final String LONG = "(?=[A-Za-z+/_=-]{0,80}[0-9])[A-Za-z0-9+/_=-]{40,}+";
    private static final String ENDS = "(?![.(\\[])";
    private static final String FORM =
        NAME
            + GIVEN
            + ("(?:" + SIGN + QUOTE)
            + ("(" + LIKE_A_SECRET + "[A-Za-z0-9+/_.=~!@#$%^&*-]{12,}|" + LONG + ")")
            + ("(?=" + QUOTE + ")")
            + ("|[:=](" + LIKE_A_SECRET + "[A-Za-z0-9+/_=-]{12,}+" + ENDS + ")")
            + ("|" + SIGN + "(" + LIKE_A_SECRET + "[A-Za-z0-9+/_=-]{16,}+" + ENDS)
            + ("|" + LONG + ENDS + "))");
  }

  private enum Anchor {
    /** Exactly so, and nothing that could belong to the same word before it. */
    WORD,
    /** Exactly so. */
    ANYWHERE,
    /** In upper and lower case. */
    ANY_CASE
  }

  private final Anchor anchor;
  private final Pattern form;
  private final String anchors;

  /** With the anchors, a bar between them. */
  SecretForm(Anchor anchor, String form, String anchors) {
    this.anchor = anchor;
    this.form = Pattern.compile(form, anchor == Anchor.ANY_CASE ? Pattern.CASE_INSENSITIVE : 0);
    this.anchors = anchors;
  }

  /** With what it begins, in one of these ways. */
  List<String> anchors() {
    return List.of(anchors.split("\\|", -1));
  }

  boolean ignoresCase() {
    return anchor == Anchor.ANY_CASE;
  }

  /** The secret that begins at the anchor which stands at {@code at}, if one does. */
  @Nullable Span find(String text, int at) {
    if (anchor == Anchor.WORD && !beginsWord(text, at)) {
      return null;
    }
    Matcher matcher = form.matcher(text).region(at, text.length());
    return matcher.lookingAt() ? secretOf(matcher) : null;
  }

  private static Span secretOf(MatchResult match) {
    for (int group = 1; group <= match.groupCount(); group++) {
      if (match.start(group) >= 0) {
        return new Span(match.start(group), match.end(group));
      }
    }
    return new Span(match.start(), match.end());
  }

  /** The letter of an escape, as in {@code \n}, does not belong to the word behind it. */
  private static boolean beginsWord(String text, int at) {
    return at == 0
        || !Character.isLetterOrDigit(text.charAt(at - 1))
        || (at > 1 && text.charAt(at - 2) == '\\' && "nrtbf".indexOf(text.charAt(at - 1)) >= 0);
  }
}
