//===- Main.cpp - the entry of executables ---------------------------------===//

#include "runtime/host/Value.h"
#include "runtime/host/io/System.h"

extern "C" int eshkol_run_unit(eshkol::Word (*start)());
extern "C" eshkol::Word eshkol_unit_library();
extern "C" eshkol::Word eshkol_unit_program();

int main(int count, char **arguments) {
  eshkol_set_command_line(count, arguments);
  int status = eshkol_run_unit(eshkol_unit_library);
  if (status < 0)
    status = eshkol_run_unit(eshkol_unit_program);
  return status < 0 ? 0 : status;
}
