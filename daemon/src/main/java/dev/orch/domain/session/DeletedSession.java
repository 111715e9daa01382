package dev.orch.domain.session;

/** What there is to say of a session that is deleted. */
public final class DeletedSession {
  private DeletedSession() {}

  /** What brings its work back, for a person. */
  public static String wayBack(SessionId session) {
    return "orch restore %s brings its branch and files back, while they are in the trash"
        .formatted(session);
  }
}
