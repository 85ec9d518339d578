package org.hearthhub.adapter.simulator;

import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/** Californium as a small device runs it. Nothing is read from or written to a file. */
final class SimulatorConfiguration {
  private SimulatorConfiguration() {}

  /**
   * @param devices how many there are: the more, the longer their answers to multicast are spread
   */
  static Configuration forDevices(int devices) {
    return new Configuration(
            CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS)
        .set(CoapConfig.MAX_ACTIVE_PEERS, 64)
        .set(CoapConfig.MAX_SERVER_OBSERVES, 256)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 65_536)
        .set(CoapConfig.PREFERRED_BLOCK_SIZE, 512)
        .set(CoapConfig.MAX_MESSAGE_SIZE, 1024)
        .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
        .set(CoapConfig.NOTIFICATION_CHECK_INTERVAL_COUNT, 30)
        .set(CoapConfig.NOTIFICATION_CHECK_INTERVAL_TIME, 60, TimeUnit.SECONDS)
        .set(CoapConfig.LEISURE, Math.clamp(devices * 20L, 250, 5_000), TimeUnit.MILLISECONDS)
        .set(SystemConfig.HEALTH_STATUS_INTERVAL, 0, TimeUnit.SECONDS);
  }
}
