package org.hearthhub.vault;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.history.History;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PersonId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever steals the folder learns no name, no value, no time and no identity from its bytes. */
class PlaintextTest {
  private static final String TITLE = "TitleMarkerQuokka";
  private static final String ROOM = "RoomMarkerWombat";
  private static final String PROPERTY = "property-marker-numbat";
  private static final String TEXT = "ValueMarkerBilby";
  private static final String STRUCTURE = "{\"marker\":\"StructureDunnart\"}";
  private static final String PERSON = "PersonMarkerPotoroo";
  private static final String REASON = "ReasonMarkerBettong";
  private static final String PASSPHRASE = "PassphraseMarkerKowari";
  private static final String LABEL = "KeyLabelMarkerNumbat";
  private static final double NUMBER = 13477.4375;
  private static final Instant TIME = Instant.parse("2031-07-19T03:14:15.926Z");

  @TempDir Path temp;
  private final DeviceId device = DeviceId.random();
  private final PersonId person = PersonId.random();

  @Test
  void markers_of_every_kind_are_nowhere_in_the_folder() throws IOException {
    Path folder = temp.resolve("data");
    Unlock keyFile = new Unlock.KeyFile(temp.resolve("key"));
    try (Vault vault = Vault.create(folder, keyFile)) {
      vault
          .slots()
          .add(new Unlock.Passphrase(PASSPHRASE.toCharArray()), EnumSet.allOf(Tier.class), LABEL);
      try (History history = new History(vault, new SteppedClock())) {
        plant(vault, history);
        assertNoMarkers(folder); // the WALs are full now
      }
      assertNoMarkers(folder); // readings are in chunks now
    }
    assertNoMarkers(folder); // and the WALs are in the files
    try (Vault vault = Vault.open(folder, new Unlock.Passphrase(PASSPHRASE.toCharArray()));
        History history = new History(vault, new SteppedClock())) {
      assertThat(vault.records().all(Collection.DEVICE).getFirst().fields().text(1))
          .contains(TITLE);
      assertThat(history.last(device)).hasSize(3);
    }
  }

  private void plant(Vault vault, History history) {
    vault.records().add(Collection.DEVICE, Fields.write().text(1, TITLE).uuid(2, device.uuid()));
    RecordId gone = vault.records().add(Collection.ROOM, Fields.write().text(1, ROOM));
    vault.records().replace(Collection.ROOM, gone, Fields.write().text(1, ROOM + ROOM));
    vault.records().remove(Collection.ROOM, gone);
    List<Reading> readings = new ArrayList<>();
    IntStream.range(0, 600)
        .forEach(
            i -> {
              Instant time = TIME.plusMillis(i);
              readings.add(new Reading(AffordanceName.of(PROPERTY), Value.of(NUMBER), time));
              readings.add(new Reading(AffordanceName.of("mode"), Value.of(TEXT + i), time));
              readings.add(
                  new Reading(
                      AffordanceName.of("state"),
                      new Value.Structure(STRUCTURE),
                      time,
                      Optional.of(time)));
            });
    history.appendNow(device, readings).toCompletableFuture().orTimeout(30, SECONDS).join();
    new Audit(vault, new EventBus(), () -> TIME)
        .write(
            AuditEntry.draft(
                    new Actor.Person(person),
                    PERSON,
                    AuditEntry.Action.WRITE_PROPERTY,
                    AuditEntry.Outcome.DONE)
                .about(device, TITLE)
                .changing(
                    AffordanceName.of(PROPERTY),
                    Optional.of(Value.of(NUMBER)),
                    Optional.of(Value.of(TEXT)))
                .because(REASON));
  }

  private void assertNoMarkers(Path folder) throws IOException {
    Map<String, byte[]> markers = markers();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        markers.forEach(
            (name, marker) ->
                assertThat(contains(bytes, marker))
                    .as("%s in %s", name, file.getFileName())
                    .isFalse());
      }
    }
  }

  private Map<String, byte[]> markers() throws IOException {
    Map<String, byte[]> markers = new LinkedHashMap<>();
    for (String text :
        List.of(
            TITLE, ROOM, PROPERTY, TEXT, "StructureDunnart", PERSON, REASON, PASSPHRASE, LABEL)) {
      for (Charset charset :
          List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        addForms(markers, text + " " + charset, text.getBytes(charset));
      }
    }
    addForms(markers, "device as text", device.toString().getBytes(StandardCharsets.UTF_8));
    addForms(
        markers,
        "device",
        ByteBuffer.allocate(16)
            .putLong(device.uuid().getMostSignificantBits())
            .putLong(device.uuid().getLeastSignificantBits())
            .array());
    addForms(
        markers,
        "person",
        ByteBuffer.allocate(16)
            .putLong(person.uuid().getMostSignificantBits())
            .putLong(person.uuid().getLeastSignificantBits())
            .array());
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      markers.put("number " + order, ByteBuffer.allocate(8).order(order).putDouble(NUMBER).array());
      markers.put(
          "time " + order,
          ByteBuffer.allocate(8).order(order).putLong(TIME.toEpochMilli()).array());
    }
    addForms(markers, "number as text", "13477.4375".getBytes(StandardCharsets.UTF_8));
    addForms(markers, "key file", Files.readAllBytes(temp.resolve("key")));
    return markers;
  }

  private static void addForms(Map<String, byte[]> markers, String name, byte[] marker) {
    markers.put(name, marker);
    HexFormat hex = HexFormat.of();
    markers.put(name + " hex", ascii(hex.formatHex(marker)));
    markers.put(name + " HEX", ascii(hex.withUpperCase().formatHex(marker)));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[marker.length + shift];
      System.arraycopy(marker, 0, shifted, shift, marker.length);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // Without the ends, which depend on what stands beside the marker.
      markers.put(
          name + " base64 " + shift, ascii(base64.substring(shift + 1, base64.length() - 1)));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void the_search_finds_what_is_in_clear() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("clear"));
    Files.write(temp.resolve("key"), new byte[32]);
    Map<String, byte[]> forms = new LinkedHashMap<>();
    addForms(forms, "title", TITLE.getBytes(StandardCharsets.UTF_8));
    byte[] encoded =
        Base64.getEncoder().encode(("a" + TITLE + "b").getBytes(StandardCharsets.UTF_8));
    assertThat(contains(encoded, forms.getOrDefault("title base64 1", new byte[1]))).isTrue();
    Files.write(
        folder.resolve("file"), ("before" + ROOM + "after").getBytes(StandardCharsets.UTF_16LE));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> assertNoMarkers(folder))
        .isInstanceOf(AssertionError.class);
  }
}
