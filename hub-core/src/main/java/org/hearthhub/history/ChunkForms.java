package org.hearthhub.history;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.ChunkStore.Chunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads chunks for whoever asks; keeps as many readers as ever read at once. Thread-safe. */
final class ChunkForms implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChunkForms.class);

  private final ConcurrentLinkedQueue<ChunkForm> idle = new ConcurrentLinkedQueue<>();

  /** Empty, and said in the log, if the bytes make no sense. */
  Optional<Samples> read(Chunk chunk) {
    ChunkForm form = idle.poll();
    if (form == null) {
      form = new ChunkForm();
    }
    try {
      return Optional.of(form.read(chunk.plain()));
    } catch (Broken nonsense) {
      log.error("A chunk of {} readings could be opened but makes no sense", chunk.readings());
      return Optional.empty();
    } finally {
      idle.add(form);
    }
  }

  @Override
  public void close() {
    for (ChunkForm form = idle.poll(); form != null; form = idle.poll()) {
      form.close();
    }
  }
}
