import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.leshan.client.LeshanClient;
import org.eclipse.leshan.client.LeshanClientBuilder;
import org.eclipse.leshan.client.engine.DefaultRegistrationEngineFactory;
import org.eclipse.leshan.client.object.Device;
import org.eclipse.leshan.client.object.Security;
import org.eclipse.leshan.client.object.Server;
import org.eclipse.leshan.client.observer.LwM2mClientObserverAdapter;
import org.eclipse.leshan.client.resource.BaseInstanceEnabler;
import org.eclipse.leshan.client.resource.ObjectsInitializer;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.model.StaticModel;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.BootstrapRequest;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.eclipse.leshan.core.request.argument.Arguments;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.core.response.WriteResponse;
import org.eclipse.leshan.transport.californium.client.endpoint.CaliforniumClientEndpointsProvider;
import org.eclipse.leshan.transport.californium.client.endpoint.coap.CoapClientProtocolProvider;
import org.eclipse.leshan.transport.californium.client.endpoint.coaps.CoapsClientProtocolProvider;

/**
 * A lamp with a thermometer, of Eclipse Leshan's making. Arguments: the server's URI, an endpoint
 * name, a content format; then as wanted {@code psk=NAME:HEX}, {@code bootstrap} where the server
 * is to be asked for an account first, {@code queue} for queue mode. Says on standard output what
 * it was told, and after a dash how it is doing; ends when standard input does.
 */
public final class LeshanDevice {
  /** Values by resource, which can be read, written and watched. */
  public static final class Holder extends BaseInstanceEnabler {
    private final Map<Integer, Object> values = new HashMap<>();

    public Holder() {
      this(Map.of());
    }

    Holder(Map<Integer, Object> values) {
      this.values.putAll(values);
    }

    synchronized void set(int resource, Object value) {
      values.put(resource, value);
      fireResourceChange(resource);
    }

    @Override
    public synchronized ReadResponse read(LwM2mServer server, int resource) {
      Object value = values.get(resource);
      if (value instanceof Double number) {
        return ReadResponse.success(resource, number);
      }
      if (value instanceof Boolean truth) {
        return ReadResponse.success(resource, truth);
      }
      if (value instanceof Long number) {
        return ReadResponse.success(resource, number);
      }
      return value instanceof String text
          ? ReadResponse.success(resource, text)
          : ReadResponse.notFound();
    }

    @Override
    public WriteResponse write(
        LwM2mServer server, boolean replace, int resource, LwM2mResource value) {
      System.out.println("written " + resource + " " + value.getValue());
      set(resource, value.getValue());
      return WriteResponse.success();
    }

    @Override
    public List<Integer> getAvailableResourceIds(ObjectModel model) {
      return new ArrayList<>(values.keySet());
    }
  }

  /** The device itself. */
  public static final class Itself extends Device {
    public Itself() {
      super("Leshan", "Lamp", "1");
    }

    @Override
    public ExecuteResponse execute(LwM2mServer server, int resource, Arguments arguments) {
      System.out.println("executed " + resource);
      return ExecuteResponse.success();
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<ObjectModel> models = new ArrayList<>(ObjectLoader.loadDefault());
    models.add(
        new ObjectModel(
            3303,
            "Temperature",
            "",
            "1.0",
            true,
            false,
            resource(5700, Operations.R, Type.FLOAT),
            resource(5701, Operations.R, Type.STRING)));
    models.add(
        new ObjectModel(
            3311,
            "Light Control",
            "",
            "1.0",
            true,
            false,
            resource(5850, Operations.RW, Type.BOOLEAN),
            resource(5851, Operations.RW, Type.INTEGER)));
    Holder thermometer = new Holder(Map.of(5700, 20.5, 5701, "Cel"));
    Holder lamp = new Holder(Map.of(5850, false, 5851, 40L));
    ObjectsInitializer objects = new ObjectsInitializer(new StaticModel(models));
    List<String> options = List.of(arguments).subList(3, arguments.length);
    account(objects, arguments[0], options);
    objects.setInstancesForObject(3, new Itself());
    objects.setInstancesForObject(3303, thermometer);
    objects.setInstancesForObject(3311, lamp);
    for (int object : new int[] {3, 3303, 3311}) {
      objects.setDefaultContentFormat(object, ContentFormat.fromName(arguments[2]));
    }
    LeshanClient client =
        new LeshanClientBuilder(arguments[1])
            .setObjects(objects.createAll())
            .setEndpointsProviders(
                new CaliforniumClientEndpointsProvider.Builder(
                        new CoapClientProtocolProvider(), new CoapsClientProtocolProvider())
                    .build())
            .setRegistrationEngineFactory(
                new DefaultRegistrationEngineFactory().setQueueMode(options.contains("queue")))
            .build();
    client.addObserver(
        new LwM2mClientObserverAdapter() {
          @Override
          public void onBootstrapSuccess(LwM2mServer server, BootstrapRequest request) {
            System.out.println("- bootstrapped");
          }

          @Override
          public void onRegistrationSuccess(
              LwM2mServer server, RegisterRequest request, String registration) {
            System.out.println("- registered");
          }
        });
    client.start();
    for (int line = System.in.read(); line >= 0; line = System.in.read()) {
      if (line == 'w') {
        thermometer.set(5700, 21.25);
      } else if (line == 'u') {
        client.triggerRegistrationUpdate();
      }
    }
    client.destroy(true);
  }

  private static void account(ObjectsInitializer objects, String uri, List<String> options) {
    Optional<String[]> key =
        options.stream()
            .filter(option -> option.startsWith("psk="))
            .map(option -> option.substring(4).split(":"))
            .findFirst();
    byte[] name = key.map(parts -> parts[0].getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
    byte[] secret = key.map(parts -> HexFormat.of().parseHex(parts[1])).orElse(new byte[0]);
    if (options.contains("bootstrap")) {
      objects.setInstancesForObject(0, Security.pskBootstrap(uri, name, secret));
      objects.setClassForObject(1, Server.class);
      return;
    }
    objects.setInstancesForObject(
        0, key.isPresent() ? Security.psk(uri, 1, name, secret) : Security.noSec(uri, 1));
    objects.setInstancesForObject(1, new Server(1, 300));
  }

  private static ResourceModel resource(int id, Operations operations, Type type) {
    return new ResourceModel(id, "r" + id, operations, false, false, type, "", "", "");
  }
}
