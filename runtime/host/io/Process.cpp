//===- Process.cpp - command line, environment and exit (R7RS 6.14) --------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/io/System.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Command line and environment
//===----------------------------------------------------------------------===//

static int argumentCount;
static char **argumentTexts;

extern "C" void eshkol_set_command_line(int count, char **arguments) {
  argumentCount = count;
  argumentTexts = arguments;
}

/// R7RS has the list begin with the command's name, which is empty if it is not known.
ESHKOL_PRIMITIVE(eshkol_command_line, "command-line", 0, 0)() {
  if (argumentCount == 0)
    return cons(makeString(""), Nil);
  Word list = Nil;
  for (int i = argumentCount - 1; i >= 0; --i)
    list = cons(makeString(argumentTexts[i]), list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_get_environment_variable, "get-environment-variable", 1, 1)(Word name) {
  checkString("get-environment-variable", 1, name);
  std::string_view text = toUtf8(name);
  // No variable has such a name, but the part before the zero may have one.
  if (text.find('\0') != std::string_view::npos)
    return False;
  const char *value = std::getenv(text.data());
  return value ? makeString(value) : False;
}

ESHKOL_PRIMITIVE(eshkol_get_environment_variables, "get-environment-variables", 0, 0)() {
  Word list = Nil;
  for (char **entry = environ; entry && *entry; ++entry) {
    std::string_view text = *entry;
    size_t middle = text.find('=');
    if (middle != std::string_view::npos)
      list = cons(cons(makeString(text.substr(0, middle)), makeString(text.substr(middle + 1))), list);
  }
  return list;
}

//===----------------------------------------------------------------------===//
// Exit
//===----------------------------------------------------------------------===//

[[noreturn]] static void leave(int status) {
  // Libraries of other languages may have written through C's streams.
  std::fflush(nullptr);
  std::_Exit(status);
}

void (*eshkol_exit_function)(int status) = leave;

void eshkol::exitProcess(int status) {
  eshkol_flush_all_ports();
  eshkol_exit_function(status);
  leave(status);
}

/// R7RS wants a status for every object; what says neither success nor a number is a failure.
static int exitStatus(Word value) {
  if (value == Absent || value == True)
    return EXIT_SUCCESS;
  return isFixnum(value) ? int(toFixnum(value) & 255) : EXIT_FAILURE;
}

ESHKOL_PRIMITIVE(eshkol_internal_exit, "%exit", 0, 1)(Word value) { exitProcess(exitStatus(value)); }

ESHKOL_PRIMITIVE(eshkol_emergency_exit, "emergency-exit", 0, 1)(Word value) {
  exitProcess(exitStatus(value));
}
