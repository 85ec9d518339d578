package org.hearthhub.web.signin;

import io.javalin.http.Context;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Resident;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.web.door.Door;

/** Finds out who sent a request. Thread-safe. */
public final class Callers {
  private final Hub hub;

  public Callers(Hub hub) {
    this.hub = hub;
  }

  /**
   * Who acts by this request.
   *
   * @throws Refused if nobody is signed in
   */
  public Actor actor(Context context) {
    if (Door.isOperator(context.req())) {
      return new Actor.Operator();
    }
    return resident(context)
        .map(person -> (Actor) new Actor.Person(person.id()))
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.SIGN_IN,
                    "not-signed-in",
                    "You are not signed in here, or your session has ended. Sign in to go on."));
  }

  /** Where a request comes from, for throttles and the journal. */
  public static String address(Context context) {
    return Door.isOperator(context.req()) ? "this machine" : context.ip();
  }

  /** The person whose browser this is, if one is signed in. */
  public Optional<Resident> resident(Context context) {
    return SessionCookie.token(context).flatMap(hub.sessions()::resident);
  }

  /** The session that the request belongs to, if it does; that of no operator. */
  public Optional<String> session(Context context) {
    return Door.isOperator(context.req()) ? Optional.empty() : SessionCookie.token(context);
  }
}
