//===- SanitizersTest.cpp - that AddressSanitizer sees our memory ----------===//

#include "runtime/host/Sanitizers.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/tests/Data.h"

#ifdef ESHKOL_ADDRESS_SANITIZER

using namespace eshkol;

/// Hides a number from the compiler, which would reject an index that it knows to be wrong.
static int64_t hidden(int64_t number) {
  volatile int64_t result = number;
  return result;
}

TEST(Sanitizers, EndsOfObjects) {
  for (int64_t length : {1, 2, 100, 1000000}) {
    Word vector = makeVector(length, Nil);
    as<Vector>(vector)->elements[hidden(length - 1)] = True;
    EXPECT_DEATH(as<Vector>(vector)->elements[hidden(length)] = True, "AddressSanitizer: use-after-poison");
  }
  auto *bytes = static_cast<uint8_t *>(allocateData(5));
  bytes[hidden(4)] = 1;
  EXPECT_DEATH(bytes[hidden(5)] = 1, "AddressSanitizer: use-after-poison");
}

/// Writes one element of a variable on the stack, through a pointer whose bounds the compiler does not check.
[[gnu::noinline]] static void writeElement(int64_t index) {
  volatile char text[10];
  volatile char *start = text;
  start[index] = 'x';
}

TEST(Sanitizers, VariablesOnTheSchemeStack) {
  runOnStack(
      [](void *) {
        writeElement(hidden(9));
        EXPECT_DEATH(writeElement(hidden(10)), "AddressSanitizer: stack-buffer-overflow");
      },
      nullptr);
}

#endif
