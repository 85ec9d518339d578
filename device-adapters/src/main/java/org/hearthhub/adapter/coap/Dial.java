package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hearthhub.device.Credential;

/**
 * A call to a peer under way or made: with which of its credentials, in turn, until one works.
 * Thread-safe.
 */
final class Dial {
  /** What came of a handshake that we began. */
  enum Outcome {
    PROVEN,
    /** It is there, and does not agree to the key or the name. */
    DISAGREED,
    SILENT
  }

  private final String peer;
  private final List<Credential> credentials;
  private final CompletableFuture<Outcome> first = new CompletableFuture<>();
  private volatile boolean answered;
  private volatile boolean awaited;
  private int turn;

  /**
   * @param credentials at least one, the likeliest first
   */
  Dial(String peer, List<Credential> credentials) {
    this.peer = peer;
    this.credentials = List.copyOf(credentials);
  }

  /** Somebody waits for what comes of it: nobody else is called there meanwhile. */
  Dial awaited() {
    awaited = true;
    return this;
  }

  void letGo() {
    awaited = false;
  }

  boolean isAwaited() {
    return awaited;
  }

  String peer() {
    return peer;
  }

  synchronized Credential present() {
    return credentials.get(turn % credentials.size());
  }

  /** We called and were answered: the session, if there will be one, is of our making. */
  void answered() {
    answered = true;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Somebody proved to have a key. */
  void proven(Credential credential) {
    if (credentials.contains(credential)) {
      ended(Outcome.PROVEN);
    }
  }

  synchronized void ended(Outcome outcome) {
    if (outcome == Outcome.DISAGREED) {
      turn++;
    }
    first.complete(outcome);
  }

  /** What came of the first handshake. */
  CompletableFuture<Outcome> first() {
    return first;
  }
}
