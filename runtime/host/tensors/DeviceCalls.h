//===- DeviceCalls.h - calls from Scheme code to device code ----------------===//
//
// Device code is run by the process that holds the program, through one function that it sets.  Functions
// whose types are declared are described to the runtime, which then checks what they are called with; they
// may be native code besides, as those of executables are, and then nothing else is needed to call them.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_DEVICECALLS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_DEVICECALLS_H

#include "runtime/host/tensors/NativeCalls.h"

extern "C" {

/// What an argument is.
enum EshkolDeviceKind : int32_t {
  EshkolBoolean, ///< `integer` is 0 or 1
  EshkolInteger,
  EshkolReal,
  EshkolComplex,
  EshkolTensor,    ///< `integer` is 1 for one that a vector or list of numbers stands for
  EshkolDatum,     ///< `data` is its external representation in UTF-8, `integer` the number of bytes
  EshkolProcedure, ///< of the language: `data` is its ProcedureInfo
  EshkolList,      ///< of values that are no numbers: `data` are `integer` values
  EshkolRecord,    ///< of a declared type with the name `name`: `data` are `integer` values
  EshkolClosure, ///< function `number`, or the operation `name` unless that is null, applied to `data`, which
                 ///< are `integer` values
  EshkolNothing, ///< what a closure refers to and a device has not: `data` is its text, or null if it is
                 ///< undefined
};

/// An argument of a call; python/eshkol_mlir/compiler/device_values.py has the same layout.
struct EshkolDeviceValue {
  int32_t kind;
  /// Of a tensor: an eshkol::DType.
  int32_t dtype;
  int64_t integer;
  double real, imaginary;
  int64_t number;
  int64_t rank;
  const int64_t *shape;
  const void *data;
  const char *name;
  /// What is described, of numbers, booleans and tensors; that which a vector or list stands for.
  eshkol::Word value;
};

/// How a function was called.
enum EshkolDeviceAnswer : int32_t {
  EshkolDone,   ///< its results were added by the functions below
  EshkolFailed, ///< eshkol_device_failed said how
  EshkolNative, ///< it is not yet: eshkol_make_native_instance said by which code
};

/// Calls a function; the arguments are valid during the call.
using EshkolDeviceCall = EshkolDeviceAnswer (*)(int64_t function, int64_t count,
                                                const EshkolDeviceValue *arguments);

void eshkol_set_device_call(EshkolDeviceCall call);

/// Describes the function of a number (runtime/host/tensors/Signatures.h); `entry` is null where it is called
/// by the function above.
void eshkol_describe_device_function(const EshkolNativeFunction *function);
/// What was described does not hold any longer.
void eshkol_forget_device_functions();

void eshkol_add_boolean(int32_t value);
void eshkol_add_integer(int64_t value);
void eshkol_add_real(double value);
void eshkol_add_complex(double real, double imaginary);
/// The elements are copied.
void eshkol_add_tensor(int32_t dtype, int64_t rank, const int64_t *shape, const void *data);
/// The last `count` results become one, a list or a record of the type that was declared with this name.
void eshkol_add_list(int64_t count);
void eshkol_add_record(const char *name, int64_t count);
/// `kind` is that of the condition which is raised.
void eshkol_device_failed(const char *kind, const char *message);
}

#endif // ESHKOL_RUNTIME_HOST_TENSORS_DEVICECALLS_H
