package dev.orch.artifact;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.operation.Sha256;
import dev.orch.worktree.OwnFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The folder of one turn's files. A file is written under another name first, so that under its own
 * there is the whole of it or nothing.
 */
final class TurnFolder {
  private static final int CHUNK = 1 << 16;

  private final Path folder;

  private TurnFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder, or takes the one that is there.
   *
   * @throws ArtifactFailedException if it cannot be made, or if a link stands in its place or above
   *     it
   */
  static TurnFolder make(Path artifactFolder, int turn) {
    Path folder = artifactFolder.resolve(Integer.toString(turn));
    try {
      OwnFolders.make(folder, OwnFolders.OF_A_TURN);
      return new TurnFolder(folder);
    } catch (IOException e) {
      throw new ArtifactFailedException("cannot make the folder " + folder, e);
    }
  }

  /** Where the file of this name is. */
  Path path(String name) {
    return folder.resolve(name);
  }

  /** Where the file of this name is written first; nothing is there. */
  Path draft(String name) {
    Path draft = folder.resolve("." + name + ".new");
    try {
      Files.deleteIfExists(draft);
      return draft;
    } catch (IOException e) {
      throw new ArtifactFailedException("cannot write " + path(name), e);
    }
  }

  /**
   * Gives the draft its name. What it holds is on the disk then, even if the machine loses power.
   *
   * @throws ArtifactFailedException if that fails; the draft is gone
   */
  Artifact.Content publish(String name, String mediaType) {
    Path draft = folder.resolve("." + name + ".new");
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft, path(name), StandardCopyOption.ATOMIC_MOVE);
      return content(name, mediaType);
    } catch (IOException e) {
      discard(name);
      throw new ArtifactFailedException("cannot write " + path(name), e);
    }
  }

  /** Writes a whole file. */
  Artifact.Content write(String name, String mediaType, String text) {
    Path draft = draft(name);
    try {
      Files.writeString(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      discard(name);
      throw new ArtifactFailedException("cannot write " + path(name), e);
    }
    return publish(name, mediaType);
  }

  /** Takes away what a failure left of a draft. */
  void discard(String name) {
    try {
      Files.deleteIfExists(folder.resolve("." + name + ".new"));
    } catch (IOException e) {
      throw new ArtifactFailedException("cannot take away the draft of " + path(name), e);
    }
  }

  /** What is known of a file that is there. */
  Artifact.Content content(String name, String mediaType) throws IOException {
    Path path = path(name);
    Sha256 digest = Sha256.begin();
    long size = 0;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.with(ByteBuffer.wrap(chunk, 0, read));
        size += read;
      }
    }
    return new Artifact.Content(name, path, size, digest.hex(), mediaType);
  }
}
