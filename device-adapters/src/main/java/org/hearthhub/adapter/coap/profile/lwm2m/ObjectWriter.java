package org.hearthhub.adapter.coap.profile.lwm2m;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.SenmlWriter;
import org.hearthhub.adapter.coap.format.Tlv;
import org.hearthhub.thing.Value;

/** Writes an instance of an object, resource by resource, in the format a client wants. */
final class ObjectWriter {
  private final String path;
  private final int format;
  private final ByteArrayOutputStream tlv = new ByteArrayOutputStream();
  private final List<SenmlRecord> records = new ArrayList<>();
  private final Set<String> data = new HashSet<>();

  /**
   * @param format TLV or one of SenML
   */
  ObjectWriter(int object, int instance, int format) {
    this.path = "/" + object + "/" + instance;
    this.format = format;
  }

  String path() {
    return path;
  }

  ObjectWriter text(int resource, String text) {
    return add(resource, Tlv.text(text), Value.of(text));
  }

  ObjectWriter number(int resource, long number) {
    return add(resource, Tlv.integer(number), Value.of((double) number));
  }

  ObjectWriter truth(int resource, boolean truth) {
    return add(resource, Tlv.truth(truth), Value.of(truth));
  }

  ObjectWriter data(int resource, byte[] octets) {
    data.add(name(resource));
    return add(
        resource, octets, Value.of(Base64.getUrlEncoder().withoutPadding().encodeToString(octets)));
  }

  private ObjectWriter add(int resource, byte[] octets, Value value) {
    tlv.writeBytes(Tlv.resource(resource, octets));
    records.add(SenmlRecord.of(name(resource), value));
    return this;
  }

  private String name(int resource) {
    return path + "/" + resource;
  }

  Payload done() {
    return new Payload(
        format,
        format == Lwm2mProfile.TLV ? tlv.toByteArray() : SenmlWriter.write(records, data, format));
  }
}
