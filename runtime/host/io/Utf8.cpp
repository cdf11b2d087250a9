//===- Utf8.cpp - characters as bytes --------------------------------------===//

#include "runtime/host/io/Utf8.h"

namespace eshkol {

int decodeUtf8(const uint8_t *bytes, size_t count, uint32_t *scalar) {
  if (count == 0)
    return 0;
  uint8_t first = bytes[0];
  *scalar = first;
  if (first < 0x80)
    return 1;
  *scalar = ReplacementCharacter;
  if (first < 0xC2 || first > 0xF4)
    return 1;
  int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  uint32_t value = first & (0x7F >> length);
  // The second byte excludes overlong forms, surrogates and what lies beyond U+10FFFF.
  uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  for (int i = 1; i < length; ++i) {
    if (size_t(i) == count)
      return 0;
    if (bytes[i] < low || bytes[i] > high)
      return i;
    value = (value << 6) | (bytes[i] & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  *scalar = value;
  return length;
}

int encodeUtf8(uint32_t scalar, uint8_t *bytes) {
  if (scalar < 0x80) {
    bytes[0] = uint8_t(scalar);
    return 1;
  }
  int length = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
  for (int i = length - 1; i > 0; --i, scalar >>= 6)
    bytes[i] = uint8_t(0x80 | (scalar & 0x3F));
  bytes[0] = uint8_t((0xF00 >> length) | scalar);
  return length;
}

} // namespace eshkol
