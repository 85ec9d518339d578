package org.hearthhub.web.vault;

import io.nayuki.qrcodegen.QrCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.hearthhub.Hub;
import org.hearthhub.vault.KeySlot;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.StoreNotice;
import org.hearthhub.vault.Tier;
import org.hearthhub.web.door.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of the store's state and of what opens it. */
public final class VaultJson {
  /** Worth knowing, with nothing to be done about it. */
  private static final Set<String> TOLD_ONLY =
      Set.of("power-cut", "clock-right", "clock-was-ahead");

  private VaultJson() {}

  /** What somebody who is not signed in may know. */
  static ObjectNode forStrangers(String state) {
    ObjectNode node = Json.object().put("state", state);
    node.putArray("opensWith").add("passphrase").add("recovery-code");
    return node;
  }

  /** The state of an open store, alike in answers and in the event stream. */
  public static ObjectNode state(Hub hub) {
    boolean open = hub.vault().isOpen(Tier.HISTORY);
    ObjectNode node =
        forStrangers(word(hub))
            .put("since", hub.vault().since().toString())
            .put("autoUnlock", hub.keys().autoUnlock().word());
    ArrayNode notices = node.putArray("notices");
    for (StoreNotice notice : hub.vault().notices()) {
      notices
          .addObject()
          .put("code", notice.code())
          .put("sentence", notice.sentence())
          .put("needsYou", !TOLD_ONLY.contains(notice.code()));
    }
    if (open) {
      return node.putNull("waiting");
    }
    node.putObject("waiting").put("readings", hub.history().waiting());
    return node;
  }

  static String word(Hub hub) {
    return hub.vault().isOpen(Tier.HISTORY) ? "open" : "past-locked";
  }

  static ObjectNode key(KeySlot slot) {
    ObjectNode node =
        Json.object()
            .put("id", Long.toString(slot.id()))
            .put("kind", slot.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("label", slot.label());
    ArrayNode opens = node.putArray("opens");
    for (Tier tier : Tier.values()) {
      if (slot.tiers().contains(tier)) {
        opens.add(tier.name().toLowerCase(Locale.ROOT));
      }
    }
    slot.made().ifPresent(time -> node.put("made", time.toString()));
    node.put("proven", slot.proven());
    slot.person().ifPresent(person -> node.put("person", person.toString()));
    return node.put("removable", slot.removable());
  }

  /** The one time that a recovery code is shown. */
  static ObjectNode recoveryCode(RecoveryCode code) {
    char[] text = code.text();
    try {
      String shown = new String(text);
      return Json.object().put("code", shown).put("qr", svg(shown));
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  /** A QR code with the quiet zone of four modules that ISO/IEC 18004 asks for. */
  private static String svg(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int side = code.size + 8;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + 4).append(',').append(y + 4).append("h1v1h-1z");
        }
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">"
            .formatted(side, side)
        + "<path d=\"M0,0h%dv%dh-%dz\" fill=\"#fff\"/><path d=\"%s\" fill=\"#000\"/></svg>"
            .formatted(side, side, side, path);
  }
}
