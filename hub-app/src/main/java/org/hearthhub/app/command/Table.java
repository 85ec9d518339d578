package org.hearthhub.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, as wide as they need to be. Strangers' words cannot steer the terminal. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  Table row(String... cells) {
    rows.add(List.of(cells).stream().map(Table::harmless).toList());
    return this;
  }

  void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  /** Without control characters, and without those that turn the direction of writing. */
  private static String harmless(String cell) {
    StringBuilder clean = new StringBuilder();
    cell.codePoints()
        .filter(
            each -> !Character.isISOControl(each) && Character.getType(each) != Character.FORMAT)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
