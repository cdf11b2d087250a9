//===- Main.cpp - the entry of executables ---------------------------------===//

#include "runtime/host/Value.h"
#include "runtime/host/control/LineTable.h"
#include "runtime/host/io/System.h"
#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/tensors/ForeseenCalls.h"

extern "C" int eshkol_run_unit(eshkol::Word (*start)());
extern "C" eshkol::Word eshkol_unit_library();
extern "C" eshkol::Word eshkol_unit_program();

// The linker makes these for sections whose names are identifiers of C.
extern "C" const char __start_eshkol_code[], __start_eshkol_lines[], __stop_eshkol_lines[];

// Executables with device code have a table of it.
extern "C" {
[[gnu::weak]] extern const int64_t eshkol_native_function_count;
[[gnu::weak]] extern const EshkolNativeFunction eshkol_native_functions[];
[[gnu::weak]] extern const int64_t eshkol_foreseen_call_count;
[[gnu::weak]] extern const EshkolForeseenCall eshkol_foreseen_calls[];
}

static void describeNativeFunctions() {
  if (!&eshkol_native_function_count)
    return;
  for (int64_t i = 0; i < eshkol_native_function_count; ++i)
    eshkol_describe_device_function(&eshkol_native_functions[i]);
  for (int64_t i = 0; i < eshkol_foreseen_call_count; ++i)
    eshkol_foresee_device_call(&eshkol_foreseen_calls[i]);
}

int main(int count, char **arguments) {
  eshkol_set_command_line(count, arguments);
  eshkol_register_linked_code(__start_eshkol_code, __start_eshkol_lines, __stop_eshkol_lines);
  describeNativeFunctions();
  int status = eshkol_run_unit(eshkol_unit_library);
  if (status < 0)
    status = eshkol_run_unit(eshkol_unit_program);
  return status < 0 ? 0 : status;
}
