package org.hearthhub.adapter.coap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.observe.NotificationListener;

/** Brings each notification to its watch, by token. One for all endpoints. Thread-safe. */
final class Observed implements NotificationListener {
  private final Map<Token, Watch> watches = new ConcurrentHashMap<>();
  private final Supplier<Token> tokens;

  Observed(Supplier<Token> tokens) {
    this.tokens = tokens;
  }

  Token newToken() {
    return tokens.get();
  }

  void add(Watch watch) {
    watches.put(watch.token(), watch);
  }

  void remove(Watch watch) {
    watches.remove(watch.token());
  }

  @Override
  public void onNotification(Request request, Response response) {
    Watch watch = watches.get(request.getToken());
    if (watch != null) {
      watch.notified(response);
    }
  }
}
