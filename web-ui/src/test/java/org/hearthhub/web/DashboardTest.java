package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTest {
  private static final String SCRIPT = "/assets/app-Ab12Cd34.js";

  @TempDir Path folder;
  private TestHub home;
  private Browser browser;

  @BeforeEach
  void start() {
    home = new TestHub(folder, settings -> settings.withDashboard("/dashboard-sample"));
    browser = home.browser();
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void the_page_is_always_asked_for_again_and_never_sent_again_unchanged() {
    Answer page = browser.get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Sample</title>");
    assertThat(page.header("Content-Type")).matches("text/html; ?charset=utf-8");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(browser.get("/", "If-None-Match", page.header("ETag")).status()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home", "/devices/urn:uuid:1", "/history?span=day", "/index.html"})
  void every_address_of_the_dashboard_is_the_one_page(String path) {
    assertThat(browser.get(path, "Accept", "text/html,*/*;q=0.8").body())
        .contains("<title>Sample</title>");
  }

  @Test
  void a_hashed_file_is_kept_for_ever() {
    Answer script = browser.get(SCRIPT);

    assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(script.body()).contains("line 99");
  }

  @Test
  void who_takes_gzip_gets_it() throws Exception {
    HttpResponse<byte[]> answer =
        browser
            .client()
            .send(
                browser.request(SCRIPT).header("Accept-Encoding", "gzip, br").build(),
                HttpResponse.BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(unzipped(answer.body())).contains("line 99");
  }

  @Test
  void a_file_that_is_not_there_is_not_the_page() {
    assertThat(browser.get("/assets/gone-12345678.js", "Accept", "*/*").problem())
        .isEqualTo("no-such-path");
    assertThat(browser.get("/assets/gone.html", "Accept", "text/html").status()).isEqualTo(404);
    assertThat(browser.get("/assets", "Accept", "*/*").status()).isEqualTo(404);
  }

  @Test
  void a_build_without_a_dashboard_says_so() {
    home.close();
    home = new TestHub(folder.resolve("other"), settings -> settings.withDashboard("/not-built"));

    Answer page = home.browser().get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("-DskipFrontend");
  }

  private static String unzipped(byte[] gzip) throws IOException {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
