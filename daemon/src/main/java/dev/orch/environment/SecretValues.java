package dev.orch.environment;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of an environment whose names say that they are secret. */
public final class SecretValues {
  private SecretValues() {}

  /** Empty where nothing looks like a secret. */
  public static Set<String> in(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> NamePatterns.SECRET.match(variable.getKey()))
        .filter(variable -> !NamePatterns.NAME_OF_A_GIT_SETTING.match(variable.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toUnmodifiableSet());
  }
}
