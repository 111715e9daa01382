package dev.orch.runtime;

/**
 * Names a process beyond doubt: a process id alone is used again by the kernel.
 *
 * @param bootId of the start of the machine that it belongs to
 * @param startTicks when it started, in the kernel's clock ticks since that start; not derived from
 *     the wall clock, which moves
 */
public record ProcessRecord(String bootId, long pid, long startTicks) {}
