package org.hearthhub.app.compose;

import java.security.SecureRandom;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordStore;

/**
 * The permanent name of a hub, {@code hearth-xxxx.local}: random, given once, never changed,
 * because passkeys, certificates and apps hold on to it.
 */
final class HubName {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 4;

  /** Which setting a record is; numbers are for ever. */
  private static final int SETTING = 1;

  private static final int VALUE = 2;
  private static final String NAME = "hub-name";

  private HubName() {}

  /** The name that the store holds; given now if it has none. */
  static String of(RecordStore records) {
    return records.all(Collection.SETTING).stream()
        .map(RecordStore.Stored::fields)
        .filter(fields -> fields.text(SETTING).filter(NAME::equals).isPresent())
        .flatMap(fields -> fields.text(VALUE).stream())
        .findFirst()
        .orElseGet(() -> give(records));
  }

  private static String give(RecordStore records) {
    SecureRandom random = new SecureRandom();
    StringBuilder name = new StringBuilder("hearth-");
    for (int i = 0; i < LENGTH; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    name.append(".local");
    records.add(
        Collection.SETTING, Fields.write().text(SETTING, NAME).text(VALUE, name.toString()));
    return name.toString();
  }
}
