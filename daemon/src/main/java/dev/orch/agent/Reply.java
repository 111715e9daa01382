package dev.orch.agent;

/**
 * Bytes for the agent's input.
 *
 * @param text complete, with the end of the line where the protocol wants one
 */
public record Reply(String text) {}
