//===- Lexical.h - what reader and printer both know -----------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_LEXICAL_H
#define ESHKOL_RUNTIME_HOST_IO_LEXICAL_H

#include <cstdint>
#include <string_view>

namespace eshkol {

/// White space, or a byte order mark.
bool isBlank(uint32_t scalar);
/// Whether a symbol, number, boolean or character ends before this character.
bool isDelimiter(uint32_t scalar);
/// Whether this text in UTF-8 is read as a symbol, without bars around it.
bool isPlainSymbol(std::string_view text);

struct CharacterName {
  std::string_view name;
  uint32_t scalar;
};
/// The names of R7RS 6.6.
constexpr CharacterName CharacterNames[] = {
    {"alarm", 7}, {"backspace", 8}, {"delete", 127}, {"escape", 27}, {"newline", 10},
    {"null", 0},  {"return", 13},   {"space", 32},   {"tab", 9},
};

/// Whether one sees the character when it stands alone.
bool isGraphic(uint32_t scalar);
/// Whether a string shows the character best as it is.
bool isPrintable(uint32_t scalar);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_LEXICAL_H
