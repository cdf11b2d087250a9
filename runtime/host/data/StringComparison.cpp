//===- StringComparison.cpp - equality, order and hash values of strings ---===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Hashing.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/data/Unicode.h"

#include <functional>

using namespace eshkol;

bool eshkol::stringsEqual(const String *left, const String *right) {
  return left->length == right->length && compareStrings(left, right) == 0;
}

int eshkol::compareStrings(const String *left, const String *right) {
  int64_t common = std::min(left->length, right->length);
  int order = 0;
  if (!isWide(left) && !isWide(right)) {
    order = std::memcmp(left->data, right->data, size_t(common));
  } else {
    for (int64_t i = 0; i < common && order == 0; ++i) {
      uint32_t a = characterAt(left, i), b = characterAt(right, i);
      order = (a > b) - (a < b);
    }
  }
  if (order != 0)
    return order;
  return (left->length > right->length) - (left->length < right->length);
}

uint64_t eshkol::hashString(const String *string) {
  return withCharacters(string, [&](auto *characters) {
    uint64_t hash = uint64_t(string->length);
    for (int64_t i = 0; i < string->length; ++i)
      hash = combineHash(hash, characters[i]);
    return mixHash(hash);
  });
}

namespace {

/// Goes through the characters of a string as string-foldcase gives them.
class FoldedCharacters {
public:
  explicit FoldedCharacters(const String *string) : string(string) {}

  /// The next one; false at the end.
  bool next(uint32_t &character) {
    if (position == count) {
      if (index == string->length)
        return false;
      count = fullFolding(characterAt(string, index++), mapping);
      position = 0;
    }
    character = mapping[position++];
    return true;
  }

private:
  const String *string;
  int64_t index = 0;
  uint32_t mapping[MaxMapping] = {};
  int position = 0, count = 0;
};

} // namespace

static int compareFolded(const String *left, const String *right) {
  FoldedCharacters leftCharacters(left), rightCharacters(right);
  uint32_t a, b;
  for (;;) {
    bool more = leftCharacters.next(a);
    if (!rightCharacters.next(b))
      return more;
    if (!more)
      return -1;
    if (a != b)
      return a < b ? -1 : 1;
  }
}

/// Zero if they are equal.  Strings of different lengths are not looked at.
static int differ(const String *left, const String *right) { return !stringsEqual(left, right); }

/// Whether `holds` is true of each argument's order to the next.  All arguments are checked, even
/// when the result is known before.
template <typename Order, typename Relation>
static Word compare(const char *procedure, Word first, Word rest, Order order, Relation holds) {
  bool result = true;
  String *left = checkString(procedure, 1, first);
  for (int position = 2; isPair(rest); rest = cdr(rest), ++position) {
    String *right = checkString(procedure, position, car(rest));
    result = result && holds(order(left, right), 0);
    left = right;
  }
  return fromBool(result);
}

ESHKOL_PRIMITIVE(eshkol_string_equal_p, "string=?", 1, Rest)(Word first, Word rest) {
  return compare("string=?", first, rest, differ, std::equal_to<>());
}
ESHKOL_PRIMITIVE(eshkol_string_less_p, "string<?", 1, Rest)(Word first, Word rest) {
  return compare("string<?", first, rest, compareStrings, std::less<>());
}
ESHKOL_PRIMITIVE(eshkol_string_greater_p, "string>?", 1, Rest)(Word first, Word rest) {
  return compare("string>?", first, rest, compareStrings, std::greater<>());
}
ESHKOL_PRIMITIVE(eshkol_string_less_equal_p, "string<=?", 1, Rest)(Word first, Word rest) {
  return compare("string<=?", first, rest, compareStrings, std::less_equal<>());
}
ESHKOL_PRIMITIVE(eshkol_string_greater_equal_p, "string>=?", 1, Rest)(Word first, Word rest) {
  return compare("string>=?", first, rest, compareStrings, std::greater_equal<>());
}

ESHKOL_PRIMITIVE(eshkol_string_ci_equal_p, "string-ci=?", 1, Rest)(Word first, Word rest) {
  return compare("string-ci=?", first, rest, compareFolded, std::equal_to<>());
}
ESHKOL_PRIMITIVE(eshkol_string_ci_less_p, "string-ci<?", 1, Rest)(Word first, Word rest) {
  return compare("string-ci<?", first, rest, compareFolded, std::less<>());
}
ESHKOL_PRIMITIVE(eshkol_string_ci_greater_p, "string-ci>?", 1, Rest)(Word first, Word rest) {
  return compare("string-ci>?", first, rest, compareFolded, std::greater<>());
}
ESHKOL_PRIMITIVE(eshkol_string_ci_less_equal_p, "string-ci<=?", 1, Rest)(Word first, Word rest) {
  return compare("string-ci<=?", first, rest, compareFolded, std::less_equal<>());
}
ESHKOL_PRIMITIVE(eshkol_string_ci_greater_equal_p, "string-ci>=?", 1, Rest)(Word first, Word rest) {
  return compare("string-ci>=?", first, rest, compareFolded, std::greater_equal<>());
}

// Two arguments, without a list of the others.

ESHKOL_PRIMITIVE(eshkol_internal_string_equal_p, "%string=?", 2, 2)(Word left, Word right) {
  return fromBool(stringsEqual(checkString("string=?", 1, left), checkString("string=?", 2, right)));
}
ESHKOL_PRIMITIVE(eshkol_internal_string_less_p, "%string<?", 2, 2)(Word left, Word right) {
  return fromBool(compareStrings(checkString("string<?", 1, left), checkString("string<?", 2, right)) < 0);
}

ESHKOL_PRIMITIVE(eshkol_string_hash, "string-hash", 1, 2)(Word string, Word bound) {
  return hashResult("string-hash", hashString(checkString("string-hash", 1, string)), bound);
}
