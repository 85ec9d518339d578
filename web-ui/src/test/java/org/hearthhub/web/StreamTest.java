package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.access.Role;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.web.EventStream.Event;
import org.hearthhub.web.stream.HomeStream.Bounds;
import org.hearthhub.web.stream.Places.Shares;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
  @TempDir Path folder;
  private TestHub home;
  private Browser owner;

  @BeforeEach
  void start() {
    home =
        new TestHub(
            folder,
            settings -> settings.withStream(new Bounds(Shares.USUAL, 100, Duration.ofMillis(200))));
    owner = home.owner();
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void a_stream_begins_with_hello() {
    try (EventStream stream = new EventStream(owner)) {
      assertThat(stream.response().headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(stream.response().headers().firstValue("Cache-Control")).contains("no-store");
      Event hello = stream.next();
      assertThat(hello.name()).isEqualTo("hello");
      assertThat(hello.json().path("version").stringValue()).isEqualTo("0.0.0-test");
      assertThat(hello.json().path("time").stringValue()).endsWith("Z");
    }
  }

  @Test
  void readings_arrive_in_order_with_growing_ids() {
    DeviceId lamp = home.lamp();
    try (EventStream stream = new EventStream(owner)) {
      stream.next("hello");
      for (int i = 0; i < 50; i++) {
        home.adapter.tell(lamp, "brightness", Value.of(i));
      }

      List<String> values = new ArrayList<>();
      long lastId = 0;
      while (values.size() < 50) {
        Event event = stream.next("readings");
        assertThat(event.json().path("device").stringValue()).isEqualTo(lamp.toString());
        assertThat(Long.parseLong(event.id())).isGreaterThan(lastId);
        lastId = Long.parseLong(event.id());
        event
            .json()
            .path("readings")
            .forEach(reading -> values.add(reading.path("value").toString()));
      }
      assertThat(values).startsWith("0", "1", "2").endsWith("48", "49").hasSize(50);
    }
  }

  @Test
  void every_page_gets_the_same() {
    DeviceId lamp = home.lamp();
    try (EventStream one = new EventStream(owner);
        EventStream two = new EventStream(owner)) {
      one.next("hello");
      two.next("hello");
      home.adapter.tell(lamp, "on", Value.of(true));

      assertThat(one.next("readings")).isEqualTo(two.next("readings"));
    }
  }

  @Test
  void what_happens_to_devices_rooms_and_inbox_is_told() {
    try (EventStream stream = new EventStream(owner)) {
      stream.next("hello");
      home.adapter.see("a", Samples.lamp("Desk Lamp"));
      Event seen = stream.next("inbox");
      assertThat(seen.json().path("title").stringValue()).isEqualTo("Desk Lamp");

      String id = seen.json().path("id").stringValue();
      String location =
          owner.post("/api/v1/inbox/" + id + "/accept", "{\"room\":\"Study\"}").header("Location");
      assertThat(stream.next("rooms").json().get(0).path("title").stringValue()).isEqualTo("Study");
      Event device = stream.next("device");
      assertThat(device.json().path("title").stringValue()).isEqualTo("Desk Lamp");
      assertThat(device.json().has("values")).isFalse();
      assertThat(stream.next("inbox-removed").json().path("id").stringValue()).isEqualTo(id);

      owner.delete(location.replace("/things/", "/api/v1/devices/"));
      assertThat("/things/" + stream.next("device-removed").json().path("id").stringValue())
          .isEqualTo(location);
    }
  }

  @Test
  void what_somebody_did_is_told() {
    DeviceId lamp = home.lamp();
    try (EventStream stream = new EventStream(owner)) {
      stream.next("hello");
      owner.put("/things/" + lamp + "/properties/on", "true");

      Event activity = stream.next("activity");
      assertThat(activity.json().path("action").stringValue()).isEqualTo("write-property");
      assertThat(activity.json().path("actor").path("name").stringValue()).isEqualTo("Anna");
    }
  }

  @Test
  void a_guest_gets_only_what_a_guest_may_see() {
    DeviceId lamp = home.lamp();
    try (EventStream stream = new EventStream(home.browserOf("Gast", Role.GUEST))) {
      stream.next("hello");
      home.adapter.see("a", Samples.lamp("Desk Lamp"));
      owner.post("/api/v1/rooms", "{\"title\":\"Attic\"}");
      home.adapter.tell(lamp, "on", Value.of(true));

      List<String> names = new ArrayList<>();
      Event event = stream.next();
      while (!event.name().equals("readings")) {
        names.add(event.name());
        event = stream.next();
      }
      assertThat(names).contains("rooms").doesNotContain("inbox", "activity");
    }
  }

  @Test
  void a_quiet_stream_shows_that_it_lives() {
    try (EventStream stream = new EventStream(owner)) {
      assertThat(stream.next("comment").data()).startsWith(":");
      assertThat(stream.next("comment").data()).startsWith(":");
    }
  }

  @Test
  void a_client_that_does_not_keep_up_is_told_of_the_gap_and_holds_nobody_up() throws Exception {
    DeviceId lamp = home.lamp();
    String token = home.hub.sessions().begin(home.hub.residents().all().getFirst()).token();
    try (Socket slow = slowReader(token);
        EventStream quick = new EventStream(owner)) {
      quick.next("hello");
      String longText = "x".repeat(4_000);
      int told = 0;
      // Far more than the socket's buffers and the client's queue hold.
      for (; told < 2_500; told++) {
        home.adapter.tell(lamp, "note", Value.of(longText));
      }
      assertThat(told).isEqualTo(2_500);

      assertThat(readUntil(slow, "event: gap\ndata: {}")).isTrue();
      assertThat(quick.next("readings")).isNotNull();
    }
  }

  private Socket slowReader(String token) throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), home.web.httpPort()));
    socket.setSoTimeout(20_000);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-hearth="
                + token
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    assertThat(readUntil(socket, "event: hello")).isTrue();
    return socket;
  }

  private static boolean readUntil(Socket socket, String wanted) throws Exception {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    byte[] end = wanted.getBytes(StandardCharsets.US_ASCII);
    int matched = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
      if (matched == end.length) {
        return true;
      }
    }
    return false;
  }

  @Test
  void stopping_the_server_ends_every_stream() {
    try (EventStream stream = new EventStream(owner)) {
      stream.next("hello");

      home.web.close();

      Event event = stream.next();
      while (!event.name().equals("end")) {
        event = stream.next();
      }
      assertThat(event.name()).isEqualTo("end");
    }
  }
}
