package org.hearthhub.app.compose;

import java.util.List;
import org.hearthhub.adapter.coap.CoapProfile;
import org.hearthhub.adapter.coap.profile.lwm2m.Lwm2mProfile;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.shelly.ShellyProfile;
import org.hearthhub.adapter.coap.profile.tradfri.TradfriProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;

/** The dialects of CoAP that Hearth speaks. */
final class Dialects {
  private Dialects() {}

  /** In the order in which they may look at a device: who says most about itself comes first. */
  static List<CoapProfile> all() {
    return List.of(
        new Lwm2mProfile(),
        new TradfriProfile(),
        new WotProfile(),
        new ShellyProfile(),
        new SenmlProfile());
  }
}
