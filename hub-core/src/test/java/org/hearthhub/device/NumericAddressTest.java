package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericAddressTest {
  /** RFC 5952 sections 1 and 4. */
  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "FE80:0:0:0:0:0:0:77, fe80::77",
    "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "fd00:99:7:0:0:0:0:0, fd00:99:7::",
    "192.168.1.20, 192.168.1.20"
  })
  void an_address_is_written_as_people_are_used_to(String given, String shown) {
    assertThat(NumericAddress.of(InetAddress.ofLiteral(given))).isEqualTo(shown);
  }
}
