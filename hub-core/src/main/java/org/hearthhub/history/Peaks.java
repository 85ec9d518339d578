package org.hearthhub.history;

/**
 * Thins readings out for a chart: of each of so many equal spans the lowest and the highest
 * reading, as they were and when they were, so that no peak is lost. Readings that are not numbers
 * are kept where they differ from the one before. Not thread-safe.
 */
final class Peaks implements Collector {
  private final long from;
  private final long to;
  private final int most;
  private Samples kept = new Samples();
  private boolean thinned;
  private long bucket = Long.MIN_VALUE;
  private final Samples low = new Samples(4);
  private final Samples high = new Samples(4);

  Peaks(long from, long to, int most) {
    this.from = from;
    this.to = to;
    this.most = most;
  }

  @Override
  public void add(Samples samples, int index) {
    long time = samples.time(index);
    if (time < from || time >= to) {
      return;
    }
    if (!thinned && kept.size() < most) {
      kept.add(samples, index);
      return;
    }
    if (!thinned) {
      thinned = true;
      Samples all = kept;
      kept = new Samples();
      for (int i = 0; i < all.size(); i++) {
        thin(all, i);
      }
    }
    thin(samples, index);
  }

  private void thin(Samples samples, int index) {
    // Two of each bucket; where one is asked for there is one bucket, and its highest.
    long buckets = Math.max(1, most / 2);
    long own = (long) ((double) (samples.time(index) - from) / (to - from) * buckets);
    if (own != bucket) {
      endBucket();
      bucket = own;
    }
    if (low.isEmpty() || rank(samples, index) < rank(low, 0)) {
      low.clear();
      low.add(samples, index);
    }
    if (high.isEmpty() || rank(samples, index) >= rank(high, 0)) {
      high.clear();
      high.add(samples, index);
    }
  }

  /** Texts have no order: of those the first and the last are kept. */
  private static double rank(Samples samples, int index) {
    byte kind = samples.kind(index);
    return kind == Samples.NUMBER || kind == Samples.BOOLEAN ? samples.number(index) : 0;
  }

  private void endBucket() {
    if (low.isEmpty()) {
      return;
    }
    boolean same = low.time(0) == high.time(0) && low.value(0).equals(high.value(0));
    boolean lowFirst = low.time(0) <= high.time(0);
    if (most > 1 && lowFirst && !same) {
      kept.add(low, 0);
    }
    kept.add(high, 0);
    if (most > 1 && !lowFirst && !same) {
      kept.add(low, 0);
    }
    low.clear();
    high.clear();
  }

  Samples samples() {
    endBucket();
    return kept;
  }
}
