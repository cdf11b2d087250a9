//===- KeptBlocks.cpp - blocks of the collector that stay with their size --===//

#include "runtime/host/KeptBlocks.h"
#include "runtime/host/Allocation.h"

#include <cstdint>
#include <gc.h>
#include <gc/gc_mark.h>

using namespace eshkol;

namespace {

constexpr uintptr_t BlockSize = 4096;
/// Of blocks of larger objects, more than one part in sixteen would be lost.
constexpr size_t LargestGranules = BlockSize / 16 / GranuleSize;

struct SizeClass {
  /// How many lists of free objects were needed since the last collection.
  size_t lists;
};
SizeClass classes[2][LargestGranules + 1];

struct Block {
  /// The last one in it, which is never handed out.
  void *object;
  SizeClass *size;
};
/// Not a variable of its own, as these are roots.
Block *blocks;
size_t blockCount;
constexpr size_t MostBlocks = KeptBytes / BlockSize;

uintptr_t firstBlock;

} // namespace

void eshkol::keepBlocksFrom(const void *address) {
  blocks = new Block[MostBlocks];
  firstBlock = reinterpret_cast<uintptr_t>(address) & ~(BlockSize - 1);
}

static bool mayBeKept(uintptr_t block) { return block >= firstBlock && block - firstBlock < KeptBytes; }

void *eshkol::keepBlock(void *objects, size_t granules, bool isScanned) {
  if (granules == 0 || granules > LargestGranules)
    return objects;
  SizeClass *size = &classes[isScanned][granules];
  ++size->lists;
  // A list begins with the last object of its block that is free: another one where the block is kept
  // already.
  auto address = reinterpret_cast<uintptr_t>(objects), block = address & ~(BlockSize - 1);
  const size_t bytes = granules * GranuleSize;
  void *others = *static_cast<void **>(objects);
  if (address - block != (BlockSize / bytes - 1) * bytes || !others || !mayBeKept(block) ||
      blockCount == MostBlocks)
    return objects;
  // All that is marked is scanned when the collector has to enlarge its mark stack.
  *static_cast<void **>(objects) = nullptr;
  blocks[blockCount++] = {objects, size};
  return others;
}

void eshkol::markKeptBlocks() {
  size_t kept = 0;
  for (size_t i = 0; i != blockCount; ++i)
    if (blocks[i].size->lists > 0) {
      --blocks[i].size->lists;
      GC_set_mark_bit(blocks[i].object);
      blocks[kept++] = blocks[i];
    }
  blockCount = kept;
  for (auto &kind : classes)
    for (SizeClass &size : kind)
      size.lists = 0;
}

size_t eshkol::keptBlocks() { return blockCount; }
