//===- RegionPrimitives.cpp - regions and arenas for the library -----------===//
//
// The forms and what keeps regions in step with dynamic extents are in stdlib/host/regions.esk.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Arguments.h"

using namespace eshkol;

/// More bytes than any machine has.
static constexpr int64_t LargestArena = int64_t(1) << 46;

static Arena *checkArena(const char *procedure, Word value) {
  return checkType<Arena>(Type::Arena, "an arena", procedure, 1, value);
}

static Region *checkRegion(const char *procedure, Word value) {
  return checkType<Region>(Type::Region, "a region", procedure, 1, value);
}

ESHKOL_PRIMITIVE(eshkol_internal_make_arena, "%make-arena", 2, 2)(Word name, Word size) {
  return wordOf(makeArena(name, checkInteger("define-arena", 2, size, 1, LargestArena)));
}

/// A region that is not in progress, of an arena or, for #f, of the common one.
ESHKOL_PRIMITIVE(eshkol_internal_make_region, "%make-region", 1, 1)(Word arena) {
  return wordOf(makeRegion(arena == False ? commonArena() : checkArena("with-arena", arena)));
}
ESHKOL_PRIMITIVE(eshkol_internal_enter_region_x, "%enter-region!", 1, 1)(Word region) {
  enterRegion(checkRegion("%enter-region!", region), __builtin_dwarf_cfa());
  return Unspecified;
}
ESHKOL_PRIMITIVE(eshkol_internal_leave_region_x, "%leave-region!", 2, 2)(Word region, Word results) {
  return leaveRegion(checkRegion("%leave-region!", region), results);
}
ESHKOL_PRIMITIVE(eshkol_internal_abandon_region_x, "%abandon-region!", 1, 1)(Word region) {
  abandonRegion(checkRegion("%abandon-region!", region));
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_arena_p, "arena?", 1, 1)(Word value) { return fromBool(isA(value, Type::Arena)); }

ESHKOL_PRIMITIVE(eshkol_region_reset_x, "region-reset!", 0, 0)() {
  if (!eshkol_current_region)
    raiseError("region-reset!", "there is no region in progress");
  resetRegion(eshkol_current_region);
  return Unspecified;
}

/// All regions of the arena that are in progress, and the memory that it keeps ready.
ESHKOL_PRIMITIVE(eshkol_arena_reset_x, "arena-reset!", 1, 1)(Word value) {
  Arena *arena = checkArena("arena-reset!", value);
  for (Region *region = eshkol_current_region; region; region = region->outer)
    if (region->arena == arena)
      resetRegion(region);
  trimArena(arena);
  return Unspecified;
}

static Word statisticsOf(const Arena *arena) {
  const struct {
    const char *name;
    int64_t value;
  } entries[] = {{"entered", arena->entered},
                 {"reused", arena->reused},
                 {"kept", arena->kept},
                 {"bytes-in-use", arena->usedBytes},
                 {"bytes-ready", arena->readyBytes}};
  Word list = Nil;
  for (auto *entry = std::end(entries); entry-- != std::begin(entries);)
    list = cons(cons(intern(entry->name), fromFixnum(entry->value)), list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_region_statistics, "region-statistics", 0, 0)() {
  return statisticsOf(commonArena());
}
ESHKOL_PRIMITIVE(eshkol_arena_statistics, "arena-statistics", 1, 1)(Word arena) {
  return statisticsOf(checkArena("arena-statistics", arena));
}
