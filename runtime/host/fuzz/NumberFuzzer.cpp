//===- NumberFuzzer.cpp - any text as a number, and round trips ------------===//
//
// R7RS 6.2.7: what number->string writes is read as a number that is eqv? to the one written, in the
// same radix.  The first byte of the input chooses the radix, the rest is the text.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tests/Raised.h"

#include <cstdio>
#include <cstdlib>

using namespace eshkol;

static void checkRoundTrip(Word number, int radix) {
  std::string_view text;
  bool isSame = false;
  std::string error = raised([&] {
    text = numberToText(number, radix);
    isSame = numbersEqv(parseNumber(text, radix), number);
  });
  if (error.empty() && isSame)
    return;
  std::fprintf(stderr, "not read again in radix %d: %.*s\n%s\n", radix, int(text.size()), text.data(),
               error.c_str());
  std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  eshkol_initialize_memory();
  constexpr int radixes[] = {2, 8, 10, 16};
  Word number = False;
  // Texts of numbers that are too large to be made raise an error.
  raised([&] {
    number = parseNumber({reinterpret_cast<const char *>(data) + 1, size - 1}, radixes[data[0] % 4]);
  });
  if (number == False)
    return 0;
  checkRoundTrip(number, 10);
  for (int radix : {2, 16})
    if (isExact(number))
      checkRoundTrip(number, radix);
  return 0;
}
