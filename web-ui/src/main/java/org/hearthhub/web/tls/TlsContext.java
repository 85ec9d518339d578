package org.hearthhub.web.tls;

import java.util.UUID;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS 1.3 and 1.2 with the hub's certificate, for Jetty. Thread-safe. */
public final class TlsContext {
  private final HubCertificates certificates;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();

  /** Takes the present certificate. */
  public TlsContext(HubCertificates certificates) {
    this.certificates = certificates;
    load(factory);
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setRenegotiationAllowed(false);
    factory.setSniRequired(false);
    factory.setSslSessionCacheSize(512);
  }

  /** What Jetty's connector needs. */
  public SslContextFactory.Server factory() {
    return factory;
  }

  /** Takes the present certificate for every connection from now on. */
  public void reload() {
    try {
      factory.reload(this::load);
    } catch (Exception impossible) {
      throw new IllegalStateException("The new certificate could not be taken", impossible);
    }
  }

  private void load(SslContextFactory into) {
    // The store lives in memory only; Jetty wants a password all the same.
    String password = UUID.randomUUID().toString();
    into.setKeyStore(certificates.keyStore(password.toCharArray()));
    into.setKeyStorePassword(password);
  }
}
