package org.hearthhub.adapter.coap.profile.lwm2m;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.hearthhub.adapter.coap.Answer;
import org.hearthhub.adapter.coap.Conversation;
import org.hearthhub.adapter.coap.Provisioner.Account;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.LinkFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;

/**
 * Tells a client which server it has and with what key (LwM2M TS Core 1.1.1 section 6.1, Bootstrap
 * Interface): this hub and no other, a key of its own, also for the next time it asks. For one
 * client.
 */
final class Bootstrap {
  /** Object with the servers of a client. */
  static final int SERVER = 1;

  /** Resource of {@link #SERVER} whose execution makes a client ask again. */
  static final int TRIGGER = 9;

  private static final Payload NOTHING = new Payload(ContentFormat.NONE, new byte[0]);
  private static final int SHORT_ID = 1;
  private static final int PSK = 0;

  /**
   * Without an update within it a client counts as gone; after a restart of ours it is the pause.
   */
  private static final int LIFETIME_SECONDS = 900;

  private final Conversation client;
  private final Account account;
  private final int format;

  Bootstrap(Conversation client, Account account, int format) {
    this.client = client;
    this.account = account;
    this.format = format;
  }

  /**
   * The format that a client wants to be written to in ({@code pct}); TLV where it does not say.
   *
   * @throws Invalid if that is none of the protocol's
   */
  static int format(Map<String, String> query) {
    String wanted = query.getOrDefault("pct", String.valueOf(Lwm2mProfile.TLV));
    return Contents.formats().stream()
        .filter(known -> wanted.equals(String.valueOf(known)))
        .findFirst()
        .orElseThrow(
            () ->
                new Invalid(
                    "unknown-format",
                    "Hearth writes TLV (11542), SenML CBOR (112) or JSON (110)."));
  }

  /**
   * @throws Problem if the client does not take it; then it asks again, with the key that it had
   */
  void run() {
    // What it had of other servers goes; its account here stays until it is written.
    var _ = client.delete("/0");
    var _ = client.delete("/" + SERVER);
    OptionalInt here = accountHere();
    int own = here.orElse(0) == 0 ? 1 : 0;
    require(write(new ObjectWriter(0, own, format), false));
    require(
        client.put(
            "/" + SERVER + "/0",
            new ObjectWriter(SERVER, 0, format)
                .number(0, SHORT_ID)
                .number(1, LIFETIME_SECONDS)
                .truth(6, true)
                .text(7, "U")
                .done()));
    if (here.isPresent()) {
      // Not all let it be changed; then the label is good for nothing, and pairing begins anew.
      var _ = write(new ObjectWriter(0, here.getAsInt(), format), true);
    }
    require(client.post("/bs", NOTHING));
  }

  private Answer write(ObjectWriter security, boolean bootstrap) {
    security
        .text(0, account.uri())
        .truth(1, bootstrap)
        .number(2, PSK)
        .data(3, account.name().getBytes(StandardCharsets.UTF_8))
        .data(4, new byte[0])
        .data(5, account.key().octets());
    if (!bootstrap) {
      security.number(10, SHORT_ID);
    }
    return client.put(security.path(), security.done());
  }

  /** Its account with the server that it asks now, by Bootstrap-Discover: the one that is left. */
  private OptionalInt accountHere() {
    Answer answer = client.get("/0", ContentFormat.LINK_FORMAT);
    if (!answer.ok()) {
      return OptionalInt.empty();
    }
    List<CoreLink> left = LinkFormat.read(answer.payload().bytes());
    return Instance.in(left).stream()
        .filter(instance -> instance.object() == 0)
        .mapToInt(Instance::instance)
        .findFirst();
  }

  private static void require(Answer answer) {
    if (!answer.ok()) {
      throw new Unavailable(
          Unavailable.Who.DEVICE,
          "no-bootstrap",
          "It asked for a key of its own and did not take it (" + answer.dotted() + ").");
    }
  }
}
