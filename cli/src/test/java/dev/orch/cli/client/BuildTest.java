package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0.1.0,          0.2.0,  true",
    "0.9.0,          0.10.0, true",
    "0.1,            0.1.1,  true",
    "0.1.0-SNAPSHOT, 0.1.0,  true",
    "0.1.0,          0.1.0,  false",
    "0.2.0-SNAPSHOT, 0.1.0,  false",
    "1.0,            0.9,    false",
    "dev,            0.1.0,  false",
    "0.1.0,          dev,    false",
    "'',             0.1.0,  false",
  })
  void aVersionIsOlderByItsNumbers(String one, String another, boolean older) {
    assertThat(new Build(one, null).isOlderThan(new Build(another, null))).isEqualTo(older);
  }

  @Test
  void ofTheSameVersionTheImageThatWasInstalledLaterIsTheNewer() throws IOException {
    Build first = build("first", Instant.parse("2026-01-01T00:00:00Z"));
    Build second = build("second", Instant.parse("2026-01-01T00:00:01Z"));
    Build gone = new Build("0.1.0", folder.resolve("gone"));

    assertThat(first.isOlderThan(second)).isTrue();
    assertThat(second.isOlderThan(first)).isFalse();
    assertThat(first.isOlderThan(first)).isFalse();
    assertThat(gone.isOlderThan(first)).isTrue();
    assertThat(first.isOlderThan(gone)).isFalse();
    assertThat(new Build("0.1.0", null).isOlderThan(first)).isFalse();
  }

  @Test
  void aHigherVersionIsTheNewerWheneverItWasInstalled() throws IOException {
    Build later = build("later", Instant.parse("2026-01-02T00:00:00Z"));
    Build higher = new Build("0.2.0", build("x", Instant.EPOCH).image());

    assertThat(later.isOlderThan(higher)).isTrue();
    assertThat(higher.isOlderThan(later)).isFalse();
  }

  private Build build(String name, Instant installed) throws IOException {
    Path image = Files.createDirectory(folder.resolve(name));
    Files.setLastModifiedTime(image, FileTime.from(installed));
    return new Build("0.1.0", image);
  }
}
