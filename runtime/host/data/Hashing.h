//===- Hashing.h - hash values of objects ----------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_HASHING_H
#define ESHKOL_RUNTIME_HOST_DATA_HASHING_H

#include "runtime/host/Value.h"

namespace eshkol {

/// Spreads what differs over all bits (the finalizer of MurmurHash3).
constexpr uint64_t mixHash(uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDu;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53u;
  return hash ^ (hash >> 33);
}
/// Adds a part to the hash value of a sequence, whose end calls for `mixHash`.
constexpr uint64_t combineHash(uint64_t hash, uint64_t part) {
  return (((hash << 5) | (hash >> 59)) ^ part) * 0x9E3779B97F4A7C15u;
}

/// Equal for values that are eq?, eqv? or equal?.  Objects do not move, so that their address serves.
inline uint64_t hashEq(Word value) { return mixHash(value); }
uint64_t hashEqv(Word value);
/// Looks at a limited number of parts, so that large and cyclic data cost no more.
uint64_t hashEqual(Word value);

/// What a hash procedure returns: a fixnum that is not negative, and below `bound` if there is one.
Word hashResult(const char *procedure, uint64_t hash, Word bound);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_HASHING_H
