package org.hearthhub.vault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hearthhub.problem.Problem;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to a SQLite file, and the only class of Hearth that touches JDBC. What it binds to
 * a statement is a number, {@link SealedBytes}, or one of the few {@link ClearBytes}; there is no
 * way to hand it a text or plain bytes. Not thread-safe.
 */
final class Sqlite implements AutoCloseable {
  /** Whether a commit waits until the disk has it. */
  enum Durability {
    /** Survives a kill of the process, not surely a power cut. */
    NORMAL,
    /** Survives a power cut, and so does every commit before it. */
    FULL
  }

  private final String name;
  private final Connection connection;
  private final Map<String, Statement> statements = new HashMap<>();
  private Durability durability = Durability.FULL;

  private Sqlite(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
  }

  /**
   * Opens a file that is there; SQLite would make an empty one with everybody's rights.
   *
   * @param cacheKib how much of the file SQLite keeps in memory, in KiB
   */
  static Sqlite open(Path file, int cacheKib) {
    String name = String.valueOf(file.getFileName());
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.READWRITE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(5_000);
    // Otherwise the driver asks for the row's number after every INSERT, with a statement made
    // anew.
    config.setGetGeneratedKeys(false);
    Sqlite opened;
    try {
      opened = new Sqlite(name, config.createConnection("jdbc:sqlite:" + file));
      opened.beginsItself();
    } catch (SQLException failed) {
      throw StoreProblems.of(name, failed);
    }
    try {
      // Temporary tables and sorts stay in memory: a temp file would be outside the sealed folder.
      opened.run("PRAGMA temp_store=MEMORY");
      opened.run("PRAGMA cache_size=-" + cacheKib);
      opened.run("PRAGMA trusted_schema=OFF");
      opened.run("PRAGMA cell_size_check=ON");
      opened.run("PRAGMA synchronous=FULL");
      return opened;
    } catch (RuntimeException failed) {
      opened.close();
      throw failed;
    }
  }

  /**
   * Transactions begin and end by statements of ours. A driver that believes to commit by itself
   * tries a BEGIN and a COMMIT around every single statement, inside a transaction too.
   */
  private void beginsItself() throws SQLException {
    connection.setAutoCommit(false); // begins one, which nobody wants
    run("ROLLBACK");
  }

  /** Runs SQL of ours that takes no values; it may be several statements. */
  void run(String sql) {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException failed) {
      throw StoreProblems.of(name, failed);
    }
  }

  /** A prepared statement, kept for the next time. Its values stay until they are bound anew. */
  Statement statement(String sql) {
    Statement known = statements.get(sql);
    if (known != null) {
      return known;
    }
    try {
      Statement prepared = new Statement(sql, connection.prepareStatement(sql));
      statements.put(sql, prepared);
      return prepared;
    } catch (SQLException failed) {
      throw StoreProblems.of(name, failed);
    }
  }

  /** The number that a PRAGMA or a one-row query answers. */
  long number(String sql) {
    return statement(sql).one(row -> row.number(1)).orElse(0L);
  }

  /** Everything in one transaction: committed when this returns, undone when it throws. */
  <T> T transaction(Durability wanted, Supplier<T> work) {
    if (durability != wanted) {
      run("PRAGMA synchronous=" + wanted);
      durability = wanted;
    }
    statement("BEGIN IMMEDIATE").run();
    boolean committed = false;
    try {
      T result = work.get();
      statement("COMMIT").run();
      committed = true;
      return result;
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  /** Begins a consistent view that lasts until this connection is closed. */
  void begin() {
    statement("BEGIN").run();
  }

  /** A consistent view: what others commit meanwhile is not seen. */
  <T> T snapshot(Supplier<T> work) {
    statement("BEGIN").run();
    boolean ended = false;
    try {
      T result = work.get();
      statement("COMMIT").run();
      ended = true;
      return result;
    } finally {
      if (!ended) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.executeUpdate("ROLLBACK");
    } catch (SQLException alreadyUndone) {
      // SQLite undoes a transaction by itself when the disk is full or broken.
    }
  }

  @Override
  public void close() {
    try {
      connection.close(); // closes its statements as well
    } catch (SQLException failed) {
      throw StoreProblems.of(name, failed);
    }
  }

  /** A prepared statement; values are numbered from 1. */
  final class Statement {
    private final String sql;
    private final PreparedStatement prepared;

    private Statement(String sql, PreparedStatement prepared) {
      this.sql = sql;
      this.prepared = prepared;
    }

    Statement number(int index, long value) {
      try {
        prepared.setLong(index, value);
        return this;
      } catch (SQLException failed) {
        throw given(failed);
      }
    }

    Statement sealed(int index, SealedBytes value) {
      try {
        prepared.setBytes(index, value.octets());
        return this;
      } catch (SQLException failed) {
        throw given(failed);
      }
    }

    Statement clear(int index, ClearBytes value) {
      try {
        prepared.setBytes(index, value.octets());
        return this;
      } catch (SQLException failed) {
        throw given(failed);
      }
    }

    /** How many rows it changed. */
    int run() {
      try {
        return prepared.executeUpdate();
      } catch (SQLException failed) {
        throw given(failed);
      }
    }

    void each(Consumer<Row> visitor) {
      eachWhile(
          row -> {
            visitor.accept(row);
            return true;
          });
    }

    /** One row after the other, until the visitor has had enough. */
    void eachWhile(Predicate<Row> visitor) {
      try (ResultSet rows = prepared.executeQuery()) {
        Row row = new Row(rows);
        while (rows.next() && visitor.test(row)) {
          // the visitor did the work
        }
      } catch (SQLException failed) {
        throw given(failed);
      }
    }

    <T> Optional<T> one(Function<Row, T> reader) {
      try (ResultSet rows = prepared.executeQuery()) {
        return rows.next() ? Optional.of(reader.apply(new Row(rows))) : Optional.empty();
      } catch (SQLException failed) {
        throw given(failed);
      }
    }

    /** The driver throws a statement away that failed once; the next use prepares it anew. */
    private Problem given(SQLException failed) {
      statements.remove(sql);
      try {
        prepared.close();
      } catch (SQLException alreadyClosed) {
        failed.addSuppressed(alreadyClosed);
      }
      return StoreProblems.of(name, failed);
    }
  }

  /** The present row of a result; columns are numbered from 1. */
  final class Row {
    private final ResultSet rows;

    private Row(ResultSet rows) {
      this.rows = rows;
    }

    long number(int column) {
      try {
        return rows.getLong(column);
      } catch (SQLException failed) {
        throw StoreProblems.of(name, failed);
      }
    }

    /** A null is a blob of no octets, which opens with no key. */
    SealedBytes sealed(int column) {
      return new SealedBytes(octets(column));
    }

    /** What SQLite itself calls something; nothing of ours is a text. */
    String name(int column) {
      try {
        return String.valueOf(rows.getString(column));
      } catch (SQLException failed) {
        throw StoreProblems.of(name, failed);
      }
    }

    byte[] octets(int column) {
      try {
        byte[] octets = rows.getBytes(column);
        return octets == null ? new byte[0] : octets;
      } catch (SQLException failed) {
        throw StoreProblems.of(name, failed);
      }
    }
  }
}
