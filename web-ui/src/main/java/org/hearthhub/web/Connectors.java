package org.hearthhub.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.hearthhub.web.door.LanConnector;
import org.hearthhub.web.door.Limits;
import org.hearthhub.web.door.ListenAddresses;
import org.hearthhub.web.tls.TlsContext;

/** The ways into the server, and what HTTP they speak. */
final class Connectors {
  private static final int OUTPUT_BUFFER = 16 * 1024;

  /** {@code sun_path} of {@code unix(7)} has 108 bytes, the last of them zero. */
  private static final int LONGEST_SOCKET_PATH = 107;

  /** Whoever holds the machine may wait for a backup, however long it takes. */
  private static final Duration PATIENCE_WITH_OPERATOR = Duration.ofHours(6);

  private Connectors() {}

  static LanConnector http(Server server, int port, ListenAddresses listen) {
    LanConnector connector =
        new LanConnector("http", server, port, listen, new HttpConnectionFactory(configuration()));
    return connector;
  }

  static LanConnector https(Server server, int port, ListenAddresses listen, TlsContext tls) {
    HttpConfiguration configuration = configuration();
    // The door holds Host against our names; the certificate may lack a fresh address.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    HTTP2ServerConnectionFactory h2 = new HTTP2ServerConnectionFactory(configuration);
    h2.setMaxConcurrentStreams(Limits.STREAMS);
    h2.setConnectProtocolEnabled(false);
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
    LanConnector connector =
        new LanConnector(
            "https",
            server,
            port,
            listen,
            new SslConnectionFactory(tls.factory(), alpn.getProtocol()),
            alpn,
            h2,
            new HttpConnectionFactory(configuration));
    return connector;
  }

  static Connector socket(Server server, Path path) {
    int length = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_SOCKET_PATH) {
      throw new Invalid(
          "socket-path-too-long",
          "The path of the data folder is too long: the socket in it would have %d characters, and"
                  .formatted(length)
              + " at most %d are possible. Choose a shorter one with --data."
                  .formatted(LONGEST_SOCKET_PATH));
    }
    remove(path);
    UnixDomainServerConnector connector =
        new UnixDomainServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setUnixDomainPath(path.toAbsolutePath());
    connector.setIdleTimeout(PATIENCE_WITH_OPERATOR.toMillis());
    connector.setName("operator");
    return connector;
  }

  /** Only the owner of the data folder may connect. */
  static void protect(Path socket) {
    try {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException failure) {
      throw new Broken(
          "socket-broken",
          "The socket %s cannot be protected from other users.".formatted(socket),
          failure);
    }
  }

  /** Whoever opened the data folder holds its lock, so an old socket file is nobody's. */
  static void remove(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException failure) {
      throw new Broken(
          "socket-broken", "The old socket %s cannot be removed.".formatted(socket), failure);
    }
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setRequestHeaderSize(Limits.HEADERS);
    configuration.setResponseHeaderSize(Limits.HEADERS);
    configuration.setOutputBufferSize(OUTPUT_BUFFER);
    configuration.setHttpCompliance(HttpCompliance.RFC7230);
    configuration.setUriCompliance(UriCompliance.RFC3986);
    configuration.setPersistentConnectionsEnabled(true);
    return configuration;
  }
}
