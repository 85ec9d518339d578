package org.hearthhub.adapter.coap.profile.lwm2m;

import java.util.List;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.SenmlWriter;
import org.hearthhub.adapter.coap.format.Tlv;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.Value;

/** The data types of LwM2M resources that stand in homes (TS Core 1.1.1, appendix C). */
enum ResourceType {
  INTEGER(DataType.NUMBER) {
    @Override
    Value read(Tlv.Entry entry) {
      return entry.integer();
    }

    @Override
    byte[] tlv(Value value) {
      return Tlv.integer(Math.round(number(value)));
    }
  },
  FLOAT(DataType.NUMBER) {
    @Override
    Value read(Tlv.Entry entry) {
      return entry.decimal();
    }

    @Override
    byte[] tlv(Value value) {
      return Tlv.decimal(number(value));
    }
  },
  BOOLEAN(DataType.BOOLEAN) {
    @Override
    Value read(Tlv.Entry entry) {
      return entry.truth();
    }

    @Override
    byte[] tlv(Value value) {
      return Tlv.truth(truth(value));
    }
  },
  STRING(DataType.STRING) {
    @Override
    Value read(Tlv.Entry entry) {
      return entry.text();
    }

    @Override
    byte[] tlv(Value value) {
      if (value instanceof Value.Text(String text)) {
        return Tlv.text(text);
      }
      throw unfit("a text");
    }
  };

  private final DataType data;

  ResourceType(DataType data) {
    this.data = data;
  }

  DataType data() {
    return data;
  }

  abstract Value read(Tlv.Entry entry);

  abstract byte[] tlv(Value value);

  /** What is sent to write the resource, in the format that the device itself uses. */
  Payload write(String path, Value value, int format) {
    return switch (format) {
      case Lwm2mProfile.TLV ->
          new Payload(
              format,
              Tlv.resource(
                  Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)), tlv(value)));
      case ContentFormat.SENML_JSON, ContentFormat.SENML_CBOR ->
          new Payload(
              format, SenmlWriter.write(List.of(SenmlRecord.of(path, exact(value))), format));
      default ->
          // Plain text has 1 and 0 where JSON has true and false (TS Core 1.1.1 section 7.4.1).
          Values.write(
              this == BOOLEAN ? Value.of(truth(value) ? 1.0 : 0.0) : exact(value),
              ContentFormat.TEXT);
    };
  }

  private Value exact(Value value) {
    return this == INTEGER ? Value.of((double) Math.round(number(value))) : value;
  }

  private static double number(Value value) {
    if (value instanceof Value.Num(double number)) {
      return number;
    }
    throw unfit("a number");
  }

  private static boolean truth(Value value) {
    if (value instanceof Value.Bool(boolean truth)) {
      return truth;
    }
    throw unfit("on or off");
  }

  private static Invalid unfit(String wanted) {
    return new Invalid("wrong-type", "This can be set to " + wanted + " only.");
  }
}
