package org.hearthhub.web.tls;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hearthhub.problem.Broken;
import org.hearthhub.web.tls.CertificateMaker.Issued;

/**
 * The hub's own authority and server certificate. They lie in a folder outside the vault, with mode
 * 0600, so that a locked hub can still serve its unlock page. Thread-safe.
 *
 * <p>{@code authority.pem} and {@code server.pem} hold certificate and key.
 */
public final class HubCertificates {
  private static final Duration RENEW_BEFORE = Duration.ofDays(60);

  private final Path folder;
  private final String hubName;
  private final Set<String> names;
  private final InstantSource clock;
  private final Issued authority;
  private Issued server;

  private HubCertificates(
      Path folder,
      String hubName,
      Set<String> names,
      InstantSource clock,
      Issued authority,
      Issued server) {
    this.folder = folder;
    this.hubName = hubName;
    this.names = names;
    this.clock = clock;
    this.authority = authority;
    this.server = server;
  }

  /**
   * Opens what lies in the folder, and makes what is missing or no longer fits.
   *
   * @param hubName the permanent name of the hub
   * @param aliases further names it answers to
   * @param addresses on which it listens
   * @throws Broken if the folder cannot be read or written
   */
  public static HubCertificates open(
      Path folder,
      String hubName,
      Set<String> aliases,
      Set<InetAddress> addresses,
      InstantSource clock) {
    Set<String> names = new HashSet<>(aliases);
    names.add(hubName);
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path authorityFile = folder.resolve("authority.pem");
      Issued authority;
      if (Files.exists(authorityFile)) {
        authority = PemFile.read(authorityFile);
      } else {
        authority = CertificateMaker.authority(hubName, names, clock.instant());
        PemFile.write(authorityFile, authority);
      }
      Path serverFile = folder.resolve("server.pem");
      Issued server =
          Files.exists(serverFile)
              ? PemFile.read(serverFile)
              : makeServer(folder, authority, hubName, names, addresses, clock.instant());
      HubCertificates certificates =
          new HubCertificates(folder, hubName, Set.copyOf(names), clock, authority, server);
      certificates.renewIfNeeded(addresses);
      return certificates;
    } catch (IOException | GeneralSecurityException failure) {
      throw broken(folder, failure);
    }
  }

  /**
   * The permanent name that the certificate in the folder was made for: whoever cannot open the
   * store yet learns it from there. Empty if there is none.
   *
   * @throws Broken if it is there and cannot be read
   */
  public static Optional<String> hubNameIn(Path folder) {
    Path file = folder.resolve("server.pem");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return CertificateMaker.hubNameOf(PemFile.read(file).certificate());
    } catch (IOException | GeneralSecurityException failure) {
      throw broken(folder, failure);
    }
  }

  /**
   * Makes another server certificate if the present one ends soon, is for another authority, or
   * misses one of the names or IPv4 addresses. A new IPv6 address alone is no reason: some change
   * daily, and each new certificate makes browsers warn that have only been told to go on.
   *
   * @return whether it did
   */
  public synchronized boolean renewIfNeeded(Set<InetAddress> addresses) {
    Instant now = clock.instant();
    if (isGood(now) && ServerAddresses.covers(server.certificate(), names, v4(addresses))) {
      return false;
    }
    try {
      server = makeServer(folder, authority, hubName, names, addresses, now);
    } catch (IOException | GeneralSecurityException failure) {
      throw broken(folder, failure);
    }
    return true;
  }

  private static Set<InetAddress> v4(Set<InetAddress> addresses) {
    return addresses.stream().filter(Inet4Address.class::isInstance).collect(Collectors.toSet());
  }

  private boolean isGood(Instant now) {
    X509Certificate certificate = server.certificate();
    try {
      certificate.verify(authority.certificate().getPublicKey());
    } catch (GeneralSecurityException otherAuthority) {
      return false;
    }
    return certificate.getNotBefore().toInstant().isBefore(now)
        && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE));
  }

  private static Issued makeServer(
      Path folder,
      Issued authority,
      String hubName,
      Set<String> names,
      Set<InetAddress> addresses,
      Instant now)
      throws IOException, GeneralSecurityException {
    Issued made = CertificateMaker.leaf(authority, hubName, names, addresses, now);
    PemFile.write(folder.resolve("server.pem"), made);
    return made;
  }

  /** The certificate that a browser has to trust to trust this hub. */
  public X509Certificate authority() {
    return authority.certificate();
  }

  /** The present server certificate. */
  public synchronized X509Certificate server() {
    return server.certificate();
  }

  /** The present server certificate with its key and authority, for a TLS server. */
  public synchronized KeyStore keyStore(char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "hub",
          server.key(),
          password,
          new Certificate[] {server.certificate(), authority.certificate()});
      return store;
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException("The JDK cannot hold a PKCS#12 store", impossible);
    }
  }

  private static Broken broken(Path folder, Exception failure) {
    return new Broken(
        "certificates-broken",
        "The certificates in %s cannot be read or written. Look at the folder's owner and free"
                .formatted(folder)
            + " space; moving it away lets Hearth make new ones.",
        failure);
  }
}
