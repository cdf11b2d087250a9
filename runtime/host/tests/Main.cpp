//===- Main.cpp - runs the tests of the runtime ----------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/control/Calls.h"

#include <cstdlib>
#include <gtest/gtest.h>

int main(int count, char **arguments) {
  // A small stack is soon exhausted (ControlTest.cpp).
  setenv("ESHKOL_STACK_MB", "16", /*overwrite=*/1);
  eshkol::eshkol_initialize_memory();
  eshkol::initializeCalls();
  testing::InitGoogleTest(&count, arguments);
  return RUN_ALL_TESTS();
}
