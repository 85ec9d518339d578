package org.hearthhub.adapter.coap.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkFormatTest {
  private static List<CoreLink> read(String document) {
    return LinkFormat.read(document.getBytes(UTF_8));
  }

  @Test
  void links_and_their_attributes_are_read() {
    List<CoreLink> links =
        read(
            "</>;title=\"General, \\\"Info\\\"\";ct=0,</time>;if=\"clock\";rt=\"ticks"
                + " other\";obs;ct=\"0 50\"");

    assertThat(links).extracting(CoreLink::target).containsExactly("/", "/time");
    assertThat(links.get(0).attribute("title")).contains("General, \"Info\"");
    assertThat(links.get(0).observable()).isFalse();
    assertThat(links.get(1).observable()).isTrue();
    assertThat(links.get(1).words("rt")).containsExactly("ticks", "other");
    assertThat(links.get(1).contentFormats()).containsExactly(0, 50);
  }

  @Test
  void no_links_are_no_links() {
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "<", "</a", "</a>;", "</a>;=x", "</a>;t=\"x", "</a> </b>", "</a>x"})
  void what_is_not_link_format_says_so(String document) {
    assertThatThrownBy(() -> read(document)).isInstanceOf(Invalid.class);
  }

  @Test
  void a_list_without_end_is_bounded() {
    assertThat(read("</a>,".repeat(1000) + "</a>")).hasSize(LinkFormat.MAX_LINKS);
    assertThatThrownBy(() -> read("</a>,".repeat(20_000))).isInstanceOf(TooMuch.class);
    assertThatThrownBy(() -> read("</a>" + ";x=1".repeat(17))).isInstanceOf(Invalid.class);
  }
}
