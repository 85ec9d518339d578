import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.leshan.client.LeshanClient;
import org.eclipse.leshan.client.LeshanClientBuilder;
import org.eclipse.leshan.client.object.Device;
import org.eclipse.leshan.client.object.Security;
import org.eclipse.leshan.client.object.Server;
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
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.argument.Arguments;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.core.response.WriteResponse;
import org.eclipse.leshan.transport.californium.client.endpoint.CaliforniumClientEndpointsProvider;

/**
 * A lamp with a thermometer, of Eclipse Leshan's making. Arguments: the server's URI, an endpoint
 * name, a content format. Says on standard output what it was told; ends when standard input does.
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
    objects.setInstancesForObject(0, Security.noSec(arguments[0], 1));
    objects.setInstancesForObject(1, new Server(1, 300));
    objects.setInstancesForObject(3, new Itself());
    objects.setInstancesForObject(3303, thermometer);
    objects.setInstancesForObject(3311, lamp);
    for (int object : new int[] {3, 3303, 3311}) {
      objects.setDefaultContentFormat(object, ContentFormat.fromName(arguments[2]));
    }
    LeshanClient client =
        new LeshanClientBuilder(arguments[1])
            .setObjects(objects.createAll())
            .setEndpointsProviders(new CaliforniumClientEndpointsProvider())
            .build();
    client.start();
    for (int line = System.in.read(); line >= 0; line = System.in.read()) {
      if (line == 'w') {
        thermometer.set(5700, 21.25);
      }
    }
    client.destroy(true);
  }

  private static ResourceModel resource(int id, Operations operations, Type type) {
    return new ResourceModel(id, "r" + id, operations, false, false, type, "", "", "");
  }
}
