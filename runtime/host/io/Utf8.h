//===- Utf8.h - characters as bytes ----------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_UTF8_H
#define ESHKOL_RUNTIME_HOST_IO_UTF8_H

#include <cstddef>
#include <cstdint>

namespace eshkol {

constexpr uint32_t ReplacementCharacter = 0xFFFD;
constexpr uint32_t LastCharacter = 0x10FFFF;

/// Decodes the character at the front of `count` bytes and says how many bytes it takes.  Malformed
/// bytes count as U+FFFD, one for each maximal part of a sequence (Unicode 15, section 3.9).  The answer
/// is 0 if all bytes are the beginning of a well-formed sequence, and for no bytes.
int decodeUtf8(const uint8_t *bytes, size_t count, uint32_t *scalar);

/// Writes one to four bytes and says how many.
int encodeUtf8(uint32_t scalar, uint8_t *bytes);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_UTF8_H
