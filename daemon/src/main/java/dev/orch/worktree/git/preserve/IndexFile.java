package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an index as gitformat-index(5) describes it, version 3. Git's own commands cannot: they
 * decide by a file's content, run through filters, whether an entry is settled, where it has to be
 * as it was.
 */
final class IndexFile {
  private static final int VERSION = 3;
  private static final int LONGEST_NAME_IN_FLAGS = 0xFFF;
  private static final int ASSUME_VALID = 0x8000;
  private static final int EXTENDED = 0x4000;
  private static final int SKIP_WORKTREE = 0x4000;
  private static final int INTENT_TO_ADD = 0x2000;
  private static final int STAGE_SHIFT = 12;
  private static final int ALIGNMENT = 8;
  private static final int SHA1_DIGITS = 40;
  private static final Duration EARLIER = Duration.ofSeconds(2);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private IndexFile() {}

  /**
   * Replaces an index in one step. Entries that are settled take up the data of their files, which
   * must not change any more until then, and whose time of change is set back.
   *
   * @param entries in git's order
   */
  static void write(Path file, List<IndexEntry> entries, Path worktree) {
    Path written = file.resolveSibling("index.orch");
    try {
      IndexFile index = new IndexFile();
      index.writeAll(entries, worktree);
      Files.write(written, index.sealed(entries));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + file, e);
    }
  }

  private void writeAll(List<IndexEntry> entries, Path worktree) throws IOException {
    out.writeBytes("DIRC");
    out.writeInt(VERSION);
    out.writeInt(entries.size());
    for (IndexEntry entry : entries) {
      int start = out.size();
      writeStat(entry.is(IndexEntry.Flag.SETTLED) ? stat(entry.path(), worktree) : null, entry);
      out.write(HexFormat.of().parseHex(entry.object()));
      writeFlags(entry);
      out.write(entry.path().bytes());
      int length = out.size() - start;
      out.write(new byte[ALIGNMENT - length % ALIGNMENT]);
    }
  }

  private static @Nullable Map<String, Object> stat(RawPath path, Path worktree)
      throws IOException {
    Path file = path.in(worktree);
    try {
      setBack(file);
      return Files.readAttributes(
          file, "unix:ctime,lastModifiedTime,dev,ino,uid,gid,size", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /**
   * Git compares whole seconds, and reads a file again that is not older than the index. So that it
   * need not read it now, and sees what is written to it in the next moment, it gets an earlier
   * second.
   */
  private static void setBack(Path file) throws IOException {
    BasicFileAttributeView view =
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    BasicFileAttributes attributes = view.readAttributes();
    if (attributes.isRegularFile()) {
      Instant modified = attributes.lastModifiedTime().toInstant();
      view.setTimes(FileTime.from(modified.minus(EARLIER)), null, null);
    }
  }

  private void writeStat(@Nullable Map<String, Object> stat, IndexEntry entry) throws IOException {
    int mode = Integer.parseInt(entry.mode(), 8);
    if (stat == null) {
      out.write(new byte[24]);
      out.writeInt(mode);
      out.write(new byte[8]);
      writeNumber(entry.size());
      return;
    }
    writeTime((FileTime) of(stat, "ctime"));
    writeTime((FileTime) of(stat, "lastModifiedTime"));
    writeNumber(of(stat, "dev"));
    writeNumber(of(stat, "ino"));
    out.writeInt(mode);
    writeNumber(of(stat, "uid"));
    writeNumber(of(stat, "gid"));
    writeNumber(of(stat, "size"));
  }

  private static Object of(Map<String, Object> stat, String name) {
    return Objects.requireNonNull(stat.get(name), name);
  }

  private void writeTime(FileTime time) throws IOException {
    Instant instant = time.toInstant();
    out.writeInt((int) instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  /** The lowest 32 bits are what git compares. */
  private void writeNumber(Object number) throws IOException {
    out.writeInt((int) ((Number) number).longValue());
  }

  private void writeFlags(IndexEntry entry) throws IOException {
    int more =
        (entry.is(IndexEntry.Flag.SKIP_WORKTREE) ? SKIP_WORKTREE : 0)
            | (entry.is(IndexEntry.Flag.INTENT_TO_ADD) ? INTENT_TO_ADD : 0);
    out.writeShort(
        (entry.is(IndexEntry.Flag.ASSUME_UNCHANGED) ? ASSUME_VALID : 0)
            | (more == 0 ? 0 : EXTENDED)
            | (entry.stage() << STAGE_SHIFT)
            | Math.min(entry.path().latin().length(), LONGEST_NAME_IN_FLAGS));
    if (more != 0) {
      out.writeShort(more);
    }
  }

  private byte[] sealed(List<IndexEntry> entries) throws IOException {
    boolean isSha1 = entries.isEmpty() || entries.getFirst().object().length() == SHA1_DIGITS;
    try {
      MessageDigest digest = MessageDigest.getInstance(isSha1 ? "SHA-1" : "SHA-256");
      out.write(digest.digest(bytes.toByteArray()));
      return bytes.toByteArray();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
