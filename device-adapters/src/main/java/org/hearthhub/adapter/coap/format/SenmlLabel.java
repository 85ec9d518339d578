package org.hearthhub.adapter.coap.format;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels, by the name and the CBOR number (RFC 8428 table 4); both are taken in both forms. */
enum SenmlLabel {
  BVER,
  BN,
  BT,
  BU,
  BV,
  BS,
  N,
  U,
  V,
  VS,
  VB,
  VD,
  S,
  T,
  UT,
  OTHER;

  static final Set<SenmlLabel> BASE =
      Collections.unmodifiableSet(EnumSet.of(BVER, BN, BT, BU, BV, BS));

  static SenmlLabel of(@Nullable String name) {
    return switch (name) {
      case "bver", "-1" -> BVER;
      case "bn", "-2" -> BN;
      case "bt", "-3" -> BT;
      case "bu", "-4" -> BU;
      case "bv", "-5" -> BV;
      case "bs", "-6" -> BS;
      case "n", "0" -> N;
      case "u", "1" -> U;
      case "v", "2" -> V;
      case "vs", "3" -> VS;
      case "vb", "4" -> VB;
      case "s", "5" -> S;
      case "t", "6" -> T;
      case "ut", "7" -> UT;
      case "vd", "8" -> VD;
      case null, default -> OTHER;
    };
  }
}
