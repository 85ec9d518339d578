package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.hearthhub.adapter.coap.format.Payload;

/**
 * Takes what devices announce without being asked: messages of code 0.30 to everybody or to us, and
 * answers to no question. They are taken out of the way before anything would answer them.
 * Thread-safe; never blocks.
 */
final class Announcements extends MessageInterceptorAdapter {
  private final HomeNetwork home;
  private final List<CoapProfile> profiles;
  private final Attachments attachments;
  private final Lookout lookout;

  Announcements(
      HomeNetwork home, List<CoapProfile> profiles, Attachments attachments, Lookout lookout) {
    this.home = home;
    this.profiles = profiles;
    this.attachments = attachments;
    this.lookout = lookout;
  }

  @Override
  public void receiveRequest(Request request) {
    if (request.getCode() == CoAP.Code.CUSTOM_30) {
      request.setCanceled(true);
      take(request);
    }
  }

  /**
   * What we asked for comes with a token or an acknowledgement; else it answers nothing of ours.
   */
  @Override
  public void receiveResponse(Response response) {
    if (response.hasEmptyToken()
        && response.getType() != CoAP.Type.ACK
        && !response.getOptions().getOthers().isEmpty()) {
      response.setCanceled(true);
      take(response);
    }
  }

  private void take(Message message) {
    if (!home.contains(message.getSourceContext().getPeerAddress().getAddress())) {
      return;
    }
    Map<Integer, byte[]> options = Vendor.options(message);
    Overheard overheard =
        new Overheard(
            options, new Payload(message.getOptions().getContentFormat(), message.getPayload()));
    HomeAddress from = HomeAddress.of(message.getSourceContext().getPeerAddress());
    for (CoapProfile profile : profiles) {
      Optional<Announcement> announced = profile.hear(overheard);
      if (announced.isPresent()) {
        heard(announced.get(), from);
        return;
      }
    }
  }

  private void heard(Announcement announced, HomeAddress from) {
    Optional<Attachment> device = attachments.find(announced.identity());
    if (device.isEmpty()) {
      lookout.announced(from, announced);
    } else if (!device.get().announced(announced, from)) {
      lookout.claimed(from, announced);
    }
  }
}
