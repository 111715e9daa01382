package dev.orch.http.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive in the making. The same entries give the same bytes: their time is handed in.
 * Whoever closes it has it whole.
 */
final class Archive implements AutoCloseable {
  private final ZipOutputStream zip;
  private final String folder;
  private final LocalDateTime time;

  /**
   * Begins.
   *
   * @param folder in which everything is
   * @param time of each entry; told as UTC
   */
  Archive(OutputStream out, String folder, Instant time) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.folder = folder;
    this.time = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  /** Writes what is in an entry, part by part. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Adds a whole entry. */
  void add(String name, byte[] bytes) throws IOException {
    add(name, out -> out.write(bytes));
  }

  /** Adds an entry, which is not held in memory. */
  void add(String name, Content content) throws IOException {
    ZipEntry entry = new ZipEntry(folder + "/" + name);
    entry.setTimeLocal(time);
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
