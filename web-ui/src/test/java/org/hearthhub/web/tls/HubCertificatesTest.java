package org.hearthhub.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.hearthhub.problem.Broken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Set<InetAddress> ADDRESSES =
      Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("192.168.7.5"));

  @TempDir Path folder;

  @Test
  void a_server_certificate_is_for_the_names_and_addresses_of_the_hub() throws Exception {
    var certificates = open(NOW, ADDRESSES);

    assertThat(alternativeNames(certificates.server()))
        .containsExactlyInAnyOrder(
            "hearth-test.local", "hearth.local", "localhost", "127.0.0.1", "192.168.7.5");
    assertThat(certificates.server().getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(certificates.server().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificates.server().getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void a_server_certificate_lives_no_longer_than_browsers_take() {
    X509Certificate server = open(NOW, ADDRESSES).server();

    Duration life =
        Duration.between(server.getNotBefore().toInstant(), server.getNotAfter().toInstant());
    assertThat(life).isLessThan(Duration.ofDays(397));
  }

  @Test
  void the_authority_vouches_for_the_server() {
    var certificates = open(NOW, ADDRESSES);

    assertThatCode(() -> validate(certificates.server(), certificates.authority()))
        .doesNotThrowAnyException();
  }

  @Test
  void the_authority_cannot_vouch_for_anybody_elses_name_or_a_public_address() throws Exception {
    // The JDK passes over the constraints of a trust anchor; browsers heed them.
    var constraints = new PKIXNameConstraintValidator();
    constraints.intersectPermittedSubtree(
        NameConstraints.getInstance(
                ASN1OctetString.getInstance(
                        open(NOW, ADDRESSES).authority().getExtensionValue("2.5.29.30"))
                    .getOctets())
            .getPermittedSubtrees());

    for (GeneralName ours :
        List.of(dns("hearth-test.local"), dns("localhost"), ip("192.168.1.1"), ip("fd00::1"))) {
      assertThatCode(() -> constraints.checkPermitted(ours)).doesNotThrowAnyException();
    }
    for (GeneralName notOurs :
        List.of(dns("bank.example"), dns("printer.local"), ip("8.8.8.8"), ip("2001:db8::1"))) {
      assertThatThrownBy(() -> constraints.checkPermitted(notOurs))
          .isInstanceOf(NameConstraintValidatorException.class);
    }
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static GeneralName ip(String address) {
    return new GeneralName(GeneralName.iPAddress, address);
  }

  @Test
  void what_was_made_is_kept() {
    X509Certificate first = open(NOW, ADDRESSES).server();
    X509Certificate second = open(NOW.plus(Duration.ofDays(30)), ADDRESSES).server();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void it_is_renewed_before_it_ends_and_the_authority_stays() {
    var first = open(NOW, ADDRESSES);
    var later = open(NOW.plus(Duration.ofDays(350)), ADDRESSES);

    assertThat(later.server()).isNotEqualTo(first.server());
    assertThat(later.authority()).isEqualTo(first.authority());
  }

  @Test
  void it_is_renewed_for_a_new_ipv4_address_but_not_for_a_passing_ipv6_one() {
    var certificates = open(NOW, ADDRESSES);
    X509Certificate first = certificates.server();

    assertThat(certificates.renewIfNeeded(Set.of(InetAddress.ofLiteral("fd00::77")))).isFalse();
    assertThat(certificates.server()).isEqualTo(first);
    assertThat(certificates.renewIfNeeded(Set.of(InetAddress.ofLiteral("10.0.0.9")))).isTrue();
    assertThat(certificates.server()).isNotEqualTo(first);
  }

  @Test
  void nobody_else_on_this_machine_can_read_the_keys() throws IOException {
    open(NOW, ADDRESSES);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls"))))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder.resolve("tls"))) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void a_damaged_file_is_said_and_not_replaced() throws IOException {
    open(NOW, ADDRESSES);
    Path file = folder.resolve("tls").resolve("server.pem");
    Files.writeString(file, "rubbish");

    assertThatThrownBy(() -> open(NOW, ADDRESSES))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("cannot be read");
    assertThat(file).hasContent("rubbish");
  }

  private HubCertificates open(Instant now, Set<InetAddress> addresses) {
    return HubCertificates.open(
        folder.resolve("tls"),
        "hearth-test.local",
        Set.of("hearth.local", "localhost"),
        addresses,
        InstantSource.fixed(now));
  }

  private static List<String> alternativeNames(X509Certificate certificate) throws Exception {
    var names = certificate.getSubjectAlternativeNames();
    assertThat(names).isNotNull();
    return names.stream().map(each -> String.valueOf(each.get(1))).toList();
  }

  @SuppressWarnings("JavaUtilDate") // The JDK's own interface.
  private static void validate(X509Certificate leaf, X509Certificate authority) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
  }
}
