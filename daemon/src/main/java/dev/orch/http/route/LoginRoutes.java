package dev.orch.http.route;

import static dev.orch.http.Route.delete;
import static dev.orch.http.Route.post;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.access.LoginBody;
import dev.orch.api.access.LoginCodeView;
import dev.orch.api.access.LoginView;
import dev.orch.api.session.NoBody;
import dev.orch.http.Access;
import dev.orch.http.Route;
import dev.orch.http.Route.Answer;
import dev.orch.http.handler.LoginHandler;
import java.util.stream.Stream;

/** The routes by which pages of the user interface are let in, and leave. */
public final class LoginRoutes {
  private LoginRoutes() {}

  /** All of them, in the order of the API's description. */
  public static Stream<Route> of(LoginHandler login) {
    return Stream.of(
        post(ApiPath.LOGIN_CODES, "mintLoginCode", "Makes an address that lets in one page, once")
            .lets(Access.TERMINAL)
            .by(new Answer.One(201, LoginCodeView.class), NoBody.class, login::mint),
        post(ApiPath.LOGIN, "logIn", "Trades the code of such an address for a token")
            .lets(Access.EVERYBODY)
            .fails(ProblemType.LOGIN_CODE_REFUSED, ProblemType.UNSUPPORTED_MEDIA_TYPE)
            .by(new Answer.One(200, LoginView.class), LoginBody.class, login::logIn),
        delete(
                ApiPath.LOGIN,
                "logOut",
                "Ends the token that asks; it is refused from then on, as is a repeated request")
            .lets(Access.PAGE)
            .by(new Answer.Nothing(), login::logOut));
  }
}
