//===- Regions.cpp - entering and leaving regions, and what escapes --------===//

#include "runtime/host/Regions.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/control/Stack.h"

#include <algorithm>
#include <gc.h>
#include <gc/gc_mark.h>

using namespace eshkol;

Region *eshkol::eshkol_current_region;
bool eshkol::eshkol_poison_regions;

namespace {

/// What a list of free objects is refilled with.
constexpr size_t BatchSize = 512;
/// How many bytes of chunks are kept ready for regions without a name.
constexpr int64_t CommonReserve = int64_t(32) << 20;

/// The lists of objects outside of regions, while a region is current.
FreeLists outerLists;
/// The region that is current again when objects are allocated in regions again.
Region *suspended;
/// Regions that were left, linked by `outer`, so that making one need not allocate.
Region *spareRegions;

} // namespace

//===----------------------------------------------------------------------===//
// Chunks
//===----------------------------------------------------------------------===//

/// The collector finds how much it scans in the first word of each block of this kind.
static int chunkKind() {
  static const int kind = static_cast<int>(GC_new_kind(GC_new_free_list(), GC_DS_PER_OBJECT, 0, 0));
  return kind;
}

/// A value may refer to any multiple of a granule in a chunk, as may a plain address.
static void recognizePlacesInChunks() {
  for (size_t place = 0; place < ChunkSize; place += GranuleSize)
    for (Word tag : {Word(0), PairTag, ObjectTag})
      GC_register_displacement(place + tag);
}

/// A block of the collector becomes a chunk before the next collection can look at it.
static Chunk *newChunk(size_t size) {
  static const bool recognized = (recognizePlacesInChunks(), true);
  (void)recognized;
  auto *chunk = static_cast<Chunk *>(GC_generic_malloc(size, chunkKind()));
  if (!chunk)
    raiseOutOfMemory();
  openMemory(chunk, sizeof(Chunk));
  chunk->size = size;
  closeMemory(chunk->begin(), size - sizeof(Chunk));
  return chunk;
}

static Chunk *takeChunk(Region *region, size_t size) {
  Arena *arena = region->arena;
  Chunk *chunk = size == ChunkSize ? arena->ready : nullptr;
  if (chunk) {
    arena->ready = chunk->next;
    arena->readyBytes -= int64_t(size);
  } else {
    chunk = newChunk(size);
  }
  chunk->scanned = sizeof(Chunk);
  chunk->owner = region;
  chunk->next = region->chunks;
  region->chunks = chunk;
  arena->usedBytes += int64_t(size);
  return chunk;
}

/// Nothing refers to its objects any more.
static void releaseChunk(Arena *arena, Chunk *chunk) {
  chunk->scanned = sizeof(Chunk);
  chunk->owner = nullptr;
  chunk->next = nullptr;
  if (eshkol_poison_regions) {
    openMemory(chunk->begin(), chunk->size - sizeof(Chunk));
    std::memset(chunk->begin(), PoisonByte, chunk->size - sizeof(Chunk));
    closeMemory(chunk->begin(), chunk->size - sizeof(Chunk));
  } else if (chunk->size == ChunkSize && arena->readyBytes + int64_t(ChunkSize) <= arena->size) {
    closeMemory(chunk->begin(), chunk->size - sizeof(Chunk));
    chunk->next = arena->ready;
    arena->ready = chunk;
    arena->readyBytes += int64_t(ChunkSize);
  } else {
    GC_free(chunk);
  }
}

void eshkol::trimArena(Arena *arena) {
  while (Chunk *chunk = arena->ready) {
    arena->ready = chunk->next;
    GC_free(chunk);
  }
  arena->readyBytes = 0;
}

//===----------------------------------------------------------------------===//
// Lists of free objects
//===----------------------------------------------------------------------===//

static void saveLists(FreeLists &lists) {
  std::copy_n(eshkol_free_objects, SizeClasses, lists.objects);
  std::copy_n(eshkol_free_data, SizeClasses, lists.data);
}

static void loadLists(const FreeLists &lists) {
  std::copy_n(lists.objects, SizeClasses, eshkol_free_objects);
  std::copy_n(lists.data, SizeClasses, eshkol_free_data);
}

static FreeLists &listsOf(Region *region) { return region ? region->lists : outerLists; }

/// Other lists take the place of those in use.
static void makeCurrent(Region *region) {
  saveLists(listsOf(eshkol_current_region));
  loadLists(listsOf(region));
  eshkol_current_region = region;
}

