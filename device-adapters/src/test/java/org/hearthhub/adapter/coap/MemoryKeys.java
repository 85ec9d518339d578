package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hearthhub.device.Credential;
import org.hearthhub.device.Credentials;

/** Keys that are kept nowhere but in memory. */
public final class MemoryKeys implements Credentials {
  private final List<Credential> all = new CopyOnWriteArrayList<>();

  @Override
  public List<Credential> of(String peer) {
    return all.stream().filter(one -> one.peer().equals(peer)).toList().reversed();
  }

  @Override
  public List<Credential> named(String name) {
    return all.stream().filter(one -> one.name().equals(name)).toList().reversed();
  }

  @Override
  public List<Credential> all() {
    return List.copyOf(all).reversed();
  }

  @Override
  public void keep(Credential credential) {
    all.removeIf(
        one -> one.peer().equals(credential.peer()) && one.name().equals(credential.name()));
    all.add(credential);
  }

  @Override
  public void proven(Credential credential) {
    if (!credential.proven() && all.contains(credential)) {
      forget(credential.peer());
      all.add(credential.asProven());
    }
  }

  @Override
  public void forget(String peer) {
    all.removeIf(one -> one.peer().equals(peer));
  }
}
