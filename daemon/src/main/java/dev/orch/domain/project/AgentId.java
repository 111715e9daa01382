package dev.orch.domain.project;

/**
 * Names an agent, the product: {@code claude}.
 *
 * @param value lower case, as typed on the command line
 */
public record AgentId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
