package org.hearthhub.vault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.RowOpeners.SealedTable;
import org.hearthhub.vault.RowOpeners.Verdict;
import org.hearthhub.vault.StoreReport.Damage;

/**
 * Looks at both files whole: whether their pages fit together, and whether every sealed row opens
 * with the keys in memory. Takes a few hundred rows at a time, each in a short reading of its own,
 * on connections of its own: nobody waits for it. Thread-safe.
 */
public final class StoreChecks {
  static final int MOST_DAMAGES = 1_000;
  private static final int AT_ONCE = 256;
  private static final int CACHE_KIB = 512;
  private static final int MOST_LEAPS = 62;

  private final SqliteFile home;
  private final SqliteFile history;
  private final RowOpeners openers;

  StoreChecks(SqliteFile home, SqliteFile history, RowOpeners openers) {
    this.home = home;
    this.history = history;
    this.openers = openers;
  }

  RowOpeners openers() {
    return openers;
  }

  /**
   * The store that is in use.
   *
   * @param inner told what was opened
   */
  public StoreReport ofLive(StoreWatch watch, InnerLook inner) {
    try (Sqlite ofHome = home.reader();
        Sqlite ofHistory = history.reader()) {
      Look look = new Look(watch, inner);
      look.at("home.db", new Source(ofHome), openers.ofHome());
      look.at("history.db", new Source(ofHistory), openers.ofHistory());
      look.order(new Source(ofHistory), openers);
      return look.report(new Source(ofHome), new Source(ofHistory));
    }
  }

  /**
   * A copy of the store, in a folder of its own, of now or before. It is brought to the present
   * layout after its rows were counted.
   */
  public StoreReport ofCopy(Path folder, StoreWatch watch, InnerLook inner) {
    Look look = new Look(watch, inner);
    Path copyOfHome = folder.resolve("home.db");
    Path copyOfHistory = folder.resolve("history.db");
    try (Sqlite ofHome = Sqlite.open(copyOfHome, CACHE_KIB);
        Sqlite ofHistory = Sqlite.open(copyOfHistory, CACHE_KIB)) {
      look.counts(new Source(ofHome), new Source(ofHistory));
      Migrations.ofHome().bring(ofHome);
      Migrations.ofHistory().bring(ofHistory);
      look.at("home.db", new Source(ofHome), openers.ofHome());
      look.at("history.db", new Source(ofHistory), openers.ofHistory());
      look.order(new Source(ofHistory), openers);
      return look.report();
    }
  }

  /** One connection; each reading sees one moment. */
  private record Source(Sqlite db) {
    <T> T read(Function<Sqlite, T> work) {
      return db.snapshot(() -> work.apply(db));
    }
  }

  /** One look; what it found so far. */
  private static final class Look {
    private final StoreWatch watch;
    private final InnerLook inner;
    private final List<Damage> damages = new ArrayList<>();
    private long more;
    private long rows;
    private long opened;
    private long locked;
    private long erased;
    private Tally tally = new Tally(Map.of(), 0, 0, 0);

    Look(StoreWatch watch, InnerLook inner) {
      this.watch = watch;
      this.inner = inner;
    }

    void counts(Source home, Source history) {
      try {
        tally = Tally.of(home::read, history::read);
        home.read(db -> AuditStore.commitments(db, watch::commitment));
      } catch (Broken unreadable) {
        if (damages.isEmpty()) { // else the page was named before
          found(new Damage("", "", 0, Optional.empty(), unreadable.sentence()));
        }
      }
    }

    StoreReport report(Source home, Source history) {
      counts(home, history);
      return report();
    }

    StoreReport report() {
      return new StoreReport(rows, opened, locked, erased, damages, more, tally);
    }

    void at(String file, Source source, List<SealedTable> tables) {
      pages(file, source);
      for (SealedTable table : tables) {
        rows(file, source, table);
      }
    }

