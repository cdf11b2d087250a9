//===- Memory.cpp - allocation of Scheme objects ---------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/KeptBlocks.h"
#include "runtime/host/Regions.h"
#include "runtime/host/Roots.h"
#include "runtime/host/numbers/Numbers.h"

#include <cstdlib>
#include <gc.h>
#include <gc/gc_mark.h>
#include <link.h>
#include <vector>

using namespace eshkol;

constexpr size_t InitialHeapSize = size_t(4) << 20;
static_assert(KeptBytes < InitialHeapSize, "a part of the heap is free for every size");

/// The variables of this library are roots.  Those of others in the process are not: a Python process
/// has hundreds of megabytes of them.
static int registerOwnVariables(dl_phdr_info *info, size_t, void *address) {
  auto own = reinterpret_cast<uintptr_t>(address);
  bool isOwn = false;
  for (int i = 0; i != info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[i];
    uintptr_t start = info->dlpi_addr + segment.p_vaddr;
    isOwn |= segment.p_type == PT_LOAD && own >= start && own < start + segment.p_memsz;
  }
  if (!isOwn)
    return 0;
  for (int i = 0; i != info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || !(segment.p_flags & PF_W))
      continue;
    auto *start = reinterpret_cast<char *>(info->dlpi_addr + segment.p_vaddr);
    GC_add_roots(start, start + segment.p_memsz);
  }
  return 1;
}

namespace {

/// Variables of compiled units.  The collector's own table has room for a few thousand ranges, and each
/// evaluation makes some.
struct Roots {
  struct Range {
    Word *start, *end;
  };
  std::vector<Range> ranges;
  GC_push_other_roots_proc pushOthers = nullptr;
};

Roots roots;

} // namespace

/// What a collection begins to mark with.  The mark stack has no room for all ranges, so that what they refer
/// to is marked at once.
static void pushRoots() {
  markKeptBlocks();
  for (const Roots::Range &range : roots.ranges)
    GC_push_all_eager(range.start, range.end);
  if (roots.pushOthers)
    roots.pushOthers();
}

extern "C" void eshkol_initialize_memory() {
  static bool initialized = false;
  if (initialized)
    return;
  initialized = true;
  // Only addresses with the tags of pairs and objects refer to what is on the heap, so that an object
  // of 16 bytes takes 16 bytes.  Registers and stacks may hold addresses inside of objects.
  GC_set_all_interior_pointers(0);
  GC_set_no_dls(1);
  GC_INIT();
  GC_register_displacement(PairTag);
  GC_register_displacement(ObjectTag);
  GC_set_warn_proc(GC_ignore_warn_proc);
  GC_set_start_callback(dropFreeObjectsOutsideRegions);
  roots.pushOthers = GC_get_push_other_roots();
  GC_set_push_other_roots(pushRoots);
  // A small heap would be collected for each 230 kB that a program allocates; a large one that is mostly
  // garbage leaves the processor's caches.  The heap grows until a collection frees half of it.
  GC_set_free_space_divisor(1);
  GC_expand_hp(InitialHeapSize);
  // The collector's own first blocks may be anywhere: a large object is where the heap has just grown.
  void *large = GC_MALLOC_ATOMIC(KeptBytes);
  keepBlocksFrom(large);
  GC_FREE(large);
  dl_iterate_phdr(registerOwnVariables, reinterpret_cast<void *>(&registerOwnVariables));
  eshkol_poison_regions = std::getenv("ESHKOL_POISON_REGIONS") != nullptr;
  initializeNumbers();
}

extern "C" Word eshkol_register_roots(Word *start, int64_t count) {
  if (count > 0)
    roots.ranges.push_back({start, start + count});
  return Unspecified;
}

Word eshkol::makeVector(int64_t length, Word fill) {
  auto *vector = make<Vector>(Type::Vector, static_cast<size_t>(length) * sizeof(Word));
  vector->length = length;
  for (int64_t i = 0; i != length; ++i)
    vector->elements[i] = fill;
  return wordOf(vector);
}

Word eshkol::fromDoubleBoxed(double number) {
  auto *flonum = makeData<Flonum>(Type::Flonum);
  flonum->value = number;
  return wordOf(flonum);
}
