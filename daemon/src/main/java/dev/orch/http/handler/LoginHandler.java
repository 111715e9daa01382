package dev.orch.http.handler;

import dev.orch.access.IssuedTokens;
import dev.orch.access.LoginCodes;
import dev.orch.api.ProblemType;
import dev.orch.api.access.LoginBody;
import dev.orch.api.access.LoginCodeView;
import dev.orch.api.access.LoginView;
import dev.orch.api.session.NoBody;
import dev.orch.domain.access.TokenClass;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Lets in pages of the user interface, and ends what they were let in by. What it answers is secret
 * and never kept, so that a repeated request is answered anew, whatever its key.
 */
public final class LoginHandler {
  /** Names by which only a program of this machine asks. */
  private static final Pattern OF_THIS_MACHINE =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1]):\\d+", Pattern.CASE_INSENSITIVE);

  private final LoginCodes codes;
  private final IssuedTokens tokens;
  private final OptionalInt pagesPort;

  /**
   * Over the use cases.
   *
   * @param pagesPort the port of this machine that is there for the pages, if there is one
   */
  public LoginHandler(LoginCodes codes, IssuedTokens tokens, OptionalInt pagesPort) {
    this.codes = codes;
    this.tokens = tokens;
    this.pagesPort = pagesPort;
  }

  /**
   * An address that lets in once, at the host by which it was asked for; on this machine at the
   * port of the pages. It names an address and not {@code localhost}, whose other one may be
   * somebody else's.
   */
  public Response mint(Request request, NoBody body) {
    LoginCodes.LoginCode minted = codes.mint();
    String asked = request.head().headers().find("host").orElseThrow();
    String host =
        pagesPort.isPresent() && OF_THIS_MACHINE.matcher(asked).matches()
            ? "127.0.0.1:" + pagesPort.getAsInt()
            : asked;
    String url = "http://%s/login#code=%s".formatted(host, minted.code());
    return Answers.made(new LoginCodeView(minted.code(), url, minted.expiresAt()));
  }

  /** A token for the code, which is used up even if none can be issued. */
  public Response logIn(Request request, LoginBody body) {
    if (!codes.redeem(body.code())) {
      throw new RequestRefusedException(
          ProblemType.LOGIN_CODE_REFUSED, "the code was used before, or is older than a minute");
    }
    IssuedTokens.Issued issued = tokens.issue(TokenClass.UI);
    return Answers.ok(new LoginView(issued.token(), issued.expiresAt()));
  }

  /**
   * Ends the token that the request carries. Asked again the door refuses it, which says the same.
   */
  public Response logOut(Request request) {
    tokens.revoke(request.head().token().orElseThrow());
    return Answers.done();
  }
}
