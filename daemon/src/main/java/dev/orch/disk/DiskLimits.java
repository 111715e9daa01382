package dev.orch.disk;

/**
 * How little room is too little.
 *
 * @param start below so many free bytes no session begins
 * @param pause below so many the agents are paused
 * @param output how many bytes the process of a turn may print
 */
public record DiskLimits(long start, long pause, long output) {}
