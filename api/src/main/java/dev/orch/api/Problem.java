package dev.orch.api;

import java.util.Map;

/**
 * Why a request was refused: RFC 9457, and what to do about it.
 *
 * @param type {@link ProblemType#uri()}
 * @param detail what happened, with the values
 * @param instance the path that was asked for
 * @param hint what to do
 * @param extensions what this type adds; its entries stand beside the other fields on the wire
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String hint,
    Map<String, Object> extensions) {}
