package org.hearthhub.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;
import org.hearthhub.vault.DataKeyId;
import org.hearthhub.vault.Erasure;

/**
 * Which keys were destroyed for good, up to a moment.
 *
 * @param asOf to the second
 */
record ErasureList(Instant asOf, List<Erasure> erasures) {
  private static final int MOST = 1_000_000;

  ErasureList {
    erasures = List.copyOf(erasures);
  }

  byte[] toBytes() {
    ByteSink sink = new ByteSink(256).signed(asOf.getEpochSecond()).unsigned(erasures.size());
    for (Erasure erasure : erasures) {
      sink.fixed(erasure.id())
          .signed(erasure.time().getEpochSecond())
          .unsigned(erasure.keys().size());
      erasure.keys().forEach(key -> sink.fixed(key.number()));
    }
    return sink.toBytes();
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no such list
   */
  static ErasureList parse(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    Instant asOf = Instant.ofEpochSecond(source.signed());
    int count = source.count(MOST);
    List<Erasure> erasures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long id = source.fixed();
      Instant time = Instant.ofEpochSecond(source.signed());
      int keys = source.count(MOST);
      Set<DataKeyId> gone = new HashSet<>();
      for (int key = 0; key < keys; key++) {
        gone.add(new DataKeyId(source.fixed()));
      }
      erasures.add(new Erasure(id, time, gone));
    }
    return new ErasureList(asOf, erasures);
  }
}
