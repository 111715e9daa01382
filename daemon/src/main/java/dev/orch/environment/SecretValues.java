package dev.orch.environment;

import java.util.List;
import java.util.Map;

/** Values of an environment whose names say that they are secret. */
public final class SecretValues {
  private SecretValues() {}

  /** In no order; empty where nothing looks like a secret. */
  public static List<String> in(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> NamePatterns.SECRET.match(variable.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