void eshkol::dropFreeObjectsOutsideRegions() {
  outerLists = {};
  if (!eshkol_current_region)
    loadLists(outerLists);
}

void OutsideRegions::suspend() {
  // If the stack is full, the fault comes before lists are exchanged.
  volatile char room[4096];
  room[0] = 0;
  makeCurrent(nullptr);
  suspended = left;
}
void OutsideRegions::resume() {
  makeCurrent(suspended);
  suspended = nullptr;
}
void OutsideRegions::end() {
  if (suspended)
    resume();
}

//===----------------------------------------------------------------------===//
// Allocation
//===----------------------------------------------------------------------===//

static size_t roundUp(size_t bytes) { return (bytes + GranuleSize - 1) & ~(GranuleSize - 1); }

/// The next bytes of an open chunk that has room for them, cleared if values may be stored there.
static char *carve(OpenChunk &open, size_t bytes, bool isScanned) {
  char *place = open.next;
  open.next += bytes;
  openMemory(place, bytes);
  if (isScanned) {
    std::memset(place, 0, bytes);
    open.chunk->scanned = static_cast<size_t>(open.next - reinterpret_cast<char *>(open.chunk));
  }
  return place;
}

static size_t roomIn(const OpenChunk &open) {
  return open.chunk ? static_cast<size_t>(open.chunk->end() - open.next) : 0;
}

static OpenChunk openNew(Region *region, size_t size) {
  Chunk *chunk = takeChunk(region, size);
  return {chunk, chunk->begin()};
}

/// The open chunk of a kind, a new one where the latest has not so much room.
static OpenChunk &chunkWithRoom(Region *region, bool isScanned, size_t size) {
  OpenChunk &open = isScanned ? region->objects : region->data;
  if (roomIn(open) < size)
    open = openNew(region, ChunkSize);
  return open;
}

void *eshkol::refillFromRegion(size_t granules, bool isScanned) {
  size_t size = std::max<size_t>(granules, 1) * GranuleSize;
  OpenChunk &open = chunkWithRoom(eshkol_current_region, isScanned, size);
  size_t count = std::min(roomIn(open), std::max(BatchSize, size)) / size;
  char *objects = carve(open, count * size, isScanned);
  for (size_t i = 0; i != count; ++i)
    *reinterpret_cast<void **>(objects + i * size) = i + 1 == count ? nullptr : objects + (i + 1) * size;
  return objects;
}

void *eshkol::allocateLargeInRegion(size_t bytes, bool isScanned) {
  Region *region = eshkol_current_region;
  size_t size = roundUp(bytes + GapSize);
  OpenChunk own = {};
  OpenChunk &open = size > ChunkSize - sizeof(Chunk) ? (own = openNew(region, sizeof(Chunk) + size))
                                                     : chunkWithRoom(region, isScanned, size);
  char *object = carve(open, size, isScanned);
  closeMemory(object + bytes, size - bytes);
  return object;
}

//===----------------------------------------------------------------------===//
// Where objects live
//===----------------------------------------------------------------------===//

/// Null for an object that lives as long as those of the collector.
static Region *homeOf(Region *region) {
  while (region && region->home != region)
    region = region->home;
  return region;
}

Region *eshkol::regionOf(Word value) {
  if (!isPair(value) && !isObject(value))
    return nullptr;
  // Objects begin in the first page of their chunk.
  auto *page = reinterpret_cast<void *>(value & ~Word(ChunkSize - 1));
  if (GC_base(page) != page || GC_get_kind_and_size(page, nullptr) != chunkKind())
    return nullptr;
  return homeOf(static_cast<Chunk *>(page)->owner);
}

static int64_t depthOf(const Region *region) { return region ? region->depth : 0; }

/// The objects of a region, and of those between, live as long as those of an enclosing one from now on.
static void rehouse(Region *from, Region *to) {
  for (Region *region = eshkol_current_region; depthOf(region) > depthOf(to); region = region->outer)
    if (region->depth <= from->depth && region->home == region)
      region->home = to;
}

/// The region that an object in a frame lives no longer than.
static Region *regionOfFrame(const void *object) {
  Region *region = eshkol_current_region;
  while (region && object >= region->stackTop)
    region = region->outer;
  return homeOf(region);
}

