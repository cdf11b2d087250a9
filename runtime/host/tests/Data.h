//===- Data.h - how the tests of data make and read values -----------------===//

#ifndef ESHKOL_RUNTIME_HOST_TESTS_DATA_H
#define ESHKOL_RUNTIME_HOST_TESTS_DATA_H

#include "runtime/host/Memory.h"
#include "runtime/host/tests/Raised.h"

#include <gtest/gtest.h>
#include <string>

using eshkol::Absent;
using eshkol::False;
using eshkol::Nil;
using eshkol::True;
using eshkol::Unspecified;
using eshkol::Word;

using F0 = Word();
using F1 = Word(Word);
using F2 = Word(Word, Word);
using F3 = Word(Word, Word, Word);
using F4 = Word(Word, Word, Word, Word);
using F5 = Word(Word, Word, Word, Word, Word);
using F6 = Word(Word, Word, Word, Word, Word, Word);
using F7 = Word(Word, Word, Word, Word, Word, Word, Word);

extern "C" {
F2 eshkol_equal_p;
F3 eshkol_internal_field;
}

/// In a namespace, because other parts' tests have functions of the same names.
namespace data_tests {

inline Word number(int64_t value) { return eshkol::fromFixnum(value); }
inline Word character(uint32_t scalar) { return eshkol::fromCharacter(scalar); }
inline Word string(std::string_view utf8) { return eshkol::makeString(utf8); }
inline Word symbol(std::string_view name) { return eshkol::intern(name); }
inline std::string text(Word stringOrSymbol) { return std::string(eshkol::toUtf8(stringOrSymbol)); }

inline Word keyword(std::string_view name) { return symbol(":" + std::string(name)); }
/// The value of `object.name`.
inline Word field(Word object, std::string_view name) {
  return eshkol_internal_field(object, symbol(name), keyword(name));
}

inline Word list() { return Nil; }
template <typename... Rest> Word list(Word first, Rest... rest) { return eshkol::cons(first, list(rest...)); }
/// A list of small numbers.
inline Word numbers(std::initializer_list<int64_t> values) {
  Word result = Nil;
  for (auto next = values.end(); next != values.begin();)
    result = eshkol::cons(number(*--next), result);
  return result;
}
/// A list that repeats these elements forever.
inline Word circular(std::initializer_list<int64_t> values) {
  Word result = numbers(values), last = result;
  while (eshkol::isPair(eshkol::cdr(last)))
    last = eshkol::cdr(last);
  eshkol::pairOf(last)->cdr = result;
  return result;
}

inline testing::AssertionResult equal(Word a, Word b) {
  return eshkol_equal_p(a, b) == True ? testing::AssertionSuccess()
                                      : testing::AssertionFailure() << "not equal?";
}
/// Whether an error is raised whose message has this part.
template <typename Call> testing::AssertionResult raises(std::string_view part, Call call) {
  std::string message = raised([&] { call(); });
  if (message.find(part) != std::string::npos)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << "the message is: " << message;
}

} // namespace data_tests

using namespace data_tests;

#endif // ESHKOL_RUNTIME_HOST_TESTS_DATA_H
