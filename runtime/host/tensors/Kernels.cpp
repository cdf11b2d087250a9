//===- Kernels.cpp - inner loops for several instruction sets --------------===//

#include "runtime/host/tensors/Kernels.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/data/Lists.h"

#include <algorithm>

using namespace eshkol;

#if defined(__clang__) && defined(__x86_64__)
#define ESHKOL_X86_LEVELS 1
#else
#define ESHKOL_X86_LEVELS 0
#endif

// Builds with sanitizers vectorize nothing.
#pragma clang diagnostic ignored "-Wpass-failed"

namespace {

namespace scalar {
#define ESHKOL_LOOP _Pragma("clang loop vectorize(disable) interleave(disable) unroll(disable)")
#define ESHKOL_EACH ESHKOL_LOOP
#include "runtime/host/tensors/KernelLoops.inc"
#undef ESHKOL_EACH
#undef ESHKOL_LOOP
} // namespace scalar

#define ESHKOL_LOOP
#define ESHKOL_EACH _Pragma("clang loop vectorize(assume_safety)")
namespace baseline {
#include "runtime/host/tensors/KernelLoops.inc"
} // namespace baseline

#if ESHKOL_X86_LEVELS
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
namespace avx2 {
#include "runtime/host/tensors/KernelLoops.inc"
} // namespace avx2
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))),         \
                             apply_to = function)
namespace avx512 {
#include "runtime/host/tensors/KernelLoops.inc"
} // namespace avx512
#pragma clang attribute pop
#endif
#undef ESHKOL_EACH
#undef ESHKOL_LOOP

} // namespace

//===----------------------------------------------------------------------===//
// What the processor has
//===----------------------------------------------------------------------===//

#if ESHKOL_X86_LEVELS
// The names are those of the compiler's option -m.
#define ESHKOL_FEATURES(FEATURE)                                                                             \
  FEATURE("sse2")                                                                                            \
  FEATURE("sse3")                                                                                            \
  FEATURE("ssse3")                                                                                           \
  FEATURE("sse4.1")                                                                                          \
  FEATURE("sse4.2")                                                                                          \
  FEATURE("avx")                                                                                             \
  FEATURE("fma")                                                                                             \
  FEATURE("avx2")                                                                                            \
  FEATURE("avx512f")                                                                                         \
  FEATURE("avx512bw")                                                                                        \
  FEATURE("avx512dq")                                                                                        \
  FEATURE("avx512vl")                                                                                        \
  FEATURE("avx512vnni")                                                                                      \
  FEATURE("avx512bf16")

static int highestLevel() {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
    return 1;
  bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return wide ? 3 : 2;
}

static Word features() {
  ListBuilder names;
  __builtin_cpu_init();
#define ESHKOL_NAME_FEATURE(name)                                                                            \
  if (__builtin_cpu_supports(name))                                                                          \
    names.append(intern(name));
  ESHKOL_FEATURES(ESHKOL_NAME_FEATURE)
  return names.finish();
}
#else
static int highestLevel() { return 1; }
static Word features() {
#ifdef __aarch64__
  return cons(intern("neon"), Nil);
#else
  return Nil;
#endif
}
#endif

//===----------------------------------------------------------------------===//
// The level in use
//===----------------------------------------------------------------------===//

constexpr int HighestLevel = 3;
static int limit = HighestLevel;

static int level() {
  static int highest = -1;
  if (highest < 0)
    highest = highestLevel();
  return std::min(limit, highest);
}

template <typename T> static const Kernels<T> &kernelsAt(int level) {
  switch (level) {
  case 0:
    return scalar::table<T>;
#if ESHKOL_X86_LEVELS
  case 2:
    return avx2::table<T>;
  case 3:
    return avx512::table<T>;
#endif
  default:
    return baseline::table<T>;
  }
}

template <> const Kernels<float> &eshkol::kernels<float>() { return kernelsAt<float>(level()); }
template <> const Kernels<double> &eshkol::kernels<double>() { return kernelsAt<double>(level()); }

/// What the processor has of the instruction sets that are known here, as symbols.
ESHKOL_PRIMITIVE(eshkol_current_simd_features, "current-simd-features", 0, 0)() { return features(); }

/// Sets the highest level to be used; answers the one that is used, which may be lower.
ESHKOL_PRIMITIVE(eshkol_set_simd_optimization_level_x, "set-simd-optimization-level!", 1, 1)(Word value) {
  limit = int(checkInteger("set-simd-optimization-level!", 1, value, 0, HighestLevel));
  return fromFixnum(level());
}
