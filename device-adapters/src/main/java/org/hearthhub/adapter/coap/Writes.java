package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;

/**
 * Writes properties and finds out whether it took effect. A success code alone proves nothing: what
 * can be read is waited for as a notification or read back. Thread-safe; blocks.
 */
final class Writes {
  private static final Duration FIRST_LOOK = Duration.ofMillis(150);
  private static final Duration MOST_CONFIRMING = Duration.ofSeconds(4);

  private final Requests requests;
  private final LocalCommands local;

  Writes(Requests requests, LocalCommands local) {
    this.requests = requests;
    this.local = local;
  }

  CommandOutcome write(Attachment device, AffordanceName property, Value value, Duration patience) {
    Optional<Control> control = device.link().control(property, false);
    if (control.isEmpty()) {
      return new CommandOutcome.Refused("The device does not let anyone change this.");
    }
    return inTurn(
        device,
        patience,
        clock -> {
          Sameness same = Sameness.of(device.description().property(property));
          Optional<Value> before = device.heard().last(property);
          CompletableFuture<Value> heard =
              device.heard().expect(property, now -> same.test(value, now));
          try {
            Answer answer =
                ask(device, control.get(), device.profile().write(control.get(), value), clock);
            if (!answer.ok()) {
              return new CommandOutcome.Refused(sentence(answer));
            }
            return confirm(device, property, value, before, heard, same, clock);
          } finally {
            heard.cancel(false);
          }
        });
  }

  CommandOutcome invoke(
      Attachment device, AffordanceName action, Optional<Value> input, Duration patience) {
    Optional<Control> control = device.link().control(action, true);
    if (control.isEmpty()) {
      return new CommandOutcome.Refused("The device does not offer this.");
    }
    return inTurn(
        device,
        patience,
        clock -> {
          Request request =
              requests.to(device.link().at(), code(control.get()), control.get().path());
          device
              .profile()
              .invoke(control.get(), input)
              .ifPresent(payload -> Requests.body(request, payload));
          Answer answer = requests.ask(request, clock.left());
          if (!answer.ok()) {
            return new CommandOutcome.Refused(sentence(answer));
          }
          device.acted();
          return new CommandOutcome.Confirmed(Optional.empty());
        });
  }

  private Answer ask(Attachment device, Control control, Payload payload, Stopwatch clock) {
    if (control.method() == Control.Method.HTTP_GET) {
      return local.command(device, control, payload, clock.left());
    }
    Request request = requests.to(device.link().at(), code(control), control.path());
    Requests.body(request, payload);
    return requests.ask(request, clock.left());
  }

  private static Code code(Control control) {
    return control.method() == Control.Method.POST ? Code.POST : Code.PUT;
  }

  private CommandOutcome confirm(
      Attachment device,
      AffordanceName property,
      Value wanted,
      Optional<Value> before,
      CompletableFuture<Value> heard,
      Sameness same,
      Stopwatch clock) {
    Optional<Feed> feed = device.link().feedOf(property);
    if (feed.isEmpty()) {
      return new CommandOutcome.Confirmed(Optional.empty());
    }
    Optional<Value> now = Optional.empty();
    Optional<Value> from = before;
    Duration pause = FIRST_LOOK;
    Stopwatch confirming = clock.atMost(MOST_CONFIRMING).mostOf();
    boolean isNews = before.filter(value -> same.test(wanted, value)).isEmpty();
    do {
      // A device that was so already has nothing to tell: it is asked at once.
      if ((isNews && device.isObserved(property)) || now.isPresent()) {
        Optional<Value> told = await(heard, confirming.atMost(pause).left());
        if (told.isPresent()) {
          return new CommandOutcome.Confirmed(told);
        }
        pause = pause.multipliedBy(2);
      }
      try {
        now = readBack(device, feed.get(), property, clock);
        from = from.isPresent() ? from : now; // what was never heard began where it was read first
      } catch (Unavailable outOfTime) {
        if (now.isEmpty()) {
          throw outOfTime;
        }
        break; // it was read once, and was not as wanted
      }
      if (now.isPresent() && same.test(wanted, now.get())) {
        return new CommandOutcome.Confirmed(now);
      }
    } while (!confirming.left().isZero());
    if (now.isPresent() && from.isPresent() && Sameness.nearer(wanted, from.get(), now.get())) {
      return new CommandOutcome.Confirmed(now); // on its way, as a blind is
    }
    return new CommandOutcome.Refused("The device answered, but the command did not take effect.");
  }

  private Optional<Value> readBack(
      Attachment device, Feed feed, AffordanceName property, Stopwatch clock) {
    Request request = requests.to(device.link().at(), Code.GET, feed.path());
    Requests.accept(request, feed.format());
    Answer answer = requests.ask(request, clock.left());
    if (!answer.ok()) {
      return Optional.empty();
    }
    List<Reading> readings = device.read(feed, answer.payload()).orElse(List.of());
    return readings.stream()
        .filter(reading -> reading.property().equals(property))
        .map(Reading::value)
        .findFirst();
  }

  private static Optional<Value> await(CompletableFuture<Value> heard, Duration patience) {
    try {
      return Optional.of(heard.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException notYet) {
      return Optional.empty();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw Requests.unreachable();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What a command does once it is its turn. */
  private interface Turn {
    CommandOutcome take(Stopwatch clock);
  }

  private static CommandOutcome inTurn(Attachment device, Duration patience, Turn turn) {
    Stopwatch clock = new Stopwatch(patience);
    try {
      if (!device.commands().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return new CommandOutcome.Unreachable(clock.passed());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return new CommandOutcome.Unreachable(clock.passed());
    }
    try {
      return turn.take(clock);
    } catch (Unavailable silent) {
      return new CommandOutcome.Unreachable(clock.passed());
    } catch (Problem impossible) {
      return new CommandOutcome.Refused(impossible.sentence());
    } finally {
      device.commands().unlock();
    }
  }

  private static String sentence(Answer answer) {
    String meaning =
        switch (answer.code()) {
          case 400, 402, 406, 415, 422 -> "it does not understand the command";
          case 401, 403 -> "it does not allow that";
          case 404 -> "it no longer offers that";
          case 405 -> "it cannot be changed";
          case 413 -> "the command is too large for it";
          case 429 -> "it was asked too often";
          default -> answer.code() >= 500 ? "it has a fault" : "it refused";
        };
    return "The device says that " + meaning + " (" + answer.dotted() + ").";
  }

  /** How much of a command's time is left. */
  private record Stopwatch(long begun, Duration whole) {
    Stopwatch(Duration whole) {
      this(System.nanoTime(), whole);
    }

    Duration passed() {
      return Duration.ofNanos(System.nanoTime() - begun);
    }

    Duration left() {
      Duration left = whole.minus(passed());
      return left.isNegative() ? Duration.ZERO : left;
    }

    /** All but a quarter of what is left, which is kept for the last answer. */
    Stopwatch mostOf() {
      return new Stopwatch(left().multipliedBy(3).dividedBy(4));
    }

    Stopwatch atMost(Duration most) {
      Duration left = left();
      return new Stopwatch(left.compareTo(most) < 0 ? left : most);
    }
  }
}
