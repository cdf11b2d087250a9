//===- NumberReader.cpp - the syntax of numbers ----------------------------===//
//
// The grammar of R7RS, section 7.1.1.  Beyond it, fractions with a point may have any radix, so that all that
// number->string writes reads back, and the suffix `f` rounds a decimal to single precision.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Integers.h"

#include <charconv>
#include <cmath>

using namespace eshkol;

constexpr Word Zero = fromFixnum(0);

namespace {

/// Reads one number.  Each method for a part of the grammar moves past what it reads and returns False
/// if it is not there; the position is of no use then.
class NumberReader {
public:
  NumberReader(std::string_view text, int radix)
      : position(text.data()), end(text.data() + text.size()), radix(radix) {}

  Word read();

private:
  const char *position;
  const char *const end;
  int radix;
  /// 'e', 'i', or 0 if no prefix says.
  char exactness = 0;

  bool atEnd() const { return position == end; }
  char peek() const { return atEnd() ? 0 : lower(*position); }
  bool skip(char c);
  bool skip(std::string_view word);
  bool atSign() const { return peek() == '+' || peek() == '-'; }
  bool readPrefixes();
  std::string_view digits();
  Word complex();
  Word imaginary();
  Word real();
  Word unsignedReal();
  Word integer(std::string_view digits);
  Word ratio(Word numerator);
  Word decimal(const char *start, std::string_view whole);
  Word decimalValue(std::string_view text, std::string_view whole, std::string_view fraction,
                    int64_t exponent, bool single);
  Word exactDecimal(std::string_view whole, std::string_view fraction, int64_t exponent);
  bool readExponent(int64_t *exponent);
  Word asInexact(Word number) const { return exactness == 'i' ? toInexact(number) : number; }

  static char lower(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; }
};

} // namespace

bool NumberReader::skip(char c) {
  if (peek() != c || atEnd())
    return false;
  ++position;
  return true;
}

bool NumberReader::skip(std::string_view word) {
  const char *start = position;
  for (char c : word)
    if (!skip(c)) {
      position = start;
      return false;
    }
  return true;
}

/// #x, #e and so on, in any order, at most one of each sort.
bool NumberReader::readPrefixes() {
  bool radixSeen = false;
  while (skip('#')) {
    char letter = peek();
    if (atEnd())
      return false;
    ++position;
    if (letter == 'e' || letter == 'i') {
      if (exactness)
        return false;
      exactness = letter;
      continue;
    }
    int given = letter == 'b' ? 2 : letter == 'o' ? 8 : letter == 'd' ? 10 : letter == 'x' ? 16 : 0;
    if (given == 0 || radixSeen)
      return false;
    radixSeen = true;
    radix = given;
  }
  return true;
}

Word NumberReader::read() {
  if (!readPrefixes())
    return False;
  Word number = complex();
  return atEnd() ? number : False;
}

//===----------------------------------------------------------------------===//
// Complex and real numbers
//===----------------------------------------------------------------------===//

/// `+i`, `-i`, or a real number with a sign and `i`.
Word NumberReader::imaginary() {
  const char *start = position;
  bool negative = peek() == '-';
  if (!skip('+') && !skip('-'))
    return False;
  if (skip('i') && atEnd())
    return asInexact(fromFixnum(negative ? -1 : 1));
  position = start;
  Word number = real();
  return number != False && skip('i') ? number : False;
}

Word NumberReader::complex() {
  const char *start = position;
  if (atSign()) {
    Word number = imaginary();
    if (number != False && atEnd())
      return makeRectangular(Zero, number);
    position = start;
  }
  Word first = real();
  if (first == False || atEnd())
    return first;
  if (skip('@')) {
    Word angle = real();
    if (angle == False)
      return False;
    Word number = makePolar(first, angle);
    return exactness == 'e' ? toExact(number) : number;
  }
  Word second = imaginary();
  return second == False ? False : makeRectangular(first, second);
}

Word NumberReader::real() {
  bool negative = peek() == '-';
  if (skip('+') || skip('-')) {
    if (skip("inf.0"))
      return exactness == 'e' ? False : fromDouble(negative ? -INFINITY : INFINITY);
    if (skip("nan.0"))
      return exactness == 'e' ? False : fromDouble(NAN);
  }
  Word number = unsignedReal();
  return negative && number != False ? negate(number) : number;
}

//===----------------------------------------------------------------------===//
// Integers and ratios
//===----------------------------------------------------------------------===//

