//===- KeptBlocks.h - blocks of the collector that stay with their size ----===//
//
// A block in which no object lives is taken apart by libgc: merged with its neighbours, searched for in its
// lists of free ones, cut off and set up again, though most likely for objects of the same size.  So one
// object in each of some blocks is never handed out and always marked, and the collector only sweeps these
// blocks.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_KEPTBLOCKS_H
#define ESHKOL_RUNTIME_HOST_KEPTBLOCKS_H

#include <cstddef>

namespace eshkol {

/// Blocks are kept in a part of the heap of this size.  The rest of it stays in one piece, for other sizes
/// and for large objects.
constexpr size_t KeptBytes = size_t(3) << 20;

/// Where this part begins.
void keepBlocksFrom(const void *address);

/// Takes an object off a new list of free ones of a size, if their block is to be kept; what is left.
void *keepBlock(void *objects, size_t granules, bool isScanned);

/// To be called where a collection marks roots.  Of each size, no more blocks stay kept than lists of free
/// objects were needed since the last one.
void markKeptBlocks();

/// How many there are.
size_t keptBlocks();

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_KEPTBLOCKS_H
