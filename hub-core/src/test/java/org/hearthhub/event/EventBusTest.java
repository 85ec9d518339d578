package org.hearthhub.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hearthhub.event.HomeEvent.AuditWritten;
import org.hearthhub.event.HomeEvent.RoomsChanged;
import org.junit.jupiter.api.Test;

final class EventBusTest {
  private final EventBus bus = new EventBus();
  private final List<HomeEvent> heard = new ArrayList<>();

  @Test
  void a_listener_hears_in_order_until_its_subscription_is_closed() {
    EventBus.Subscription subscription = bus.subscribe(heard::add);
    bus.publish(new AuditWritten(1));
    bus.publish(new RoomsChanged());
    subscription.close();
    subscription.close();
    bus.publish(new AuditWritten(2));

    assertThat(heard).containsExactly(new AuditWritten(1), new RoomsChanged());
  }

  @Test
  void a_listener_that_fails_keeps_nothing_from_the_others() {
    try (var broken =
            bus.subscribe(
                event -> {
                  throw new IllegalStateException("broken");
                });
        var good = bus.subscribe(heard::add)) {
      bus.publish(new RoomsChanged());
    }

    assertThat(heard).containsExactly(new RoomsChanged());
  }
}