    /** Whether chunks of a series that seemed to overlap do so at one moment. */
    void order(Source history, RowOpeners openers) {
      for (long series : inner.suspects()) {
        if (!watch.goesOn()) {
          return;
        }
        try {
          inner
              .order(
                  each ->
                      history.read(
                          db -> {
                            openers.chunks(db, series, each);
                            return true;
                          }))
              .ifPresent(
                  wrong -> found(new Damage("history.db", "chunk", 0, Optional.empty(), wrong)));
        } catch (Broken unreadable) {
          // The page was named before.
        }
      }
    }

    private void pages(String file, Source source) {
      try {
        source.read(
            db -> {
              db.statement("PRAGMA integrity_check(100)")
                  .each(
                      row -> {
                        String said = row.name(1);
                        if (!said.equals("ok")) {
                          found(new Damage(file, "", 0, Optional.empty(), "SQLite says: " + said));
                        }
                      });
              return true;
            });
      } catch (Broken unreadable) {
        found(new Damage(file, "", 0, Optional.empty(), unreadable.sentence()));
      }
    }

    private void rows(String file, Source source, SealedTable table) {
      String sql =
          "SELECT rowid, "
              + table.columns()
              + " FROM "
              + table.name()
              + " WHERE rowid > ? ORDER BY rowid LIMIT ?";
      long all = tolerant(source, db -> db.number("SELECT count(*) FROM " + table.name()));
      long[] at = {Long.MIN_VALUE, 0};
      boolean goesOn = true;
      while (goesOn && watch.goesOn()) {
        try {
          long before = at[1];
          source.read(
              db -> {
                db.statement(sql)
                    .number(1, at[0])
                    .number(2, AT_ONCE)
                    .each(
                        row -> {
                          at[0] = row.number(1);
                          at[1]++;
                          take(file, table, at[0], table.opener().open(db, row, inner));
                        });
                return true;
              });
          goesOn = at[1] - before == AT_ONCE;
        } catch (Broken unreadable) {
          goesOn = leap(file, source, table, at);
        }
        watch.reached(table.name(), at[1], Math.max(all, at[1]));
      }
    }

    /** Past pages that cannot be read, to the next row that can; the distance doubles. */
    private boolean leap(String file, Source source, SealedTable table, long[] at) {
      long from = at[0];
      for (int leap = 0; leap < MOST_LEAPS; leap++) {
        long beyond = Math.max(from, 0) + (1L << leap);
        try {
          Optional<Long> next =
              source.read(
                  db ->
                      db.statement(
                              "SELECT rowid FROM "
                                  + table.name()
                                  + " WHERE rowid >= ? ORDER BY rowid LIMIT 1")
                          .number(1, beyond)
                          .one(row -> row.number(1)));
          found(
              new Damage(
                  file,
                  table.name(),
                  Math.max(from, 0) + 1,
                  Optional.empty(),
                  next.map(row -> "The rows from here to " + row + " cannot all be read.")
                      .orElse("The rows from here on cannot be read.")));
          next.ifPresent(row -> at[0] = row - 1);
          return next.isPresent();
        } catch (Broken stillDamaged) {
          // further on
        }
      }
      found(
          new Damage(
              file, table.name(), 0, Optional.empty(), "The rest of the table cannot be read."));
      return false;
    }

    private static long tolerant(Source source, Function<Sqlite, Long> work) {
      try {
        return source.read(work);
      } catch (Broken unreadable) {
        return 0;
      }
    }

    private void take(String file, SealedTable table, long row, Verdict verdict) {
      rows++;
      switch (verdict) {
        case Verdict.Opened _ -> opened++;
        case Verdict.Locked _ -> locked++;
        case Verdict.Erased _ -> erased++;
        case Verdict.Damaged(var device, String what) ->
            found(new Damage(file, table.name(), row, device, what));
      }
    }

    private void found(Damage damage) {
      if (damages.size() < MOST_DAMAGES) {
        damages.add(damage);
      } else {
        more++;
      }
    }
  }
}
