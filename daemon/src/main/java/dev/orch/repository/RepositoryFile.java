package dev.orch.repository;

/**
 * A file that a repository brings.
 *
 * @param path below the checkout, with slashes, as the pattern found it: a link keeps its own name
 * @param text decoded as UTF-8, what is no text replaced; its first 256 KiB unless {@code whole}
 * @param sha256 of all its bytes, lower-case hexadecimal: what trust is bound to
 * @param whole whether {@code text} is all of it
 */
public record RepositoryFile(String path, String text, String sha256, boolean whole) {}
