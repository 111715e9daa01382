package dev.orch.comments;

import dev.orch.domain.operation.Comment;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.store.ProjectStore;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what has become of comments by the files that they are about, each of which is read once:
 * in the worktree, or as the session began with it. No link is followed, and nothing is changed.
 */
final class ReviewedFiles {
  /** A larger file is nothing that a person comments on. */
  private static final int LARGEST = 4 * 1024 * 1024;

  private final ProjectStore projects;
  private final Worktrees worktrees;

  ReviewedFiles(ProjectStore projects, Worktrees worktrees) {
    this.projects = projects;
    this.worktrees = worktrees;
  }

  private record File(Comment.Side side, String path) {}

  /** A file as it was found. */
  private sealed interface Found {
    record Text(QuotedLines lines) implements Found {}

    record Nothing() implements Found {}

    /** The worktree or the repository is away: of its files nothing can be told. */
    record Unknown() implements Found {}
  }

  /** What has become of each, by its id. */
  Map<String, Review.Status> statuses(Session session, List<Comment> comments) {
    Optional<WorktreeRequest> worktree = WorktreeRequest.ofWork(session);
    Map<File, Found> files = new HashMap<>();
    Map<String, Review.Status> all = new HashMap<>();
    for (Comment comment : comments) {
      File file = new File(comment.spot().side(), comment.spot().path());
      Found found =
          files.computeIfAbsent(
              file,
              _ -> worktree.map(one -> find(session, one, file)).orElseGet(Found.Unknown::new));
      all.put(comment.id(), status(comment, found));
    }
    return all;
  }

  private static Review.Status status(Comment comment, Found found) {
    return switch (found) {
      case Found.Text(QuotedLines lines) -> lines.of(comment);
      case Found.Nothing _ -> Review.Status.STALE;
      case Found.Unknown _ -> Review.Status.SENT;
    };
  }

  private Found find(Session session, WorktreeRequest worktree, File file) {
    try {
      Optional<String> text =
          switch (file.side()) {
            case NEW -> inWorktree(worktree.path(), file.path());
            case OLD -> inBase(session, worktree.base(), file.path());
          };
      return text.<Found>map(whole -> new Found.Text(QuotedLines.of(whole)))
          .orElseGet(Found.Nothing::new);
    } catch (WorktreeFailedException | IOException _) {
      return new Found.Unknown();
    }
  }

  private Optional<String> inBase(Session session, String base, String path) {
    Project project =
        projects
            .find(session.assignment().project())
            .orElseThrow(() -> new WorktreeFailedException("the project was forgotten"));
    return worktrees.textIn(
        new Repository(project.path(), project.commonGitDir()), base, path, LARGEST);
  }

  private static Optional<String> inWorktree(Path worktree, String path) throws IOException {
    if (!Files.isDirectory(worktree)) {
      throw new NoSuchFileException(worktree.toString());
    }
    try {
      Path relative = Path.of(path);
      Path file = worktree.resolve(relative);
      long size = OwnFolders.requireFile(file, relative.getNameCount() - 1).size();
      return size > LARGEST ? Optional.empty() : Optional.of(read(file));
    } catch (NoSuchFileException | OwnFolders.InTheWayException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static String read(Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        InputStream bytes = Channels.newInputStream(channel)) {
      return new String(bytes.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }
  }
}
