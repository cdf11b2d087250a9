//===- SystemTest.cpp - files, time and the process ------------------------===//

#include "runtime/host/io/System.h"
#include "runtime/host/Memory.h"
#include "runtime/host/tests/Raised.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace eshkol;

extern "C" {
Word eshkol_file_exists_p(Word path);
Word eshkol_delete_file(Word path);
Word eshkol_command_line();
Word eshkol_get_environment_variable(Word name);
Word eshkol_get_environment_variables();
Word eshkol_current_second();
Word eshkol_current_jiffy();
Word eshkol_jiffies_per_second();
Word eshkol_runtime();
Word eshkol_features();
Word eshkol_internal_exit(Word value);
}

static std::string text(Word string) { return std::string(toUtf8(string)); }

TEST(System, Files) {
  std::string path = testing::TempDir() + "eshkol-system-XXXXXX";
  close(mkstemp(path.data()));
  Word name = makeString(path);
  EXPECT_EQ(eshkol_file_exists_p(name), True);
  eshkol_delete_file(name);
  EXPECT_EQ(eshkol_file_exists_p(name), False);
  EXPECT_EQ(raised([&] { eshkol_delete_file(name); }),
            "delete-file: cannot delete: No such file or directory");
}

TEST(System, CommandLineAndEnvironment) {
  static char program[] = "program", argument[] = "λ";
  static char *arguments[] = {program, argument};
  eshkol_set_command_line(2, arguments);
  EXPECT_EQ(text(car(eshkol_command_line())), "program");
  EXPECT_EQ(text(car(cdr(eshkol_command_line()))), "λ");
  EXPECT_EQ(cdr(cdr(eshkol_command_line())), Nil);
  setenv("ESHKOL_PORTS_TEST", "a=b", 1);
  EXPECT_EQ(text(eshkol_get_environment_variable(makeString("ESHKOL_PORTS_TEST"))), "a=b");
  EXPECT_EQ(eshkol_get_environment_variable(makeString("ESHKOL_NO_SUCH")), False);
  bool found = false;
  for (Word rest = eshkol_get_environment_variables(); rest != Nil; rest = cdr(rest))
    found |= text(car(car(rest))) == "ESHKOL_PORTS_TEST" && text(cdr(car(rest))) == "a=b";
  EXPECT_TRUE(found);
}

TEST(System, Time) {
  // 2025-01-01 in UTC is 1735689600 after the epoch.
  EXPECT_GT(toDouble(eshkol_current_second()), 1735689600.0);
  Word before = eshkol_current_jiffy();
  usleep(2000);
  double passed = double(toFixnum(eshkol_current_jiffy()) - toFixnum(before));
  EXPECT_GE(passed / double(toFixnum(eshkol_jiffies_per_second())), 0.002);
  EXPECT_GT(toDouble(eshkol_runtime()), 0);
}

TEST(System, Features) {
  bool found = false;
  for (Word rest = eshkol_features(); rest != Nil; rest = cdr(rest))
    found |= car(rest) == intern("r7rs");
  EXPECT_TRUE(found);
}

namespace {
struct Exited {
  int status;
};
} // namespace

static int statusOf(Word value) {
  auto *before = eshkol_exit_function;
  eshkol_exit_function = [](int status) { throw Exited{status}; };
  int status = -1;
  try {
    eshkol_internal_exit(value);
  } catch (const Exited &exited) {
    status = exited.status;
  }
  eshkol_exit_function = before;
  return status;
}

TEST(System, Exit) {
  EXPECT_EQ(statusOf(Absent), 0);
  EXPECT_EQ(statusOf(True), 0);
  EXPECT_EQ(statusOf(False), 1);
  EXPECT_EQ(statusOf(fromFixnum(7)), 7);
  EXPECT_EQ(statusOf(fromFixnum(257)), 1);
  EXPECT_EQ(statusOf(fromFixnum(-1)), 255);
  EXPECT_EQ(statusOf(Nil), 1);
}
