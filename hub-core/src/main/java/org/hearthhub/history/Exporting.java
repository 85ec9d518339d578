package org.hearthhub.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes readings out, some thousand at a time, so that neither the memory fills nor the store
 * waits for who reads slowly. Thread-safe.
 */
final class Exporting {
  private static final int AT_ONCE = 8_192;

  private final PastReader reader;
  private final Function<SeriesName, Optional<Series>> catalogue;

  Exporting(PastReader reader, Function<SeriesName, Optional<Series>> catalogue) {
    this.reader = reader;
    this.catalogue = catalogue;
  }

  /**
   * @return how many readings
   * @throws IOException as the stream does
   */
  long export(Export export, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    ExportLines lines = new ExportLines(export, writer);
    lines.heading();
    long count = 0;
    for (SeriesName name : export.series()) {
      Optional<Series> series = catalogue.apply(name);
      if (series.isPresent()) {
        count += export(series.get(), name, export, lines);
      }
    }
    writer.flush();
    return count;
  }

  private long export(Series series, SeriesName name, Export export, ExportLines lines)
      throws IOException {
    Export.About about = export.about().apply(name);
    long count = 0;
    long from = Samples.millis(export.from());
    long to = Samples.millis(export.to());
    int atFrom = 0;
    while (true) {
      Page page = page(series, from, atFrom, to);
      for (int i = 0; i < page.samples.size(); i++) {
        lines.line(name, about, page.samples, i);
      }
      count += page.samples.size();
      if (!page.isFull()) {
        return count;
      }
      // Where the page ended there may be more readings of the same millisecond.
      long last = page.samples.time(page.samples.size() - 1);
      int atLast = last == from ? atFrom : 0;
      for (int i = page.samples.size() - 1; i >= 0 && page.samples.time(i) == last; i--) {
        atLast++;
      }
      from = last;
      atFrom = atLast;
    }
  }

  private Page page(Series series, long from, int passOver, long to) {
    Page page = new Page(passOver);
    series.packing().readLock().lock();
    try {
      reader.readWhile(series, from, to, page, () -> !page.isFull());
      return page;
    } finally {
      series.packing().readLock().unlock();
    }
  }

  /** Some readings, after as many that were exported before. */
  private static final class Page implements Collector {
    private final Samples samples = new Samples();
    private int passOver;

    Page(int passOver) {
      this.passOver = passOver;
    }

    @Override
    public void add(Samples from, int index) {
      if (passOver > 0) {
        passOver--;
      } else if (!isFull()) {
        samples.add(from, index);
      }
    }

    boolean isFull() {
      return samples.size() >= AT_ONCE;
    }
  }
}
