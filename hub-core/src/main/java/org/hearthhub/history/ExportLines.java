package org.hearthhub.history;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.hearthhub.thing.Value;

/**
 * One line for each reading: {@code time, device, title, property, unit, value}; and for each time
 * that an event happened, where the property is {@code events/NAME}, or in JSON an {@code event}. A
 * text that a spreadsheet would take for a formula gets an apostrophe in front, in CSV only.
 */
final class ExportLines {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
  private static final String FORMULA = "=+-@\t\r\n";

  private final Export export;
  private final Writer out;

  ExportLines(Export export, Writer out) {
    this.export = export;
    this.out = out;
  }

  void heading() throws IOException {
    if (export.format() == Export.Format.CSV) {
      out.write("time,device,title,property,unit,value\r\n");
    }
  }

  void line(SeriesName name, Export.About about, Samples samples, int index) throws IOException {
    String time = TIME.format(Instant.ofEpochMilli(samples.time(index)).atZone(export.zone()));
    Value value = samples.value(index);
    String unit = about.unit().orElse("");
    switch (export.format()) {
      case CSV -> {
        out.write(time);
        cell(about.device());
        cell(about.title());
        cell((name.isEvent() ? "events/" : "") + name.name().text());
        cell(unit);
        out.write(',');
        out.write(csv(value));
        out.write("\r\n");
      }
      case JSON_LINES -> {
        out.write("{\"time\":\"" + time + "\",\"device\":");
        out.write(json(about.device()));
        out.write(",\"title\":" + json(about.title()));
        out.write((name.isEvent() ? ",\"event\":" : ",\"property\":") + json(name.name().text()));
        out.write(",\"unit\":" + (unit.isEmpty() ? "null" : json(unit)));
        out.write(",\"value\":" + json(value));
        out.write(quality(TimeQuality.of(samples.flags(index))) + "}\n");
      }
    }
  }

  private static String quality(TimeQuality quality) {
    return switch (quality) {
      case SURE -> "";
      case ASSUMED -> ",\"quality\":\"assumed\"";
      case CORRECTED -> ",\"quality\":\"corrected\"";
    };
  }

  private void cell(String text) throws IOException {
    out.write(',');
    out.write(csv(text));
  }

  private static String csv(Value value) {
    return switch (value) {
      case Value.Num(double number) -> number(number);
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Value.Text(String text) -> csv(text);
      case Value.Structure(String json) -> csv(json);
    };
  }

  private static String csv(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** As it was, without a needless fraction. */
  private static String number(double number) {
    long whole = (long) number;
    return whole == number && Math.abs(number) < 1e15 && (whole != 0 || 1 / number > 0)
        ? Long.toString(whole)
        : Double.toString(number);
  }

  private static String json(Value value) {
    return switch (value) {
      case Value.Num(double number) -> number(number);
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Value.Text(String text) -> json(text);
      case Value.Structure(String json) -> json;
    };
  }

  private static String json(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          // Half a pair of surrogates is no character, and UTF-8 cannot write it.
          if (c < 0x20 || c == 0x2028 || c == 0x2029 || isLone(text, i)) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isLone(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }
}
