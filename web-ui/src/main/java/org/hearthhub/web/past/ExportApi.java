package org.hearthhub.web.past;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.history.Export;
import org.hearthhub.history.SeriesName;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.EventAffordance;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.door.Streaming;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.wot.KnownThings;
import org.jspecify.annotations.Nullable;

/** Readings as they were, for other programs; sent while they are read. Thread-safe. */
public final class ExportApi {
  private static final int MOST_SERIES = 100;

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;
  private final InstantSource clock;

  public ExportApi(Hub hub, Callers callers, InstantSource clock) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
    this.clock = clock;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/export", this::export);
  }

  private void export(Context context) {
    Actor actor = callers.actor(context);
    Export.Format format = format(context);
    Instant to = Query.time(context, "to").orElseGet(clock::instant);
    Instant from = Query.time(context, "from").orElse(Instant.EPOCH);
    if (from.isAfter(to)) {
      throw new Invalid("bad-span", "'from' has to be earlier than 'to'.");
    }
    Export export =
        new Export(
            series(actor, context.queryParams("series")),
            from,
            to,
            format,
            hub.home().timeZone(),
            this::about);
    String extension = format == Export.Format.CSV ? "csv" : "jsonl";
    context.contentType(
        format == Export.Format.CSV ? "text/csv; charset=utf-8" : "application/jsonl");
    context.header(
        "Content-Disposition", "attachment; filename=\"hearth-export." + extension + "\"");
    context.header("Cache-Control", "no-store");
    Streaming.send(context, out -> hub.history().export(export, out));
  }

  private static Export.Format format(Context context) {
    @Nullable String text = context.queryParam("format");
    return switch (text) {
      case null -> Export.Format.CSV;
      case "csv" -> Export.Format.CSV;
      case "jsonl" -> Export.Format.JSON_LINES;
      default -> throw new Invalid("bad-format", "'format' has to be csv or jsonl.");
    };
  }

  /** What was asked for, or everything that the caller may see. */
  private List<SeriesName> series(Actor actor, List<String> asked) {
    if (asked.size() > MOST_SERIES) {
      throw new Invalid(
          "bad-series", "Name at most %d series, or none for all.".formatted(MOST_SERIES));
    }
    List<SeriesName> series = new ArrayList<>();
    if (asked.isEmpty()) {
      for (Device device : hub.devices().all()) {
        if (hub.policy().allows(actor, new Right.Read(device.id()))) {
          series.addAll(hub.history().series(device.id()));
        }
      }
    }
    for (String text : asked) {
      SeriesText named = SeriesText.of(text);
      Device device = things.readable(actor, named.device().toString());
      named
          .property()
          .ifPresentOrElse(
              property -> series.add(new SeriesName(device.id(), property)),
              () -> series.addAll(hub.history().series(device.id())));
    }
    return series;
  }

  private static Optional<DataSchema> schema(ThingDescription thing, SeriesName series) {
    return series.isEvent()
        ? Optional.ofNullable(thing.events().get(series.name())).flatMap(EventAffordance::data)
        : thing.property(series.name()).map(PropertyAffordance::schema);
  }

  private Export.About about(SeriesName series) {
    var device = hub.devices().find(series.device());
    return new Export.About(
        series.device().toString(),
        device.map(Device::title).orElse(""),
        device.flatMap(each -> schema(each.description(), series)).flatMap(DataSchema::unit));
  }
}
