package dev.orch.api.session;

import dev.orch.api.Planned;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request.
 *
 * @param option one of those it offers
 * @param text the answer to a question, or why not
 */
@Planned("scope")
public record AnswerBody(
    InputRequestView.Decision decision, @Nullable String option, @Nullable String text) {}
