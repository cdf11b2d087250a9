//===- Structure.cpp - values with parts, and how they hang together -------===//

#include "runtime/host/io/Structure.h"
#include "runtime/host/data/Mappings.h"

namespace eshkol {

static Parts partsOfRecord(Record *record) {
  Word fields = as<RecordType>(record->type)->fields;
  return {record->fields, as<Vector>(fields)->length};
}

Parts partsOf(Word value) {
  if (isPair(value))
    return {&pairOf(value)->car, 2};
  if (!isObject(value))
    return {nullptr, 0};
  switch (headerOf(value)->type) {
  case Type::Vector:
    return {as<Vector>(value)->elements, as<Vector>(value)->length};
  case Type::Record:
    return partsOfRecord(as<Record>(value));
  case Type::Mapping:
    return {entriesOf(as<Mapping>(value)), 2 * as<Mapping>(value)->count};
  case Type::Box:
    return {&as<Box>(value)->content, 1};
  case Type::Values:
    return {as<Values>(value)->values, as<Values>(value)->count};
  case Type::Condition:
    // The message and the irritants.
    return {&as<Condition>(value)->message, 2};
  default:
    return {nullptr, 0};
  }
}

/// Whether a walk through all parts ends after so many steps, so that there are no cycles.  This is much
/// cheaper than to note what was seen.
static bool isSmallTree(Word root, int64_t limit) {
  constexpr int capacity = 64;
  Parts pending[capacity];
  pending[0] = {&root, 1};
  int depth = 1;
  for (int64_t steps = 0; steps < limit; ++steps) {
    while (depth > 0 && pending[depth - 1].count == 0)
      --depth;
    if (depth == 0)
      return true;
    Parts &top = pending[depth - 1];
    Word part = *top.first++;
    --top.count;
    Parts parts = partsOf(part);
    if (parts.count == 0)
      continue;
    // What has no parts left makes room, so that a list needs no depth for its cdrs.
    if (top.count == 0)
      --depth;
    if (depth == capacity)
      return false;
    pending[depth++] = parts;
  }
  return false;
}

void Labels::analyse(Word root, Mode mode) {
  if (mode == Mode::WriteSimple || partsOf(root).count == 0)
    return;
  if (mode == Mode::WriteShared)
    return findShared(root);
  // Most of what is printed is small; of what is large, most has no cycles.
  constexpr int64_t small = 1000, large = 4000000;
  if (isSmallTree(root, small) || findCycles(root, small) || isSmallTree(root, large))
    return;
  findCycles(root, MaxFixnum);
}

/// Labels what occurs more than once.
void Labels::findShared(Word root) {
  WordTable seen;
  Stack<Parts> pending;
  pending.push({&root, 1});
  while (!pending.empty()) {
    Parts &top = pending.top();
    if (top.count == 0) {
      pending.pop();
      continue;
    }
    Word part = *top.first++;
    --top.count;
    Parts parts = partsOf(part);
    if (parts.count == 0)
      continue;
    if (seen.add(part, True))
      pending.push(parts);
    else
      labels.set(part, False);
  }
}

/// Labels what a search in depth meets again while it is still inside of it.  Each cycle has such a place,
/// and what is merely shared is not labelled: R7RS wants labels in cycles only.  Gives up, with false, when
/// there are more values than the limit.
bool Labels::findCycles(Word root, int64_t limit) {
  struct Visit {
    Word value;
    Parts rest;
  };
  labels = WordTable();
  // True while the search is inside, false afterwards.
  WordTable inside;
  Stack<Visit> visits;
  inside.set(root, True);
  visits.push({root, partsOf(root)});
  while (!visits.empty()) {
    Visit &top = visits.top();
    if (top.rest.count == 0) {
      inside.set(visits.pop().value, False);
      continue;
    }
    Word part = *top.rest.first++;
    --top.rest.count;
    Parts parts = partsOf(part);
    if (parts.count == 0)
      continue;
    if (int64_t(inside.size()) > limit)
      return false;
    if (inside.add(part, True))
      visits.push({part, parts});
    else if (*inside.find(part) == True)
      labels.set(part, False);
  }
  return true;
}

} // namespace eshkol
