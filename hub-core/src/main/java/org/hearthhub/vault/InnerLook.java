package org.hearthhub.vault;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks into what was opened while a store is checked: the room that wrote it knows what should be
 * in it. Not thread-safe.
 */
public interface InnerLook {
  /** What a row says of the chunk in it, from outside. */
  record Outside(int firstDay, int lastDay, int readings) {}

  /** What is wrong with a part of the journal, if anything. */
  Optional<String> part(int readings, byte[] plain);

  /** What is wrong with a chunk, if anything; chunks of a series come in any order. */
  Optional<String> chunk(long series, Outside outside, byte[] plain);

  /** What is wrong with a block of roll-ups, if anything. */
  Optional<String> rollUp(byte[] plain);

  /**
   * Series whose chunks seemed to overlap. Rows were read one after the other while the home went
   * on, so each has to be looked at again as of one moment.
   */
  Set<Long> suspects();

  /**
   * What is wrong with the order of a series' chunks, if anything.
   *
   * @param chunks hands all of them over in their order, as of one moment
   */
  Optional<String> order(Consumer<Consumer<byte[]>> chunks);

  /** Where nobody knows what should be in it. */
  InnerLook NONE =
      new InnerLook() {
        @Override
        public Optional<String> part(int readings, byte[] plain) {
          return Optional.empty();
        }

        @Override
        public Optional<String> chunk(long series, Outside outside, byte[] plain) {
          return Optional.empty();
        }

        @Override
        public Optional<String> rollUp(byte[] plain) {
          return Optional.empty();
        }

        @Override
        public Set<Long> suspects() {
          return Set.of();
        }

        @Override
        public Optional<String> order(Consumer<Consumer<byte[]>> chunks) {
          return Optional.empty();
        }
      };
}
