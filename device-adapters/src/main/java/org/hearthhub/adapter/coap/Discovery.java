package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.LinkFormat;
import org.hearthhub.problem.Problem;

/**
 * Calls everybody on the link for {@code /.well-known/core} (RFC 7252 section 8, RFC 6690 section
 * 1.2.1): at start, soon again, then ever more rarely. Answers are taken for as long as Californium
 * keeps the request, which is longer than any leisure. Thread-safe.
 */
final class Discovery {

  private final Endpoints endpoints;
  private final Lookout lookout;
  private final ProtocolStage stage;
  private final CoapSettings.Pace pace;
  private final Pacer pacer;
  private final Attachments attachments;
  private final Turnstile turnstile;

  Discovery(
      Endpoints endpoints,
      Lookout lookout,
      ProtocolStage stage,
      CoapSettings.Pace pace,
      Pacer pacer,
      Attachments attachments,
      Turnstile turnstile) {
    this.endpoints = endpoints;
    this.lookout = lookout;
    this.stage = stage;
    this.pace = pace;
    this.pacer = pacer;
    this.attachments = attachments;
    this.turnstile = turnstile;
  }

  void start() {
    call(pace.firstLook());
    stage.every(pace.firstLook(), this::follow);
  }

  /**
   * Where an address came or went, who was observed through it is not any longer, and who is near
   * it was never called.
   */
  private void follow() {
    if (endpoints.follow()) {
      endpoints.all().forEach(this::callNear);
      for (Attachment device : attachments.all()) {
        device.renewIn(turnstile.turn(device.link().feeds().size()));
      }
    }
  }

  private void call(Duration pause) {
    endpoints.all().forEach(this::callNear);
    Duration doubled = pause.multipliedBy(2);
    Duration next = doubled.compareTo(pace.lastLook()) < 0 ? doubled : pace.lastLook();
    try {
      var _ = stage.schedule(() -> call(next), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // That was the last call.
    }
  }

  private void callNear(Endpoints.Local local) {
    endpoints
        .everybodyNear(local)
        .ifPresent(
            everybody -> {
              Request request = new Request(CoAP.Code.GET, CoAP.Type.NON);
              request.setDestinationContext(new UdpEndpointContext(everybody));
              request.getOptions().addUriPath(".well-known").addUriPath("core");
              request.getOptions().setAccept(ContentFormat.LINK_FORMAT);
              request.addMessageObserver(
                  new MessageObserverAdapter() {
                    @Override
                    public void onResponse(Response response) {
                      answered(response);
                    }
                  });
              pacer.goAhead();
              local.endpoint().sendRequest(request);
            });
  }

  private void answered(Response response) {
    HomeAddress at = HomeAddress.of(response.getSourceContext().getPeerAddress());
    if (!endpoints.isOurs(at)) {
      lookout.heardFrom(at, links(response));
    }
  }

  /** What it lists, if that came whole and can be read; otherwise it will be asked. */
  private static List<CoreLink> links(Response response) {
    boolean whole =
        response.isSuccess()
            && !(response.getOptions().hasBlock2() && response.getOptions().getBlock2().isM());
    try {
      return whole ? LinkFormat.read(response.getPayload()) : List.of();
    } catch (Problem rubbish) {
      return List.of();
    }
  }
}
