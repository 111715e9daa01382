package dev.orch.worktree.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file in a project's runtime folder that names the installation which works there. */
final class RuntimeOwner {
  private static final String FILE = "owner";

  private RuntimeOwner() {}

  /** Refuses a folder that another installation owns. Changes nothing. */
  static void require(Repository repository, RuntimeFolder folder) {
    Path file = repository.topLevel().resolve(folder.name()).resolve(FILE);
    try {
      if (Files.exists(file)) {
        refuseOther(file, folder);
      }
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + file, e);
    }
  }

  /** Takes a folder that nobody owns: the whole file is there at once, or that of another. */
  static void take(Repository repository, RuntimeFolder folder) {
    Path file = repository.topLevel().resolve(folder.name()).resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), FILE, ".new");
        try {
          Files.writeString(draft, folder.installation() + "\n");
          Files.createLink(file, draft);
        } finally {
          Files.delete(draft);
        }
      }
    } catch (FileAlreadyExistsException _) {
      // Somebody else was first; who, is read below.
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + file, e);
    }
    require(repository, folder);
  }

  private static void refuseOther(Path file, RuntimeFolder folder) throws IOException {
    String owner = Files.readString(file, UTF_8).strip();
    if (!owner.equals(folder.installation().toString())) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Cause.OTHER_INSTALLATION,
          ("%s belongs to the installation with the state folder %s. Work with the project there;"
                  + " if that installation is gone, delete %s and try again.")
              .formatted(file.getParent(), owner, file));
    }
  }
}
