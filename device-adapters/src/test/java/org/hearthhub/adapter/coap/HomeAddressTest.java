package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hearthhub.problem.Invalid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"coap://192.168.1.20", "10.0.0.7:5700", "[fd00::7]", "coaps://[::1]:9"})
  void digits_need_no_name_service(String address) {
    assertThat(HomeAddress.isNumeric(address)).isTrue();
    assertThat(HomeAddress.parse(address).toString()).startsWith("coap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"coap://[abc.de]", "[bad.cafe]:5683", "999.1.1.1", "[::1%nosuch7]"})
  void what_only_looks_like_digits_is_no_address_and_asks_nobody(String address) {
    assertThat(HomeAddress.isNumeric(address)).isFalse();
    assertThatThrownBy(() -> HomeAddress.parse(address))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.code()).isEqualTo("bad-address"));
  }
}
