package dev.orch.domain.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a file or a program could not be had, in the words of the system that people know. */
public final class FileFailure {
  // Exec failed, error: 2 (No such file or directory); error=2, No such file or directory
  private static final Pattern OF_A_START =
      Pattern.compile("error[:=] ?\\d+,? \\(?([^()]+?)\\)? *$");

  private FileFailure() {}

  /** The reason, and the file where it is known: {@code permission denied (/etc/shadow)}. */
  public static String words(IOException failure) {
    if (failure instanceof FileSystemException of && of.getFile() != null) {
      return "%s (%s)".formatted(reason(failure), of.getFile());
    }
    return reason(failure);
  }

  /** What an unchecked failure says, with the reason behind it. */
  public static String words(UncheckedIOException failure) {
    String sentence = failure.getMessage();
    Throwable cause = failure.getCause();
    return cause instanceof IOException reason && cause.toString().equals(sentence)
        ? words(reason)
        : words(String.valueOf(sentence), cause);
  }

  /** The sentence with the reason behind it, if a file or a program was in the way. */
  public static String words(String sentence, @Nullable Throwable cause) {
    return cause instanceof IOException failure ? sentence + ": " + words(failure) : sentence;
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "something is there already";
      case NotDirectoryException _ -> "not a folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case CharacterCodingException _ -> "not text in UTF-8";
      case FileSystemException e when e.getReason() != null -> plain(e.getReason());
      default -> plain(failure.getMessage());
    };
  }

  private static String plain(@Nullable String said) {
    if (said == null || said.isBlank()) {
      return "the system gives no reason";
    }
    Matcher start = OF_A_START.matcher(said);
    String reason = start.find() ? start.group(1) : said.strip();
    return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
  }
}
