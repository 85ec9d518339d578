package org.hearthhub.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columns_line_up_under_their_headings() {
    assertThat(printed(new Table("TITLE", "ROOM").row("Lamp", "Hall").row("Heat pump", "")))
        .isEqualTo(
            """
            TITLE      ROOM
            Lamp       Hall
            Heat pump
            """);
  }

  @Test
  void a_title_that_would_steer_the_terminal_is_made_harmless() {
    assertThat(printed(new Table("TITLE").row("\u001b[2JLa\u202emp\n\u0007")))
        .isEqualTo(
            """
            TITLE
            [2JLamp
            """);
  }

  private static String printed(Table table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString();
  }
}
