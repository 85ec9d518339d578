package org.hearthhub.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/** The keys and logins of all adapters' devices, as sealed records. Thread-safe. */
public final class CredentialStore {
  private static final int MOST = 4_096;

  /**
   * Under whom logins are kept: no adapter has that name, so none takes a password for a key with
   * which somebody proves who it is.
   */
  private static final String LOGINS = "login of a device";

  private static final int ADAPTER = 1;
  private static final int PEER = 2;
  private static final int NAME = 3;
  private static final int KEY = 4;
  private static final int MADE = 5;
  private static final int PROVEN = 6;

  private final RecordStore records;

  /** Read without a lock in each handshake; changed under the lock of this object. */
  private final List<Kept> all = new CopyOnWriteArrayList<>();

  private record Kept(RecordId record, String adapter, Credential credential) {
    boolean isOf(String other, String peer) {
      return adapter.equals(other) && credential.peer().equals(peer);
    }
  }

  /** Reads what the vault holds. */
  public CredentialStore(RecordStore records) {
    this.records = records;
    for (RecordStore.Stored stored : records.all(Collection.CREDENTIAL)) {
      read(stored).ifPresent(all::add);
    }
  }

  /** Those of one adapter's devices. */
  Credentials of(String adapter) {
    return new OfOneAdapter(adapter);
  }

  /** The user and the password of a device, where they are kept. */
  Optional<DeviceLogin> login(DeviceId device) {
    for (Kept kept : all) {
      if (kept.isOf(LOGINS, device.toString())) {
        return Optional.of(new DeviceLogin(kept.credential().name(), kept.credential().key()));
      }
    }
    return Optional.empty();
  }

  /** Keeps them in the place of those before. */
  synchronized void keepLogin(DeviceId device, DeviceLogin login, Instant now) {
    String holder = device.toString();
    keep(LOGINS, new Credential(holder, login.user(), login.password(), now, true));
    remove(kept -> kept.isOf(LOGINS, holder) && !kept.credential().name().equals(login.user()));
  }

  /** Whether there were any. */
  synchronized boolean forgetLogin(DeviceId device) {
    boolean known = login(device).isPresent();
    remove(kept -> kept.isOf(LOGINS, device.toString()));
    return known;
  }

  private synchronized void keep(String adapter, Credential credential) {
    Fields.Writer fields = write(adapter, credential);
    for (int i = 0; i < all.size(); i++) {
      Kept kept = all.get(i);
      if (kept.isOf(adapter, credential.peer())
          && kept.credential().name().equals(credential.name())) {
        records.replace(Collection.CREDENTIAL, kept.record(), fields);
        all.set(i, new Kept(kept.record(), adapter, credential));
        return;
      }
    }
    if (all.size() >= MOST) {
      throw TooMuch.large(
          "too-many-keys", "At most 4,096 keys of devices are kept; forget some first.");
    }
    all.add(new Kept(records.add(Collection.CREDENTIAL, fields), adapter, credential));
  }

  private synchronized void proven(String adapter, Credential credential) {
    Optional<Kept> worked =
        all.stream()
            .filter(kept -> kept.adapter().equals(adapter) && kept.credential().equals(credential))
            .findFirst();
    if (worked.isEmpty() || credential.proven()) {
      return;
    }
    keep(adapter, credential.asProven());
    remove(
        kept ->
            kept.isOf(adapter, credential.peer())
                && !kept.credential().name().equals(credential.name())
                && !kept.credential().made().isAfter(credential.made()));
  }

  private synchronized void remove(Predicate<Kept> unwanted) {
    for (Kept kept : List.copyOf(all)) {
      if (unwanted.test(kept)) {
        records.remove(Collection.CREDENTIAL, kept.record());
        all.remove(kept);
      }
    }
  }

  private static Fields.Writer write(String adapter, Credential credential) {
    return Fields.write()
        .text(ADAPTER, adapter)
        .text(PEER, credential.peer())
        .text(NAME, credential.name())
        .bytes(KEY, credential.key().octets())
        .number(MADE, credential.made().toEpochMilli())
        .number(PROVEN, credential.proven() ? 1 : 0);
  }

  private static Optional<Kept> read(RecordStore.Stored stored) {
    Fields fields = stored.fields();
    Optional<String> adapter = fields.text(ADAPTER);
    Optional<String> peer = fields.text(PEER);
    Optional<String> name = fields.text(NAME);
    Optional<byte[]> key = fields.bytes(KEY);
    if (adapter.isEmpty() || peer.isEmpty() || name.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Kept(
            stored.id(),
            adapter.get(),
            new Credential(
                peer.get(),
                name.get(),
                new PreSharedKey(key.get()),
                Instant.ofEpochMilli(fields.number(MADE).orElse(0L)),
                fields.number(PROVEN).orElse(0L) == 1)));
  }

  /** What one adapter may see. */
  private final class OfOneAdapter implements Credentials {
    private final String adapter;

    OfOneAdapter(String adapter) {
      this.adapter = adapter;
    }

    @Override
    public List<Credential> of(String peer) {
      return those(credential -> credential.peer().equals(peer));
    }

    @Override
    public List<Credential> named(String name) {
      return those(credential -> credential.name().equals(name));
    }

    @Override
    public List<Credential> all() {
      return those(_ -> true);
    }

    private List<Credential> those(Predicate<Credential> wanted) {
      List<Credential> those = new ArrayList<>();
      for (Kept kept : all) {
        if (kept.adapter().equals(adapter) && wanted.test(kept.credential())) {
          those.add(kept.credential());
        }
      }
      those.sort(Comparator.comparing(Credential::made).reversed());
      return List.copyOf(those);
    }

    @Override
    public void keep(Credential credential) {
      CredentialStore.this.keep(adapter, credential);
    }

    @Override
    public void proven(Credential credential) {
      CredentialStore.this.proven(adapter, credential);
    }

    @Override
    public void forget(String peer) {
      remove(kept -> kept.isOf(adapter, peer));
    }
  }
}
