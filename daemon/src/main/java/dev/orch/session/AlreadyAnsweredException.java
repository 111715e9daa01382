package dev.orch.session;

import java.util.Locale;

/** The request was answered or withdrawn before. Nothing was changed. */
public final class AlreadyAnsweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the request and how it stands. */
  public AlreadyAnsweredException(String request, Enum<?> status) {
    super("request " + request + " is " + status.name().toLowerCase(Locale.ROOT));
  }
}
