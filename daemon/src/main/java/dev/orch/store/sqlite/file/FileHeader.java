package dev.orch.store.sqlite.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first hundred bytes of a database, read without SQLite: opening somebody else's file with it
 * would already write beside it. Format: <a href="https://www.sqlite.org/fileformat2.html">Database
 * File Format</a>, §1.3.
 */
record FileHeader(ByteBuffer bytes) {
  private static final int SIZE = 100;
  private static final String MAGIC = "SQLite format 3\0";
  private static final int PAGE_SIZE_AT = 16;
  private static final int CHANGE_COUNTER_AT = 24;
  private static final int PAGE_COUNT_AT = 28;
  private static final int APPLICATION_ID_AT = 68;
  private static final int VERSION_VALID_FOR_AT = 92;

  static FileHeader read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new FileHeader(ByteBuffer.wrap(in.readNBytes(SIZE)));
    }
  }

  /** Whether it begins like a database, however short it is. */
  boolean isSqlite() {
    return ISO_8859_1.decode(bytes.duplicate()).toString().startsWith(MAGIC);
  }

  boolean isComplete() {
    return bytes.capacity() == SIZE;
  }

  int applicationId() {
    return bytes.getInt(APPLICATION_ID_AT);
  }

  /** How long the file is by its own account; 0 if it does not say. */
  long sizeBytes() {
    boolean stated = bytes.getInt(CHANGE_COUNTER_AT) == bytes.getInt(VERSION_VALID_FOR_AT);
    return stated ? Integer.toUnsignedLong(bytes.getInt(PAGE_COUNT_AT)) * pageSize() : 0;
  }

  private int pageSize() {
    int stated = Short.toUnsignedInt(bytes.getShort(PAGE_SIZE_AT));
    return stated == 1 ? 65536 : stated;
  }
}
