package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;

/** Scandium's settings for a home: DTLS 1.2 with keys that both sides know, and nothing else. */
final class SecureWire {
  /** Sessions held at once; each costs about 2 kB. */
  static final int MOST_SESSIONS = Wire.MAX_PEERS;

  /** When there is no room, whoever was silent for so long makes some. */
  private static final Duration STALE = Duration.ofMinutes(5);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  private static final int RETRANSMISSIONS = 2;

  /** Of the connection ids that we give out (RFC 9146): enough for all sessions, and short. */
  private static final int CONNECTION_ID = 6;

  private SecureWire() {}

  static Configuration configuration(CoapSettings settings) {
    DtlsConfig.register();
    Configuration wire = Wire.configuration(settings);
    wire.set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.BOTH);
    wire.setAsList(
        DtlsConfig.DTLS_CIPHER_SUITES,
        // With a fresh agreement in each session, so that a key that leaks later opens no past one.
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256,
        // What small devices have: LwM2M, libcoap, TRADFRI (RFC 7925 section 4.2).
        CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_PSK_WITH_AES_128_CCM,
        CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);
    wire.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
    wire.set(DtlsConfig.DTLS_USE_HELLO_VERIFY_REQUEST, true);
    wire.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID);
    wire.set(DtlsConfig.DTLS_MAX_CONNECTIONS, MOST_SESSIONS);
    wire.set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, STALE.toSeconds(), TimeUnit.SECONDS);
    wire.set(
        DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT,
        settings.pace().acknowledgement().toMillis(),
        TimeUnit.MILLISECONDS);
    wire.set(
        DtlsConfig.DTLS_MAX_RETRANSMISSION_TIMEOUT,
        LONGEST_PAUSE.toMillis(),
        TimeUnit.MILLISECONDS);
    wire.set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, RETRANSMISSIONS);
    wire.set(DtlsConfig.DTLS_MAX_PENDING_INBOUND_JOBS, 2048);
    wire.set(DtlsConfig.DTLS_MAX_PENDING_OUTBOUND_JOBS, 2048);
    wire.set(DtlsConfig.DTLS_MAX_PENDING_HANDSHAKE_RESULT_JOBS, 256);
    wire.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    wire.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    return wire;
  }

  static DtlsConnectorConfig connector(
      Configuration wire, InetSocketAddress address, PskKeys keys, Handshakes handshakes) {
    return DtlsConnectorConfig.builder(wire)
        .setAddress(address)
        .setAdvancedPskStore(keys)
        .setApplicationLevelInfoSupplier(keys)
        .setSessionListener(handshakes)
        .setLoggingTag("coaps")
        .build();
  }
}