void eshkol_note_store(Word object, Word value) {
  if (!isPair(value) && !isObject(value))
    return;
  // What lies in one page has one owner.
  if ((object ^ value) < ChunkSize)
    return;
  Region *from = regionOf(value);
  if (!from)
    return;
  auto *place = reinterpret_cast<const void *>(object);
  Region *to = isFrame(place) ? regionOfFrame(place) : regionOf(object);
  if (depthOf(to) < from->depth)
    rehouse(from, to);
}

void eshkol::noteStores(Word object, const Word *values, int64_t count) {
  if (eshkol_current_region)
    for (int64_t i = 0; i != count; ++i)
      eshkol_note_store(object, values[i]);
}

void eshkol::keepRegionsInProgress() { rehouse(eshkol_current_region, nullptr); }

bool eshkol::belongsElsewhere(Word object) {
  return eshkol_current_region && regionOf(object) != homeOf(eshkol_current_region);
}

//===----------------------------------------------------------------------===//
// Arenas and regions
//===----------------------------------------------------------------------===//

Arena *eshkol::makeArena(Word name, int64_t size) {
  OutsideRegions outside;
  auto *arena = make<Arena>(Type::Arena);
  arena->name = name;
  arena->size = size;
  return arena;
}

Arena *eshkol::commonArena() {
  static Arena *const arena = makeArena(False, CommonReserve);
  return arena;
}

Region *eshkol::makeRegion(Arena *arena) {
  Region *region = spareRegions;
  if (region) {
    spareRegions = region->outer;
    region->outer = nullptr;
  } else {
    OutsideRegions outside;
    region = make<Region>(Type::Region);
  }
  region->arena = arena;
  region->home = region;
  return region;
}

/// It has no chunks and no free objects any more.
static void clear(Region *region) {
  region->chunks = nullptr;
  region->objects = region->data = {};
  FreeLists &lists = region->lists;
  lists = {};
  if (eshkol_current_region == region)
    loadLists(lists);
}

/// The chunks of a region become those of another one, or single blocks of the collector.
static void handOver(Region *region, Region *to) {
  while (Chunk *chunk = region->chunks) {
    region->chunks = chunk->next;
    region->arena->usedBytes -= int64_t(chunk->size);
    chunk->owner = to;
    chunk->next = to ? to->chunks : nullptr;
    if (to) {
      to->chunks = chunk;
      to->arena->usedBytes += int64_t(chunk->size);
    }
  }
  clear(region);
}

static void release(Region *region) {
  while (Chunk *chunk = region->chunks) {
    region->chunks = chunk->next;
    region->arena->usedBytes -= int64_t(chunk->size);
    releaseChunk(region->arena, chunk);
  }
  clear(region);
}

static bool isInProgress(const Region *region) {
  const Region *other = eshkol_current_region;
  while (other && other != region)
    other = other->outer;
  return other;
}

void eshkol::enterRegion(Region *region, const void *stackTop) {
  region->stackTop = stackTop;
  region->outer = eshkol_current_region;
  region->depth = depthOf(eshkol_current_region) + 1;
  ++region->arena->entered;
  makeCurrent(region);
}

/// The objects of a region that was left live on.
static void keep(Region *region) {
  if (region->home == region)
    region->home = region->outer;
  handOver(region, homeOf(region));
  ++region->arena->kept;
}

Word eshkol::leaveRegion(Region *region, Word results) {
  abandonRegionsInside(region);
  makeCurrent(region->outer);
  if (region->home == region && copyOut(region, &results)) {
    release(region);
    ++region->arena->reused;
    region->outer = spareRegions;
    spareRegions = region;
    return results;
  }
  keep(region);
  return results;
}

void eshkol::abandonRegionsInside(Region *outer) {
  OutsideRegions::end();
  while (eshkol_current_region && eshkol_current_region != outer) {
    Region *region = eshkol_current_region;
    makeCurrent(region->outer);
    keep(region);
  }
}

void eshkol::abandonRegion(Region *region) {
  OutsideRegions::end();
  if (isInProgress(region))
    abandonRegionsInside(region->outer);
}

void eshkol::resetRegion(Region *region) {
  // What lives on may refer to objects of the enclosing regions.
  Region *to = homeOf(region) == region ? homeOf(region->outer) : homeOf(region);
  for (Region *inner = eshkol_current_region; inner != region; inner = inner->outer)
    if (inner->home == region)
      inner->home = to;
  handOver(region, to);
  ++region->arena->kept;
}
