package dev.orch.agent;

/** What a protocol remembers between two frames. Only the protocol that made it can read it. */
public interface ProtocolState {}
