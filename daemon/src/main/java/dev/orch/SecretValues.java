package dev.orch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Values of the daemon's environment whose names say that they are secret. */
final class SecretValues {
  private static final Pattern NAME =
      Pattern.compile(".*(TOKEN|SECRET|PASSWORD|_KEY|CREDENTIAL).*", Pattern.CASE_INSENSITIVE);

  private SecretValues() {}

  static List<String> of(Map<String, String> environment, String token) {
    List<String> values = new ArrayList<>();
    values.add(token);
    environment.forEach((name, value) -> {
      if (NAME.matcher(name).matches()) {
        values.add(value);
      }
    });
    return List.copyOf(values);
  }
}
