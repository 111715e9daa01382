package dev.orch.api.installation;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with the installation.
 *
 * @param id names it for as long as it is there: its code and, behind a colon, its place
 * @param code of a closed list
 * @param what a sentence
 * @param where the file or folder that it is about, or what else sets it apart from others
 * @param hint what to do about it
 * @param fixable whether the daemon can put it right
 */
public record FindingView(
    String id, String code, String what, @Nullable String where, String hint, boolean fixable) {}
