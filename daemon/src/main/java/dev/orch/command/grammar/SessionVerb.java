package dev.orch.command.grammar;

import dev.orch.domain.session.SessionAction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words that say something to a session. */
enum SessionVerb {
  TELL(SessionAction.FOLLOW_UP, Message.NEEDED),
  STOP(SessionAction.STOP, Message.NONE),
  RESUME(SessionAction.RESUME, Message.POSSIBLE),
  ARCHIVE(SessionAction.ARCHIVE, Message.NONE),
  UNARCHIVE(SessionAction.UNARCHIVE, Message.NONE);

  /** Whether a message belongs to it. */
  enum Message {
    NEEDED,
    POSSIBLE,
    NONE
  }

  private final SessionAction asked;
  private final Message message;

  SessionVerb(SessionAction asked, Message message) {
    this.asked = asked;
    this.message = message;
  }

  SessionAction asked() {
    return asked;
  }

  Message message() {
    return message;
  }

  /** As it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SessionVerb> of(Word word) {
    return Arrays.stream(values()).filter(verb -> word.is(verb.word())).findFirst();
  }

  /**
   * The one that asks for this; there is one for everything a {@link
   * dev.orch.domain.session.Command.Wanted.Act} can ask.
   */
  static SessionVerb of(SessionAction asked) {
    return Arrays.stream(values())
        .filter(verb -> verb.asked == asked)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no word asks for " + asked));
  }
}
