package dev.orch.project;

import dev.orch.domain.project.Slug;

/** Another project has the slug. Nothing was changed. */
public final class SlugTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Slug suggestion;

  /** With one that is free. */
  public SlugTakenException(Slug taken, Slug suggestion) {
    super("another project is called \"" + taken + "\"; \"" + suggestion + "\" is free");
    this.suggestion = suggestion;
  }

  /** One that is free. */
  public Slug suggestion() {
    return suggestion;
  }
}
