package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.LinkFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceDirectoryTest extends CoapAdapterTest {
  private static final String LINKS = "</temperature>;rt=\"temperature-c\";if=\"sensor\";obs;ct=0";

  @Override
  CoapSettings settings() {
    return CoapSettings.loopback().withGroupPort(0).at(CoapSettings.Pace.quick());
  }

  private TestDevice sensor() throws Exception {
    return given(it -> it.text("temperature", "20"));
  }

  private CoapResponse ask(TestDevice device, Code code, String pathAndQuery, String body)
      throws Exception {
    Request request = new Request(code);
    request.setURI("coap://127.0.0.1:" + adapter.port() + pathAndQuery);
    if (!body.isEmpty()) {
      request.setPayload(body);
      request.getOptions().setContentFormat(40);
    }
    return device.ask(request);
  }

  private String register(TestDevice device, String query, String body) throws Exception {
    CoapResponse created = ask(device, Code.POST, "/rd?" + query, body);
    assertThat(created.getCode()).isEqualTo(ResponseCode.CREATED);
    return "/" + created.getOptions().getLocationPathString();
  }

  /** Asks as a client does that knows the Echo option. */
  private List<CoreLink> lookup(TestDevice device, String pathAndQuery) throws Exception {
    CoapResponse answer = ask(device, Code.GET, pathAndQuery, "");
    Option echo = answer.getOptions().getOtherOption(StandardOptionRegistry.ECHO);
    if (answer.getCode() == ResponseCode.UNAUTHORIZED && echo != null) {
      Request again = Request.newGet();
      again.setURI("coap://127.0.0.1:" + adapter.port() + pathAndQuery);
      again.getOptions().addOtherOption(echo);
      answer = device.ask(again);
    }
    assertThat(answer.getCode()).isEqualTo(ResponseCode.CONTENT);
    return LinkFormat.read(answer.getPayload());
  }

  private List<String> targets(TestDevice device, String pathAndQuery) throws Exception {
    return lookup(device, pathAndQuery).stream().map(CoreLink::target).toList();
  }

  @Test
  void a_device_that_registers_its_resources_is_described_by_them_and_looked_up_by_others()
      throws Exception {
    TestDevice device = sensor();
    String location = register(device, "ep=attic&lt=600&et=demo", LINKS);

    Sighting sighting = host.sightingOf("ep");
    assertThat(sighting.identity()).isEqualTo(new DeviceIdentity("ep", "attic"));
    assertThat(sighting.offer()).isPresent();
    TestDevice other = sensor();
    String base = "coap://127.0.0.1:" + device.port();
    assertThat(lookup(other, "/rd-lookup/ep"))
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.target()).isEqualTo(location);
              assertThat(link.attribute("ep")).contains("attic");
              assertThat(link.attribute("base")).contains(base);
              assertThat(link.attribute("lt")).contains("600");
              assertThat(link.attribute("et")).contains("demo");
            });
    assertThat(lookup(other, "/rd-lookup/res"))
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.target()).isEqualTo(base + "/temperature");
              assertThat(link.attribute("rt")).contains("temperature-c");
              assertThat(link.observable()).isTrue();
            });
  }

  @Test
  void lookups_are_filtered_by_resource_and_by_endpoint() throws Exception {
    TestDevice attic = sensor();
    register(attic, "ep=attic&d=upstairs", LINKS);
    TestDevice cellar = sensor();
    register(cellar, "ep=cellar&base=coap://10.1.2.3:5700", "</lamp>;rt=\"light dimmer\"");

    assertThat(targets(attic, "/rd-lookup/res?rt=dimmer"))
        .containsExactly("coap://10.1.2.3:5700/lamp");
    assertThat(targets(attic, "/rd-lookup/res?rt=temp*")).hasSize(1);
    assertThat(targets(attic, "/rd-lookup/res?ep=cellar&rt=light")).hasSize(1);
    assertThat(targets(attic, "/rd-lookup/res?ep=attic&rt=light")).isEmpty();
    assertThat(targets(attic, "/rd-lookup/res?d=upstairs")).hasSize(1);
    assertThat(targets(attic, "/rd-lookup/res?href=coap://10.1.2.3*")).hasSize(1);
    assertThat(lookup(attic, "/rd-lookup/ep?rt=dimmer"))
        .extracting(link -> link.attribute("ep").orElse(""))
        .containsExactly("cellar");
    assertThat(targets(attic, "/rd-lookup/ep?ep=nobody")).isEmpty();
  }

  @Test
  void lookups_come_page_by_page() throws Exception {
    TestDevice device = sensor();
    for (int i = 0; i < 7; i++) {
      register(device, "ep=node" + i, "</a>,</b>");
    }

    assertThat(targets(device, "/rd-lookup/ep?count=3")).hasSize(3);
    assertThat(targets(device, "/rd-lookup/ep?count=3&page=2")).hasSize(1);
    assertThat(targets(device, "/rd-lookup/ep?count=3&page=3")).isEmpty();
    assertThat(targets(device, "/rd-lookup/res?count=10&page=1")).hasSize(4);
    assertThat(ask(device, Code.GET, "/rd-lookup/ep?page=1", "").getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(ask(device, Code.GET, "/rd-lookup/ep?count=x", "").getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
  }

  @Test
  void an_update_keeps_the_location_and_changes_what_it_says() throws Exception {
    TestDevice device = sensor();
    String location = register(device, "ep=attic&lt=600", LINKS);

    assertThat(ask(device, Code.POST, location + "?lt=700&et=new", "").getCode())
        .isEqualTo(ResponseCode.CHANGED);
    assertThat(ask(device, Code.POST, location, "</a>,</b>").getCode())
        .isEqualTo(ResponseCode.CHANGED);
    assertThat(register(device, "ep=attic", "</a>")).isEqualTo(location);

    assertThat(lookup(device, "/rd-lookup/ep"))
        .singleElement()
        .satisfies(link -> assertThat(link.attribute("lt")).contains("90000"));
    assertThat(ask(device, Code.POST, "/rd/ffffffffffff", "").getCode())
        .isEqualTo(ResponseCode.NOT_FOUND);
  }

  @Test
  void an_update_from_a_new_address_has_the_device_followed() throws Exception {
    TestDevice before = sensor();
    String location = register(before, "ep=attic", LINKS);
    DeviceId id = accept(host.sightingOf("ep"));
    host.reading(id, "temperature", Value.of(20));
    before.switchOff();
    TestDevice after = sensor();
    after.cell("temperature").payload = "28".getBytes(UTF_8);

    assertThat(ask(after, Code.POST, location, "").getCode()).isEqualTo(ResponseCode.CHANGED);

    host.reading(id, "temperature", Value.of(28));
    assertThat(targets(after, "/rd-lookup/res"))
        .containsExactly("coap://127.0.0.1:" + after.port() + "/temperature");
  }

  @Test
  void a_removal_takes_it_out_of_lookups_and_inbox() throws Exception {
    TestDevice device = sensor();
    String location = register(device, "ep=attic", LINKS);
    host.sightingOf("ep");

    assertThat(ask(device, Code.DELETE, location, "").getCode()).isEqualTo(ResponseCode.DELETED);

    host.farewell(new DeviceIdentity("ep", "attic"));
    assertThat(targets(device, "/rd-lookup/ep")).isEmpty();
    assertThat(ask(device, Code.DELETE, location, "").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
  }

  @Test
  void a_device_of_the_home_that_signs_off_says_so() throws Exception {
    TestDevice device = sensor();
    String location = register(device, "ep=attic", LINKS);
    DeviceId id = accept(host.sightingOf("ep"));
    host.reading(id, "temperature", Value.of(20));

    ask(device, Code.DELETE, location, "");

    assertThat(host.status(id, State.OFFLINE).reason()).startsWith("It signed off.");
  }

  @Test
  void a_registration_ends_with_its_lifetime() throws Exception {
    Directory directory = new Directory();
    RegistrationQuery query = RegistrationQuery.read(List.of("ep=a", "lt=1"));
    Registration soon =
        new Registration("a", Optional.empty(), Duration.ofNanos(1), query.others(), List.of());
    directory.register(soon, HomeAddress.parse("10.0.0.1"), Optional.empty(), false);

    assertThat(directory.all()).isEmpty();
    assertThat(directory.named("a")).isEmpty();
    assertThat(directory.expire()).hasSize(1);
    assertThat(directory.size()).isZero();
  }

  private static Directory.Kept register(Directory directory, int number, String from, int links) {
    List<CoreLink> listed =
        IntStream.range(0, links).mapToObj(i -> new CoreLink("/" + i, Map.of())).toList();
    Registration one =
        new Registration(
            "n" + number, Optional.empty(), RegistrationQuery.USUAL_LIFETIME, Map.of(), listed);
    return directory.register(one, HomeAddress.parse(from), Optional.empty(), false).kept();
  }

  @Test
  void the_directory_is_bounded() {
    Directory directory = new Directory();
    int kept = 0;
    for (int i = 0; i < Directory.MOST + 10; i++) {
      boolean isNew = register(directory, i, "10.0.0." + i % 4, 128) == Directory.Kept.NEW;
      kept += isNew ? 1 : 0;
    }

    assertThat(kept).isEqualTo(Directory.MOST_LINKS / 128);
    directory.all().forEach(entry -> directory.remove(entry.id()));
    assertThat(register(directory, 1, "10.0.0.1", 128)).isEqualTo(Directory.Kept.NEW);
  }

  @Test
  void one_host_leaves_room_for_others() {
    Directory many = new Directory();
    Directory large = new Directory();
    for (int i = 0; i < Directory.MOST; i++) {
      register(many, i, "10.0.0.1", 0);
      register(large, i, "10.0.0.1", 128);
    }

    assertThat(many.size()).isEqualTo(Directory.MOST_OF_ONE_HOST);
    assertThat(large.size()).isEqualTo(Directory.MOST_LINKS_OF_ONE_HOST / 128);
    assertThat(register(many, 9000, "10.0.0.2", 0)).isEqualTo(Directory.Kept.NEW);
    assertThat(register(large, 9000, "10.0.0.2", 128)).isEqualTo(Directory.Kept.NEW);
    assertThat(register(many, 1, "10.0.0.1", 2)).as("renewed").isEqualTo(Directory.Kept.AGAIN);
  }

  @Test
  void this_machine_itself_may_simulate_a_whole_home() {
    Directory directory = new Directory();
    for (int i = 0; i < Directory.MOST + 10; i++) {
      register(directory, i, "127.0.0.1", 11);
    }

    assertThat(directory.size()).isEqualTo(Directory.MOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?lt=60",
        "?ep=",
        "?ep=a&ep=b",
        "?ep=a&lt=0",
        "?ep=a&base=http://10.0.0.1",
        "?ep=a%22b",
        "?ep=a&b=%0a",
        "?ep=0123456789012345678901234567890123456789012345678901234567890123"
      })
  void a_malformed_registration_is_answered_with_4_00(String query) throws Exception {
    assertThat(ask(sensor(), Code.POST, "/rd" + query, LINKS).getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
  }

  @Test
  void a_registration_with_a_body_that_is_no_list_or_too_large_is_turned_away() throws Exception {
    TestDevice device = sensor();

    assertThat(ask(device, Code.POST, "/rd?ep=a", "rubbish").getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(ask(device, Code.POST, "/rd?ep=a", "</a>,".repeat(1_900) + "</a>").getCode())
        .isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
    assertThat(targets(device, "/rd-lookup/ep")).isEmpty();
  }

  @Test
  void nobody_sends_the_hub_elsewhere() throws Exception {
    TestDevice device = sensor();
    register(device, "ep=liar&base=coap://127.0.0.2:9", LINKS);
    register(device, "ep=honest", LINKS);
    host.sightingOf("ep");

    assertThat(host.inboxSoFar())
        .extracting(one -> one.identity().value())
        .containsExactly("honest");
  }

  @Test
  void a_large_answer_goes_only_to_who_is_really_there() throws Exception {
    TestDevice device = sensor();
    for (int i = 0; i < 20; i++) {
      register(device, "ep=node" + i, LINKS);
    }

    CoapResponse first = ask(device, Code.GET, "/rd-lookup/res", "");
    assertThat(first.getCode()).isEqualTo(ResponseCode.UNAUTHORIZED);
    assertThat(first.getPayloadSize()).isZero();
    Option echo = first.getOptions().getOtherOption(StandardOptionRegistry.ECHO);
    assertThat(echo.getValue()).hasSize(8);
    assertThat(targets(device, "/rd-lookup/res")).hasSize(20);

    Request stolen = Request.newGet();
    stolen.setURI("coap://127.0.0.1:" + adapter.port() + "/rd-lookup/res");
    stolen.getOptions().addOtherOption(echo);
    assertThat(sensor().ask(stolen).getCode()).isEqualTo(ResponseCode.UNAUTHORIZED);
  }

  @Test
  void the_hub_says_where_its_directory_is() throws Exception {
    TestDevice device = sensor();

    assertThat(targets(device, "/.well-known/core?rt=core.rd*"))
        .containsExactlyInAnyOrder("/rd", "/rd-lookup/ep", "/rd-lookup/res");
    assertThat(targets(device, "/.well-known/core?rt=core.rd")).containsExactly("/rd");
    assertThat(targets(device, "/.well-known/core?rt=nothing")).isEmpty();
  }

  /** What the LwM2M dialect will do: one dialect is told all that was registered. */
  @Test
  void a_dialect_is_told_what_was_registered_and_nobody_else_looks() throws Exception {
    BlockingQueue<Registration> told = new ArrayBlockingQueue<>(16);
    CoapProfile dialect =
        new CoapProfile() {
          @Override
          public String name() {
            return "dialect";
          }

          @Override
          public boolean isFor(Registration registration) {
            return registration.parameter("lwm2m").isPresent();
          }

          @Override
          public List<Found> describe(Conversation conversation, List<CoreLink> links) {
            told.add(conversation.registration().orElseThrow());
            return List.of();
          }

          @Override
          public List<Reading> read(Feed feed, Payload payload, Instant arrived) {
            return List.of();
          }

          @Override
          public Payload write(Control control, Value value) {
            throw new AssertionError("nothing is written");
          }
        };
    try (CoapAdapter other = new CoapAdapter(settings(), List.of(dialect))) {
      other.start(new RecordingHost());
      TestDevice device = sensor();
      Request request = Request.newPost();
      request.setURI("coap://127.0.0.1:" + other.port() + "/rd?ep=c&lt=60&lwm2m=1.1&b=UQ");
      request.setPayload("</3/0>,</3303/0>");
      CoapResponse created = device.ask(request);

      Registration registration = told.poll(10, TimeUnit.SECONDS);
      assertThat(registration.endpoint()).isEqualTo("c");
      assertThat(registration.lifetime()).hasSeconds(60);
      assertThat(registration.sleeps()).isTrue();
      assertThat(registration.links()).extracting(CoreLink::target).contains("/3303/0");

      Request update = Request.newPost();
      update.setURI(
          "coap://127.0.0.1:"
              + other.port()
              + "/"
              + created.getOptions().getLocationPathString()
              + "?b=U");
      device.ask(update);
      assertThat(told.poll(10, TimeUnit.SECONDS).sleeps()).isFalse();
    }
  }
}
