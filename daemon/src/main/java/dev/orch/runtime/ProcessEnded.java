package dev.orch.runtime;

/** The process has ended and every byte of its output has been given: always the last arrival. */
public record ProcessEnded(ProcessExit exit) implements Arrival {}
