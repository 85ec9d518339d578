package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hearthhub.adapter.simulator.ShellyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated Shelly devices, heard and driven by software that others wrote for real ones: what
 * it takes for one is one. In a network of their own, where they can call everybody. The motion
 * sensor is newer than it: there it shows what it was told.
 */
class ShelliesPeerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String TOGETHER =
      """
      ip link set lo up
      ip route add 224.0.0.0/4 dev lo
      "$JAVA" -XX:TieredStopAtLevel=1 -Xmx200m -cp "$CLASSES" "$NEIGHBOURS" >neighbours.txt 2>&1 &
      node listen.js "$COUNT"
      """;

  @TempDir Path temp;

  @Test
  void shellies_hears_each_model_with_its_values_and_switches_a_plug_and_a_dimmer()
      throws Exception {
    Peer.need("root".equals(System.getProperty("user.name")), "a network of its own needs root");
    Peer.need("unshare", "util-linux");
    Peer.need("ip", "iproute2");
    Path folder = NodeFolder.installed("hub-app/src/test/peers/shellies", temp);
    Path said = temp.resolve("said.txt");
    Map<String, String> given =
        Map.of(
            "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "CLASSES", System.getProperty("java.class.path"),
            "NEIGHBOURS", ShellyNeighbours.class.getName(),
            "COUNT", "" + ShellyModel.values().length);

    // Processes of their own, too: when the first of them ends, so do all.
    String[] alone = {
      "unshare", "--net", "--pid", "--fork", "--kill-child", "--", "sh", "-c", TOGETHER
    };
    try (Peer app = Peer.start(folder, said, given, alone)) {
      assertThat(app.end(PATIENCE)).as(Files.readString(said)).isZero();
    }

    assertThat(Files.readString(said))
        .isEqualTo(
            """
            SHDM-2 A0B1C2D3E405 {"brightness":40,"energyCounter0":120,"deviceTemperature":41.2,"mode":"white"}
            SHDW-2 A0B1C2D3E409 {"state":1,"tilt":-1,"illuminance":304,"illuminanceLevel":"bright","battery":97,"wakeUpEvent":"sensor","temperature":999}
            SHEM A0B1C2D3E407 {"power0":412.5,"energyCounter0":1234567,"energyReturned0":17,"voltage0":231.4,"power1":-1,"voltage1":231.4}
            SHHT-1 A0B1C2D3E408 {"temperature":21.5,"humidity":48.5,"battery":88,"wakeUpEvent":"periodic"}
            SHMOS-02 A0B1C2D3E411 {"payload":"[[0,6107,1],[0,3119,1635161042],[0,3120,1],[0,6110,0],[0,3106,11],[0,3111,100],[0,9103,0]]"}
            SHPLG-S A0B1C2D3E402 {"energyCounter0":59,"deviceTemperature":27.31}
            SHRGBW2 A0B1C2D3E406 {"power0":4.2,"energyCounter0":12,"mode":"color","switch":true,"red":255,"green":87,"blue":11,"gain":100}
            SHSW-25 A0B1C2D3E403 {"energyCounter0":59,"mode":"relay","deviceTemperature":39.43,"energyCounter1":53}
            SHSW-25 A0B1C2D3E404 {"energyCounter0":9890,"mode":"roller","deviceTemperature":37.47,"rollerState":"stop","rollerPosition":100,"rollerStopReason":"normal"}
            SHSW-L A0B1C2D3E401 {"relay0":true,"input0":1,"deviceTemperature":38.04}
            SHWT-1 A0B1C2D3E410 {"temperature":19.25,"battery":71,"wakeUpEvent":"alarm"}
            plug on
            dimmer without its password: 401
            dimmer at 55 %
            """);
  }
}
