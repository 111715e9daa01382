package dev.orch.api.access;

/**
 * The wish of a page to be let in.
 *
 * @param code from the address that {@code orch ui} opened
 */
public record LoginBody(String code) {}
