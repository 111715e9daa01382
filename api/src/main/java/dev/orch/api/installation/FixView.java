package dev.orch.api.installation;

import java.util.List;

/**
 * What came of it.
 *
 * @param fixed what was found and is not there any more
 * @param left what is wrong now; one that was to be put right says why it was not
 */
public record FixView(List<FindingView> fixed, List<FindingView> left) {}
