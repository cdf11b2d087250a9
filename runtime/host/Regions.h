//===- Regions.h - memory that is free again at once -----------------------===//
//
// While a region is current, objects are allocated in its chunks.  Control that leaves it takes copies of
// what it returns along, and then the chunks are used again, without a collection.
//
// No reference ever dangles.  A store of one of the region's objects into an older one is noticed, and then
// the region's objects live as long as those of an enclosing region, or are left to the collector: its home
// is another one.  So do the exits that are not returns, and continuations that are captured inside.  Chunks
// are blocks of the collector, which recognizes references to what is in them: to drop a chunk is always
// safe.
//
// Ports of files, symbols, types of records, continuations and what belongs to objects outside are
// never allocated in regions.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_REGIONS_H
#define ESHKOL_RUNTIME_HOST_REGIONS_H

#include "Allocation.h"
#include "RareCases.h"
#include "Value.h"

namespace eshkol {

//===----------------------------------------------------------------------===//
// Their parts
//===----------------------------------------------------------------------===//

struct Region;

/// A block of the collector, at the start of one of its pages.  Objects follow.
struct Chunk {
  /// How many bytes the collector scans, from the start: its descriptor of the block.
  size_t scanned;
  Region *owner;
  Chunk *next;
  size_t size;

  char *begin() { return reinterpret_cast<char *>(this + 1); }
  char *end() { return reinterpret_cast<char *>(this) + size; }
};
constexpr size_t ChunkSize = 4096;
static_assert(sizeof(Chunk) % GranuleSize == 0, "objects are aligned");

/// Where regions get chunks, and where these come back to.
struct Arena {
  Header header;
  Word name; ///< a symbol; #f for that of regions without a name
  /// How many bytes of chunks are kept ready at most.
  int64_t size;
  Chunk *ready;
  int64_t readyBytes;
  /// In chunks of the regions in progress.
  int64_t usedBytes;
  /// How often a region was entered, was reused at once, and was left to a longer life.
  int64_t entered, reused, kept;
};

/// The chunk in which objects of one kind are allocated.
struct OpenChunk {
  Chunk *chunk;
  char *next;
};

struct FreeLists {
  void *objects[SizeClasses], *data[SizeClasses];
};

struct Region {
  Header header;
  Arena *arena;
  /// The region that was current when this one was entered.
  Region *outer;
  int64_t depth;
  /// Whose objects its own live as long as: itself, an enclosing region, or null for the collector's.
  Region *home;
  /// Frames below this address began in the region; null where that is not known.
  const void *stackTop;
  Chunk *chunks;
  OpenChunk objects, data;
  /// Its lists while another region is current.
  FreeLists lists;
};

//===----------------------------------------------------------------------===//
// Entering and leaving
//===----------------------------------------------------------------------===//

/// The innermost region in progress, or null.
extern "C" Region *eshkol_current_region;

Arena *makeArena(Word name, int64_t size);
/// That of regions without a name.
Arena *commonArena();
Region *makeRegion(Arena *arena);

/// `stackTop` is the stack pointer of the caller: objects in frames below it live no longer than the region.
void enterRegion(Region *region, const void *stackTop = nullptr);
/// Control returns from a region.  The result is `results`, or a copy of it.
Word leaveRegion(Region *region, Word results);
/// Control leaves a region, if it is in progress, in another way: its objects live on.
void abandonRegion(Region *region);
/// The same for all regions inside of one; null stands for none.
void abandonRegionsInside(Region *outer);

/// What was allocated so far lives on, and the region, which is in progress, starts anew.
void resetRegion(Region *region);
/// Gives back the chunks that are kept ready.
void trimArena(Arena *arena);

/// Fills released memory with a pattern instead of using it again, so that tests see references to it.  The
/// environment variable ESHKOL_POISON_REGIONS says so.
extern "C" bool eshkol_poison_regions;
constexpr int PoisonByte = 0xA5;

/// What RegionCopies.cpp does: replaces a value by a copy without objects of this region.  Returns false, and
/// leaves the value as it is, where one of these cannot be copied.
bool copyOut(Region *region, Word *value);

//===----------------------------------------------------------------------===//
// Allocation
//===----------------------------------------------------------------------===//

/// The list of free objects of a size, in the current region.
void *refillFromRegion(size_t granules, bool isScanned);
/// An object that belongs on no list.
void *allocateLargeInRegion(size_t bytes, bool isScanned);
/// What of the lists of free objects a collection drops: those that are not in regions.
void dropFreeObjectsOutsideRegions();

/// Objects are allocated outside of all regions while one of these exists.  Nothing but a lack of memory or
/// stack may raise meanwhile.
class OutsideRegions {
public:
  explicit OutsideRegions(bool applies = true) : left(applies ? eshkol_current_region : nullptr) {
    if (__builtin_expect(left != nullptr, 0))
      suspend();
  }
  ~OutsideRegions() {
    if (__builtin_expect(left != nullptr, 0))
      resume();
  }
  OutsideRegions(const OutsideRegions &) = delete;
  OutsideRegions &operator=(const OutsideRegions &) = delete;

  /// Ends all of them, before an error is raised.
  static void end();

private:
  void suspend();
  static void resume();

  Region *left;
};

/// Whether new parts of an object must be allocated outside of regions, for the current one is not its own.
bool belongsElsewhere(Word object);

//===----------------------------------------------------------------------===//
// Stores
//===----------------------------------------------------------------------===//

/// To be called before a value is stored into an object that exists already.
inline void noteStore(Word object, Word value) {
  if (__builtin_expect(eshkol_current_region != nullptr, 0))
    eshkol_note_store(object, value);
}
/// The same for many values.
void noteStores(Word object, const Word *values, int64_t count);
/// The same for a store into what lives as long as the process.
inline void noteGlobalStore(Word value) { noteStore(Nil, value); }

/// Objects of all regions in progress are left to the collector; there is one.
void keepRegionsInProgress();
/// The same where there may be none.
inline void keepRegions() {
  if (__builtin_expect(eshkol_current_region != nullptr, 0))
    keepRegionsInProgress();
}

/// The region in which an object lives, or null.
Region *regionOf(Word value);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_REGIONS_H
