//===- UnicodeTables.h - what utf8proc does not know of characters ---------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_UNICODETABLES_H
#define ESHKOL_RUNTIME_HOST_DATA_UNICODETABLES_H

#include <cstdint>

namespace eshkol {

/// The properties of DerivedCoreProperties.txt beyond what follows from a character's general category.
bool isOtherAlphabetic(uint32_t character);
bool isOtherUppercase(uint32_t character);
bool isOtherLowercase(uint32_t character);

/// The two or three characters, ended by zero, of an uppercase form that is not one character;
/// otherwise null.
const uint16_t *multipleUppercase(uint32_t character);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_UNICODETABLES_H
