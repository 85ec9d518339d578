package org.hearthhub.app.command;

import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import tools.jackson.databind.JsonNode;

/** Shows a recovery code once, and asks for it back. */
final class RecoveryCodeOnPaper {
  private final HubOption hub;
  private final SecretOption secret;

  RecoveryCodeOnPaper(HubOption hub, SecretOption secret) {
    this.hub = hub;
    this.secret = secret;
  }

  /**
   * @param made what the hub answered
   */
  void show(JsonNode made) {
    if (hub.format.json) {
      hub.out().println(made);
      return;
    }
    String id = made.path("key").path("id").asString("");
    hub.remark("This is the recovery code. It is shown once and kept nowhere; write it down:");
    hub.remark("");
    hub.remark("    " + made.path("recoveryCode").path("code").asString(""));
    hub.remark("");
    try {
      String typed = new String(secret.read("Type it back from the paper"));
      hub.client()
          .post(
              "/api/v1/keys/" + HubPath.segment(id) + "/prove",
              HubOption.body().put("recoveryCode", typed));
      hub.remark("It opens the store. Keep the paper where a fire at home does not reach it.");
    } catch (Problem notYet) {
      throw new Invalid(
          "not-typed-back",
          "The code was not typed back: %s It opens the store all the same; once you have it in hand, try it with: hearth keys test %s"
              .formatted(notYet.sentence(), id));
    }
  }
}
