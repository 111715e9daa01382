package dev.orch.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says what kind of file system a path is on. Starts nothing and writes nothing. */
@FunctionalInterface
public interface FileSystemType {
  /** As the system says. */
  FileSystemType OF_SYSTEM = FileSystemType::ofSystem;

  /** Those whose files another machine keeps, as Linux and macOS call them. */
  Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "smb2",
          "9p",
          "afs",
          "afpfs",
          "ncpfs",
          "coda",
          "ceph",
          "fuse.ceph",
          "fuse.ceph-fuse",
          "lustre",
          "gpfs",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.sshfs",
          "fuse.rclone",
          "fuse.s3fs",
          "davfs",
          "fuse.davfs2",
          "webdav");

  /** Such as {@code ext4}; empty where nobody can say it. */
  String at(Path place);

  /** What kind it is, if another machine keeps its files. */
  default Optional<String> findNetwork(Path place) {
    return Optional.of(at(place).toLowerCase(Locale.ROOT)).filter(NETWORK::contains);
  }

  private static String ofSystem(Path place) {
    try {
      return Files.getFileStore(place).type();
    } catch (IOException _) {
      return "";
    }
  }
}
