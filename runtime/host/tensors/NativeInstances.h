//===- NativeInstances.h - native code for certain arguments ----------------===//
//
// A device function without declared types is compiled for the types of its arguments, and for the values of
// those that are no data of a device.  Where that gives native code, it is kept here, and further calls with
// such arguments need nobody else.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_NATIVEINSTANCES_H
#define ESHKOL_RUNTIME_HOST_TENSORS_NATIVEINSTANCES_H

#include "runtime/host/tensors/NativeCalls.h"

struct EshkolDeviceValue;

extern "C" {
/// Says that the call which is being answered is one of native code.  With `hasConstantIntegers`, the values
/// of integers are part of this function's code from here on.
void eshkol_make_native_instance(const EshkolNativeFunction *function, int32_t hasConstantIntegers);
}

namespace eshkol {

struct NativeInstance {
  Signature signature;
  EshkolNativeEntry entry;
};

/// What of the arguments of a call is part of the compiled function, as a key, and what the function gets.
///
/// Both are in the order of compiler/device_calls.py: arguments from left to right, and the parts of each.
class CallPattern {
public:
  CallPattern(int64_t function, int64_t count, const EshkolDeviceValue *arguments);
  /// Tensors and numbers as a function of this signature takes them, a list.
  Word values(const Signature &signature) const;

private:
  void addAll(int64_t count, const EshkolDeviceValue *arguments);
  void add(const EshkolDeviceValue &value);
  bool isConstant(const EshkolDeviceValue &tensor) const;
  void addTensor(const EshkolDeviceValue &value);
  void addClosure(const EshkolDeviceValue &value);
  void addElements(const EshkolDeviceValue &value);
  void addParts(const EshkolDeviceValue &value);
  void addText(const void *text, size_t length);
  template <typename T> void addRaw(T value);
  void pass(Word value);

  const bool hasConstantIntegers;
  /// The last one comes first.
  Word passed = Nil;
};

/// The native code for the latest pattern, which is of this function; null where there is none.
const NativeInstance *findNativeInstance(int64_t function);
/// Keeps what eshkol_make_native_instance made for the latest pattern.
const NativeInstance *keepNativeInstance(int64_t function);
void forgetNativeInstances();

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_NATIVEINSTANCES_H
