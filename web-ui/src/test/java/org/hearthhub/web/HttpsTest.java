package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS with the certificate that the hub made, checked against the hub's own authority. */
class HttpsTest {
  @TempDir Path folder;
  private TestHub home;

  @BeforeEach
  void start() {
    home = new TestHub(folder, settings -> settings.withHttpsPort(0));
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void who_trusts_the_hubs_authority_trusts_the_hub(String host) throws Exception {
    HttpResponse<String> answer = get(trusting(), "https://%s:%d/health".formatted(host, port()));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void who_does_not_is_warned() {
    HttpClient stranger = HttpClient.newHttpClient();

    assertThatThrownBy(() -> get(stranger, "https://localhost:" + port() + "/health"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void browsers_get_http2_and_simple_clients_http1() throws Exception {
    HttpClient simple =
        HttpClient.newBuilder().sslContext(context()).version(HttpClient.Version.HTTP_1_1).build();

    assertThat(get(trusting(), health()).version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(get(simple, health()).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void a_page_over_http2_signs_in_follows_and_commands() throws Exception {
    DeviceId lamp = home.lamp();
    var anna =
        home.hub
            .household()
            .admit(
                new org.hearthhub.thing.Actor.Operator(),
                "Anna",
                TestHub.PASSWORD.toCharArray(),
                org.hearthhub.access.Role.OWNER);
    Browser browser =
        new Browser(trusting(), "https://localhost:" + port())
            .with(home.hub.sessions().begin(anna).token());

    try (EventStream stream = new EventStream(browser)) {
      assertThat(stream.response().version()).isEqualTo(HttpClient.Version.HTTP_2);
      stream.next("hello");
      assertThat(browser.put("/things/" + lamp + "/properties/on", "true").status()).isEqualTo(204);
      home.adapter.tell(lamp, "brightness", Value.of(12));
      String seen = stream.next("readings").data() + stream.next("readings").data();
      assertThat(seen).contains("\"brightness\"");
    }
    assertThat(browser.get("/things/" + lamp).json().path("base").stringValue())
        .isEqualTo("https://localhost:" + port() + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void present_tls_is_spoken(String version) throws Exception {
    try (SSLSocket socket = socket(version)) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      assertThat(leaf.getSubjectX500Principal().getName()).contains("CN=" + TestHub.NAME);
    }
  }

  @Test
  void old_tls_is_not() throws Exception {
    try (SSLSocket socket = socket("TLSv1.1")) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void the_alias_leads_pages_to_the_permanent_name() throws Exception {
    String answer =
        raw(
            "GET /devices?room=1 HTTP/1.1\r\nHost: hearth.local:"
                + port()
                + "\r\nAccept: text/html\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 307 ")
        .contains("Location: https://hearth-test.local:" + port() + "/devices?room=1\r\n");
  }

  @Test
  void a_foreign_name_is_refused_here_too() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void a_restarted_hub_has_the_same_certificate() {
    X509Certificate before = home.web.authority().orElseThrow();
    home.web.close();

    try (WebServer again =
        WebServer.start(
            home.hub, WebSettings.of(folder.resolve("tls"), TestHub.NAME, "x").withHttpsPort(0))) {
      assertThat(again.authority()).contains(before);
    }
  }

  private int port() {
    return home.web.httpsPort().orElseThrow();
  }

  private String health() {
    return "https://localhost:" + port() + "/health";
  }

  private HttpClient trusting() throws GeneralSecurityException, IOException {
    return HttpClient.newBuilder().sslContext(context()).build();
  }

  private SSLContext context() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("hub", home.web.authority().orElseThrow());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private SSLSocket socket(String version) throws GeneralSecurityException, IOException {
    SSLSocket socket =
        (SSLSocket)
            context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("localhost")));
    socket.setSSLParameters(parameters);
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private String raw(String request) throws GeneralSecurityException, IOException {
    try (SSLSocket socket = socket("TLSv1.3")) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpResponse<String> get(HttpClient client, String uri)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
