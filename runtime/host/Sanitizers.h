//===- Sanitizers.h - what AddressSanitizer must know ----------------------===//
//
// It knows the thread's own stack and what malloc gives, with inaccessible gaps between variables and
// between blocks.  So it has to be told when control goes to another stack, that a copy of frames
// reads and writes these gaps, and where there are gaps in memory of the collector.  In other
// builds these functions do nothing.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_SANITIZERS_H
#define ESHKOL_RUNTIME_HOST_SANITIZERS_H

#include <cstddef>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ESHKOL_ADDRESS_SANITIZER 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ESHKOL_ADDRESS_SANITIZER 1
#endif

#ifdef ESHKOL_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace eshkol {

/// Where a stack lies.
struct StackExtent {
  const void *low = nullptr;
  size_t size = 0;
};

#ifdef ESHKOL_ADDRESS_SANITIZER

/// Control goes to another stack, or has come there.  Returns where the previous one lies.
inline StackExtent announceStack(StackExtent next) {
  StackExtent previous;
  __sanitizer_start_switch_fiber(nullptr, next.low, next.size);
  __sanitizer_finish_switch_fiber(nullptr, &previous.low, &previous.size);
  return previous;
}

/// Makes memory accessible: frames that are read or written as a whole, or a block.
inline void openMemory(const void *start, size_t size) { ASAN_UNPOISON_MEMORY_REGION(start, size); }
/// Makes memory inaccessible: the gap behind a block.
inline void closeMemory(const void *start, size_t size) { ASAN_POISON_MEMORY_REGION(start, size); }
/// The least size of the gap.
constexpr size_t GapSize = 16;

#else

inline StackExtent announceStack(StackExtent) { return {}; }
inline void openMemory(const void *, size_t) {}
inline void closeMemory(const void *, size_t) {}
constexpr size_t GapSize = 0;

#endif

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_SANITIZERS_H
