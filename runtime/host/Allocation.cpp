//===- Allocation.cpp - memory from the collector --------------------------===//

#include "runtime/host/Allocation.h"
#include "runtime/host/Errors.h"
#include "runtime/host/KeptBlocks.h"
#include "runtime/host/Regions.h"

#include <algorithm>
#include <gc.h>
#include <gc/gc_inline.h>

using namespace eshkol;

void eshkol::raiseOutOfMemory() {
  OutsideRegions::end();
  raiseErrorOfKind("memory-error", nullptr, "there is not enough memory");
}

//===----------------------------------------------------------------------===//
// One by one
//===----------------------------------------------------------------------===//

/// The block that the collector gave, of which `bytes` may be accessed.
static void *checked(void *block, size_t bytes) {
  if (__builtin_expect(!block, 0))
    raiseOutOfMemory();
  if (GapSize) {
    size_t size = GC_size(block);
    openMemory(block, size);
    closeMemory(static_cast<char *>(block) + bytes, size - bytes);
  }
  return block;
}

void *eshkol::eshkol_allocate_large(size_t bytes) {
  if (eshkol_current_region)
    return allocateLargeInRegion(bytes, true);
  return checked(GC_MALLOC(bytes + GapSize), bytes);
}
void *eshkol::eshkol_allocate_large_data(size_t bytes) {
  if (eshkol_current_region)
    return allocateLargeInRegion(bytes, false);
  return checked(GC_MALLOC_ATOMIC(bytes + GapSize), bytes);
}

void eshkol::releaseLargeData(void *object, size_t bytes) {
  // Up to this size, the collector has several objects in a block.
  constexpr size_t LargestShared = 2048;
  if (bytes <= LargestShared || GC_base(object) != object)
    return;
  if (GapSize)
    openMemory(object, GC_size(object));
  if (__builtin_expect(eshkol_poison_regions, 0))
    std::memset(object, PoisonByte, GC_size(object));
  else
    GC_FREE(object);
}

//===----------------------------------------------------------------------===//
// Lists of free objects
//===----------------------------------------------------------------------===//

void *eshkol::eshkol_free_objects[SizeClasses];
void *eshkol::eshkol_free_data[SizeClasses];

static void *refill(void **lists, size_t granules, int kind) {
  if (eshkol_current_region)
    return lists[granules] = refillFromRegion(granules, kind == GC_I_NORMAL);
  // A collection in there comes before the list is made, so that it is not dropped.
  void *objects = nullptr;
  GC_generic_malloc_many(std::max<size_t>(granules, 1) * GranuleSize, kind, &objects);
  if (__builtin_expect(!objects, 0))
    raiseOutOfMemory();
  return lists[granules] = keepBlock(objects, granules, kind == GC_I_NORMAL);
}

void *eshkol_refill_objects(size_t granules) { return refill(eshkol_free_objects, granules, GC_I_NORMAL); }
void *eshkol_refill_data(size_t granules) { return refill(eshkol_free_data, granules, GC_I_PTRFREE); }
