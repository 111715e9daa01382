package dev.orch;

import dev.orch.access.TokenFolderException;
import dev.orch.api.StartProblem;
import dev.orch.config.BadSettingException;
import dev.orch.domain.operation.FileFailure;
import dev.orch.http.HttpServer;
import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.worktree.GitUnsupportedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Why this daemon does not start.
 *
 * @param detail what is wrong, with the names of what it is about
 */
record StartRefusal(StartProblem problem, String detail) {

  /** What a failed start comes from; empty if it is a defect of ours. */
  static Optional<StartRefusal> of(Exception failure) {
    return switch (failure) {
      case StoreRefusedException e -> told(problem(e.reason()), e);
      case StoreUnavailableException e ->
          Optional.of(new StartRefusal(StartProblem.DATABASE_UNAVAILABLE, withCause(e)));
      case TokenFolderException e -> told(StartProblem.STATE_FOLDER_UNSAFE, e);
      case GitUnsupportedException e -> told(StartProblem.GIT_UNSUPPORTED, e);
      case BadSettingException e -> told(StartProblem.BAD_SETTING, e);
      case HttpServer.CannotListenException e -> told(StartProblem.ADDRESS_UNAVAILABLE, e);
      case IOException e -> fileUnavailable(FileFailure.words(e));
      case UncheckedIOException e -> fileUnavailable(FileFailure.words(e));
      default -> Optional.empty();
    };
  }

  /** The one line that is printed. */
  String line() {
    return "orch: %s; %s".formatted(detail, problem.hint());
  }

  private static StartProblem problem(StoreRefusedException.Refusal cause) {
    return switch (cause) {
      case LOCKED -> StartProblem.DATABASE_IN_USE;
      case NEWER -> StartProblem.DATABASE_NEWER;
      case FOREIGN -> StartProblem.DATABASE_FOREIGN;
      case OTHER_STATE_FOLDER -> StartProblem.DATABASE_OF_ANOTHER_STATE_FOLDER;
      case CORRUPT -> StartProblem.DATABASE_DAMAGED;
      case LOST -> StartProblem.DATABASE_LOST;
    };
  }

  private static Optional<StartRefusal> told(StartProblem problem, Exception failure) {
    return Optional.of(new StartRefusal(problem, String.valueOf(failure.getMessage())));
  }

  private static Optional<StartRefusal> fileUnavailable(String why) {
    return Optional.of(new StartRefusal(StartProblem.FILE_UNAVAILABLE, why));
  }

  /** What a file had against it is said already. */
  private static String withCause(StoreUnavailableException failure) {
    Throwable cause = failure.getCause();
    return failure.getMessage()
        + (cause == null || cause instanceof IOException ? "" : ": " + cause.getMessage());
  }
}
