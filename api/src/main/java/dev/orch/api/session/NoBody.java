package dev.orch.api.session;

/** What is sent where nothing has to be said: {@code {}}. */
public record NoBody() {}
