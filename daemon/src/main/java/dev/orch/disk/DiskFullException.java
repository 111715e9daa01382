package dev.orch.disk;

/** There is too little room to begin something. Nothing was done. */
public final class DiskFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long freeBytes;

  DiskFullException(Room room, long needed) {
    super("%s; below %s no session is started".formatted(room.words(), Room.mebibytes(needed)));
    this.freeBytes = room.bytes();
  }

  /** How much is free. */
  public long freeBytes() {
    return freeBytes;
  }
}
