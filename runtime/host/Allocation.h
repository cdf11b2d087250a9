//===- Allocation.h - small objects, allocated where they are made ---------===//
//
// The collector gives all free objects of a block at once, as a list linked through their first words. Taking
// one is a load and a store, and is inlined into compiled code.  For each size in granules there are a list
// of objects that may hold values, which are zeroed but for the link, and one of objects that hold none.
//
// A collection drops what is left of the lists: nothing refers to these objects, so they are free again.  In
// a region, the lists consist of objects in its chunks (Regions.h).
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_ALLOCATION_H
#define ESHKOL_RUNTIME_HOST_ALLOCATION_H

#include "RareCases.h"
#include "Sanitizers.h"

#include <cstdint>

namespace eshkol {

constexpr size_t GranuleSize = 16;
/// Larger objects are allocated one by one.
constexpr size_t SmallSize = 512;
constexpr size_t SizeClasses = SmallSize / GranuleSize + 1;

extern "C" {
extern void *eshkol_free_objects[SizeClasses];
extern void *eshkol_free_data[SizeClasses];
void *eshkol_allocate_large(size_t bytes);
void *eshkol_allocate_large_data(size_t bytes);
}

[[noreturn]] void raiseOutOfMemory();

constexpr size_t granulesOf(size_t bytes) { return (bytes + GranuleSize - 1) / GranuleSize; }

/// Memory that the collector scans for values, zeroed but for its first word.
inline void *allocateObject(size_t bytes) {
  // With gaps between objects for AddressSanitizer, each is allocated by itself.
  if (GapSize || bytes > SmallSize)
    return eshkol_allocate_large(bytes);
  size_t granules = granulesOf(bytes);
  void *object = eshkol_free_objects[granules];
  if (__builtin_expect(!object, 0))
    object = eshkol_refill_objects(granules);
  eshkol_free_objects[granules] = *static_cast<void **>(object);
  return object;
}

/// Memory that holds no values; its content is undefined.
inline void *allocateData(size_t bytes) {
  if (GapSize || bytes > SmallSize)
    return eshkol_allocate_large_data(bytes);
  size_t granules = granulesOf(bytes);
  void *object = eshkol_free_data[granules];
  if (__builtin_expect(!object, 0))
    object = eshkol_refill_data(granules);
  eshkol_free_data[granules] = *static_cast<void **>(object);
  return object;
}

/// Frees an object without values that has at least this size.  Smaller ones, which come from lists, and
/// those in chunks of regions are left to the collector.
void releaseLargeData(void *object, size_t bytes);

/// Zeroed memory that the collector scans for values.
inline void *allocate(size_t bytes) {
  if (GapSize || bytes > SmallSize)
    return eshkol_allocate_large(bytes);
  void *object = allocateObject(bytes);
  *static_cast<void **>(object) = nullptr;
  return object;
}

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_ALLOCATION_H
