package dev.orch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.access.TokenClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir private Path folder;

  @Test
  void theFolderAndTheFileAreForTheirOwnerAlone() throws IOException {
    Path state = folder.resolve("above").resolve("state");

    Tokens.open(state, random);

    assertThat(mode(state)).isEqualTo("rwx------");
    assertThat(mode(state.resolve(Tokens.FILE))).isEqualTo("rw-------");
    try (var files = Files.list(state)) {
      assertThat(files).containsExactly(state.resolve(Tokens.FILE));
    }
  }

  @Test
  void theTokenStaysTheSame() throws IOException {
    Path state = folder.resolve("state");
    Tokens first = Tokens.open(state, random);

    assertThat(Tokens.open(state, random).secret()).isEqualTo(first.secret());
    assertThat(Files.readString(state.resolve(Tokens.FILE))).isEqualTo(first.secret() + "\n");
    assertThat(first.secret()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void anotherInstallationHasAnotherToken() {
    assertThat(Tokens.open(folder.resolve("a"), random).secret())
        .isNotEqualTo(Tokens.open(folder.resolve("b"), random).secret());
  }

  @Test
  void onlyTheWholeTokenIsTheUsers() {
    Tokens tokens = Tokens.open(folder.resolve("state"), random);

    assertThat(tokens.classOf(tokens.secret())).contains(TokenClass.USER);
    assertThat(tokens.classOf(tokens.secret().substring(1))).isEmpty();
    assertThat(tokens.classOf(tokens.secret() + "x")).isEmpty();
    assertThat(tokens.classOf("")).isEmpty();
  }

  @Test
  void aFolderThatOthersMayEnterIsRefusedAndLeftAsItIs() throws IOException {
    Path state = Files.createDirectory(folder.resolve("state"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> Tokens.open(state, random))
        .isInstanceOf(TokenFolderException.class)
        .hasMessageContaining(state.toString());
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void aLinkInsteadOfTheFolderOrTheFileIsRefused() throws IOException {
    Path real = folder.resolve("real");
    Tokens.open(real, random);
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), real);
    assertThatThrownBy(() -> Tokens.open(linked, random)).isInstanceOf(TokenFolderException.class);

    Path elsewhere = Files.move(real.resolve(Tokens.FILE), folder.resolve("elsewhere"));
    Files.createSymbolicLink(real.resolve(Tokens.FILE), elsewhere);
    assertThatThrownBy(() -> Tokens.open(real, random)).isInstanceOf(TokenFolderException.class);
  }

  @Test
  void aFileThatOthersMayReadOrThatHoldsNoTokenIsRefused() throws IOException {
    Path state = folder.resolve("state");
    Tokens.open(state, random);
    Path file = state.resolve(Tokens.FILE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Tokens.open(state, random)).isInstanceOf(TokenFolderException.class);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "short\n");
    assertThatThrownBy(() -> Tokens.open(state, random)).isInstanceOf(TokenFolderException.class);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