static int digitValue(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

std::string_view NumberReader::digits() {
  const char *start = position;
  while (!atEnd() && digitValue(peek()) < radix)
    ++position;
  return {start, size_t(position - start)};
}

Word NumberReader::integer(std::string_view digits) {
  // Fifteen digits of any radix fit a fixnum.
  if (digits.size() <= 15) {
    int64_t value = 0;
    for (char c : digits)
      value = value * radix + digitValue(lower(c));
    return fromFixnum(value);
  }
  char *text = static_cast<char *>(allocateData(digits.size() + 1));
  std::memcpy(text, digits.data(), digits.size());
  text[digits.size()] = 0;
  Integer value;
  mpz_set_str(value, text, radix);
  return fromMpz(value);
}

Word NumberReader::ratio(Word numerator) {
  std::string_view below = digits();
  Word denominator = integer(below);
  if (below.empty() || denominator == Zero)
    return False;
  return asInexact(makeRatio(numerator, denominator));
}

Word NumberReader::unsignedReal() {
  const char *start = position;
  std::string_view whole = digits();
  char next = peek();
  if (next == '.' || (radix == 10 && !whole.empty() && (next == 'e' || next == 'f')))
    return decimal(start, whole);
  if (whole.empty())
    return False;
  Word value = integer(whole);
  return skip('/') ? ratio(value) : asInexact(value);
}

//===----------------------------------------------------------------------===//
// Decimals
//===----------------------------------------------------------------------===//

/// A sign and digits; there must be one digit.
bool NumberReader::readExponent(int64_t *exponent) {
  constexpr int64_t Large = int64_t(1) << 40;
  bool negative = peek() == '-';
  if (negative || peek() == '+')
    ++position;
  std::string_view text = digits();
  int64_t value = 0;
  for (char c : text)
    value = std::min(value * 10 + (c - '0'), Large);
  *exponent = negative ? -value : value;
  return !text.empty();
}

/// What follows the digits before the point, which is at `position` if there is one.
Word NumberReader::decimal(const char *start, std::string_view whole) {
  std::string_view fraction = "";
  if (skip('.'))
    fraction = digits();
  if (whole.empty() && fraction.empty())
    return False;
  std::string_view mantissa(start, position - start);
  int64_t exponent = 0;
  bool single = false;
  if (radix == 10 && skip('e')) {
    if (!readExponent(&exponent))
      return False;
  } else if (radix == 10 && skip('f')) {
    single = true;
    bool more = atSign() ? position + 1 != end && digitValue(position[1]) < 10 : digitValue(peek()) < 10;
    if (more && !readExponent(&exponent))
      return False;
  }
  return decimalValue(mantissa, whole, fraction, exponent, single);
}

/// The language's limit (docs/language/lexical.md): ten characters must not make a number of gigabytes.
constexpr int64_t MaxExactExponent = 100000;

/// m · 10^e as an exact number, or False if the exponent is beyond the limit.
Word NumberReader::exactDecimal(std::string_view whole, std::string_view fraction, int64_t exponent) {
  size_t length = whole.size() + fraction.size();
  char *text = static_cast<char *>(allocateData(length + 1));
  std::memcpy(text, whole.data(), whole.size());
  std::memcpy(text + whole.size(), fraction.data(), fraction.size());
  Word mantissa = integer({text, length});
  if (mantissa == Zero)
    return Zero;
  if (std::abs(exponent) > MaxExactExponent)
    return False;
  exponent -= int64_t(fraction.size());
  Word scale = integerPower("string->number", fromFixnum(radix), fromFixnum(std::abs(exponent)));
  return exponent < 0 ? makeRatio(mantissa, scale) : integerMultiply(mantissa, scale);
}

/// The exponent of the highest digit that is not zero: the value is at least 10^result and less than ten
/// times that.
static int64_t decimalMagnitude(std::string_view whole, std::string_view fraction, int64_t exponent) {
  size_t first = whole.find_first_not_of('0');
  if (first != std::string_view::npos)
    return int64_t(whole.size() - first) - 1 + exponent;
  return -int64_t(fraction.find_first_not_of('0')) - 1 + exponent;
}

Word NumberReader::decimalValue(std::string_view mantissa, std::string_view whole, std::string_view fraction,
                                int64_t exponent, bool single) {
  if (radix != 10 || (exactness == 'e' && !single)) {
    Word value = exactDecimal(whole, fraction, exponent);
    return exactness == 'e' || value == False ? value : toInexact(value);
  }
  double value = 0;
  if (mantissa.find_first_not_of("0.") != std::string_view::npos) {
    // Beyond the doubles std::from_chars gives no value; and single precision must not be rounded twice.
    int64_t magnitude = decimalMagnitude(whole, fraction, exponent);
    bool large = magnitude > 0;
    if (std::abs(magnitude) > 400) {
      value = large ? INFINITY : 0;
    } else {
      char *text = static_cast<char *>(allocateData(mantissa.size() + 32));
      std::memcpy(text, mantissa.data(), mantissa.size());
      char *last = text + mantissa.size();
      *last++ = 'e';
      last = std::to_chars(last, last + 24, exponent).ptr;
      float narrow = 0;
      std::from_chars_result result =
          single ? std::from_chars(text, last, narrow) : std::from_chars(text, last, value);
      if (single)
        value = narrow;
      if (result.ec == std::errc::result_out_of_range)
        value = large ? INFINITY : 0;
    }
  }
  if (exactness != 'e')
    return fromDouble(value);
  return std::isinf(value) ? False : doubleToExact(value);
}

//===----------------------------------------------------------------------===//
// Entry points
//===----------------------------------------------------------------------===//

Word eshkol::parseNumber(std::string_view text, int radix) {
  // Most tokens that are not numbers are seen by their first character.
  if (text.empty() ||
      (digitValue(text[0] | 0x20) >= 16 && std::string_view("+-.#").find(text[0]) == std::string_view::npos))
    return False;
  return NumberReader(text, radix).read();
}

ESHKOL_PRIMITIVE(eshkol_string_to_number, "string->number", 1, 2)(Word string, Word radix) {
  if (!isA(string, Type::String))
    wrongType("string->number", 1, "a string", string);
  if (radix == Absent)
    return parseNumber(toUtf8(string));
  checkExactInteger("string->number", 2, radix);
  if (!isFixnum(radix) || toFixnum(radix) < 2 || toFixnum(radix) > 16)
    outOfRange("string->number", 2, 2, 16, radix);
  return parseNumber(toUtf8(string), int(toFixnum(radix)));
}
