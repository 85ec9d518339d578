package org.hearthhub.web.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the hub's certificate authority and server certificates (RFC 5280), EC P-256. */
final class CertificateMaker {
  /** As long as browsers take one from any authority. */
  static final Duration LEAF_LIFE = Duration.ofDays(397);

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  /** Names that a home network uses; an authority that leaks cannot vouch for any other. */
  private static final List<String> NETWORKS =
      List.of(
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "169.254.0.0/16",
          "::1/128",
          "fe80::/10",
          "fc00::/7");

  private CertificateMaker() {}

  /** A certificate and the key it is for. */
  record Issued(X509Certificate certificate, PrivateKey key) {}

  /** An authority that can vouch only for these names, their subdomains, and home networks. */
  static Issued authority(String hubName, Set<String> names, Instant now) {
    try {
      KeyPair pair = freshKey();
      X500Name subject = subject("Hearth authority of " + hubName);
      X509v3CertificateBuilder builder = builder(subject, subject, pair, now, AUTHORITY_LIFE);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(Extension.nameConstraints, true, constraints(names));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return sign(builder, pair.getPrivate(), pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException impossible) {
      throw new IllegalStateException("The JDK cannot make EC certificates", impossible);
    }
  }

  /** A server certificate for these names and addresses. */
  static Issued leaf(
      Issued authority,
      String hubName,
      Set<String> names,
      Set<InetAddress> addresses,
      Instant now) {
    try {
      KeyPair pair = freshKey();
      X500Name issuer =
          X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
      X509v3CertificateBuilder builder = builder(issuer, subject(hubName), pair, now, LEAF_LIFE);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.subjectAlternativeName, false, alternativeNames(names, addresses));
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(pair.getPublic()));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
      return sign(builder, authority.key(), pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException impossible) {
      throw new IllegalStateException("The JDK cannot make EC certificates", impossible);
    }
  }

  /** For which hub a server certificate of ours was made. */
  static Optional<String> hubNameOf(X509Certificate leaf) {
    X500Name subject = X500Name.getInstance(leaf.getSubjectX500Principal().getEncoded());
    return Stream.of(subject.getRDNs(BCStyle.CN))
        .map(rdn -> IETFUtils.valueToString(rdn.getFirst().getValue()))
        .findFirst();
  }

  private static KeyPair freshKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X500Name subject(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, "Hearth")
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair pair, Instant now, Duration life) {
    Instant from = now.minus(CLOCK_SKEW);
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, new SecureRandom()).setBit(126),
        Date.from(from),
        // RFC 5280: notAfter is still valid, so a life of 397 days ends a second earlier.
        Date.from(from.plus(life).minusSeconds(1)),
        subject,
        pair.getPublic());
  }

  private static Issued sign(X509v3CertificateBuilder builder, PrivateKey signer, PrivateKey own)
      throws GeneralSecurityException, OperatorCreationException {
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    return new Issued(certificate, own);
  }

  private static NameConstraints constraints(Set<String> names) {
    List<GeneralSubtree> permitted = new ArrayList<>();
    for (String name : names) {
      permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, name)));
    }
    for (String network : NETWORKS) {
      permitted.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, network)));
    }
    return new NameConstraints(permitted.toArray(GeneralSubtree[]::new), null);
  }

  private static GeneralNames alternativeNames(Set<String> names, Set<InetAddress> addresses) {
    List<GeneralName> all = new ArrayList<>();
    names.stream().sorted().forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
    addresses.stream()
        .map(ServerAddresses::text)
        .sorted()
        .forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address)));
    return new GeneralNames(all.toArray(GeneralName[]::new));
  }
}
