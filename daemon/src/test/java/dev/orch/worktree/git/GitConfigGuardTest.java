package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.WorktreeFailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitConfigGuardTest {

  /** What git would see: of equal keys the last one counts. */
  private static Map<String, String> overrides(String... listing) {
    Map<String, String> environment = GitConfigGuard.against(List.of(listing), "gone"::equals);
    Map<String, String> overrides = new HashMap<>();
    int count = Integer.parseInt(environment.getOrDefault("GIT_CONFIG_COUNT", ""));
    for (int i = 0; i < count; i++) {
      overrides.put(
          environment.getOrDefault("GIT_CONFIG_KEY_" + i, ""),
          environment.getOrDefault("GIT_CONFIG_VALUE_" + i, ""));
    }
    return overrides;
  }

  @Test
  void theUsersOwnFilterStaysAndTheRepositorysDoesNot() {
    assertThat(
            overrides(
                "global", "filter.lfs.clean\ngit-lfs clean -- %f",
                "local", "filter.Evil.smudge\nevil",
                "worktree", "filter.worse.process\nevil",
                "local", "user.name\nU"))
        .doesNotContainKeys("filter.lfs.clean", "user.name")
        .containsEntry("filter.Evil.smudge", "")
        .containsEntry("filter.worse.process", "");
  }

  @Test
  void largeFilesWhoseProgramIsNotThereAreLeftAsTheyAre() {
    assertThat(
            overrides(
                "global", "filter.lfs.process\ngone",
                "global", "filter.lfs.clean\ngone",
                "global", "filter.lfs.required\ntrue",
                "local", "filter.lfs.clean\nevil",
                "global", "filter.other.clean\ngone"))
        .containsEntry("filter.lfs.process", "")
        .containsEntry("filter.lfs.clean", "")
        .containsEntry("filter.lfs.required", "false")
        .doesNotContainKeys("filter.lfs.smudge", "filter.other.clean");
  }

  @Test
  void whatTheRepositoryOverridesIsTheUsersAgain() {
    assertThat(
            overrides(
                "system", "core.sshcommand\nssh -4",
                "global", "core.sshcommand\nssh -i key",
                "local", "core.sshcommand\nevil"))
        .containsEntry("core.sshcommand", "ssh -i key");
  }

  @Test
  void aSettingWithoutAValueIsOverriddenToo() {
    assertThat(overrides("local", "filter.x.required")).containsEntry("filter.x.required", "false");
  }

  @Test
  void whatIsForcedIsForcedWhateverTheRepositorySays() {
    assertThat(overrides("local", "core.hookspath\n/evil", "local", "gpg.program\nevil"))
        .containsEntry("core.hooksPath", "/dev/null")
        .containsEntry("gpg.program", "false");
  }

  @Test
  void hooksOfTheConfigurationAreSwitchedOff() {
    assertThat(overrides("local", "hook.Mine.command\nevil"))
        .containsEntry("hook.Mine.command", "true")
        .containsEntry("hook.Mine.enabled", "false");
  }

  @Test
  void aNameThatIsNoTextIsRefused() {
    assertThatThrownBy(() -> overrides("local", "filter.\ufffd.clean\nevil"))
        .isInstanceOf(WorktreeFailedException.class);
  }
}
