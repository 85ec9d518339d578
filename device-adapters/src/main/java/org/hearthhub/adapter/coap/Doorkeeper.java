package org.hearthhub.adapter.coap;

import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;

/**
 * Lets requests in, or drops them before anything is answered: only from the home's own network;
 * and from multicast only the question who is there, since an error must not be answered to a group
 * (RFC 7252 section 8.2). Thread-safe.
 */
final class Doorkeeper extends MessageInterceptorAdapter {
  private final HomeNetwork home;

  Doorkeeper(HomeNetwork home) {
    this.home = home;
  }

  @Override
  public void receiveRequest(Request request) {
    boolean atHome = home.contains(request.getSourceContext().getPeerAddress().getAddress());
    if (atHome && (!request.isMulticast() || isWhoIsThere(request))) {
      request.setMaxResourceBodySize(Wire.MAX_TAKEN);
    } else {
      request.setCanceled(true);
    }
  }

  private static boolean isWhoIsThere(Request request) {
    return request.getCode() == CoAP.Code.GET
        && request.getOptions().getUriPathString().equals(".well-known/core");
  }
}
