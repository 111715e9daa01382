package dev.orch.runtime;

/** What {@link AgentProcess#take} can give: the one thing that a session's thread waits for. */
public sealed interface Arrival permits OutputFrame, OutputTruncated, Nudge, ProcessEnded {}
