//===- Equality.cpp - eqv? and equal? (R7RS 6.1) ---------------------------===//
//
// equal? terminates on cyclic data by the interleaved method of Adams and Dybvig ("Efficient
// Nondestructive Equality Checking for Trees and Graphs", 2008).  Most comparisons are made as if there
// were no cycles.  Once many have been made, some of them note the two objects as one class of a
// union-find structure.  Two objects of one class are not compared again: if any of their parts differ,
// that is found where they are compared first.  There are fewer unions than objects, so this ends.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/data/Equality.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/data/Hashing.h"
#include "runtime/host/data/Mappings.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Equality.h"

using namespace eshkol;

bool eshkol::isEqv(Word a, Word b) {
  return a == b || (isHeapNumber(a) && isHeapNumber(b) && numbersEqv(a, b));
}

namespace {

/// What two objects are to each other: `Open` if it depends on their parts.
enum class Relation { Different, Same, Open };

/// Classes of objects.
class ObjectClasses {
public:
  /// Makes one class of the classes of two objects.  False if they are one already.
  bool unite(Word a, Word b) {
    Word aRoot = find(a), bRoot = find(b);
    if (aRoot == bRoot)
      return false;
    slotOf(bRoot)->parent = aRoot;
    return true;
  }

private:
  struct Slot {
    Word object, parent;
  };

  /// The slot of an object, which is added if it is new.
  Slot *slotOf(Word object) {
    if (2 * used >= capacity)
      grow();
    Slot *slot = search(slots, capacity, object);
    if (slot->object == 0) {
      *slot = {object, object};
      ++used;
    }
    return slot;
  }

  Word find(Word object) {
    Slot *slot = slotOf(object);
    while (slot->parent != slot->object) {
      Slot *parent = search(slots, capacity, slot->parent);
      slot->parent = parent->parent;
      slot = parent;
    }
    return slot->object;
  }

  static Slot *search(Slot *slots, size_t capacity, Word object) {
    size_t index = hashEq(object) & (capacity - 1);
    while (slots[index].object != 0 && slots[index].object != object)
      index = (index + 1) & (capacity - 1);
    return &slots[index];
  }

  void grow() {
    size_t newCapacity = capacity == 0 ? 1024 : 2 * capacity;
    auto *newSlots = static_cast<Slot *>(allocate(newCapacity * sizeof(Slot)));
    for (size_t i = 0; i < capacity; ++i)
      if (slots[i].object != 0)
        *search(newSlots, newCapacity, slots[i].object) = slots[i];
    slots = newSlots;
    capacity = newCapacity;
  }

  Slot *slots = nullptr;
  size_t capacity = 0, used = 0;
};

/// Compares two pairs, vectors or maps, with a stack of its own: data may be nested deeply.
class Comparison {
public:
  bool run(Word a, Word b);

private:
  /// Two objects, which are to be compared from an element on if they are vectors or maps whose first
  /// elements are known to be equal, or as a whole.
  struct Frame {
    Word a, b;
    int64_t element;
  };
  static constexpr int64_t Whole = -1;

  static Relation relate(Word a, Word b);
  static bool hasElement(const Frame &frame);
  static bool takeElement(Frame &frame, Word &a, Word &b);
  bool isNew(Word a, Word b);
  void push(Frame frame);
  Relation pop(Word &a, Word &b);

  static constexpr size_t FewFrames = 16;
  Frame few[FewFrames];
  Frame *frames = few;
  size_t depth = 0, capacity = FewFrames;
  /// How many comparisons are made before classes are used, and before they are used again (at most,
  /// and by chance, lest a cycle keep pace with them).
  static constexpr int64_t InitialFuel = 10000, LargestFuel = 800;
  /// How many classes are united in vain until comparisons go on without them.
  static constexpr int Patience = 40;
  int64_t fuel = InitialFuel;
  int unitedInVain = 0;
  uint32_t random = 1;
  ObjectClasses classes;
};

} // namespace

Relation Comparison::relate(Word a, Word b) {
  auto known = [](bool same) { return same ? Relation::Same : Relation::Different; };
  if (a == b)
    return Relation::Same;
  if (isPair(a))
    return isPair(b) ? Relation::Open : Relation::Different;
  if (!isObject(a) || !isObject(b))
    return Relation::Different;
  Type type = headerOf(a)->type;
  if (type != headerOf(b)->type)
    return Relation::Different;
  switch (type) {
  case Type::String:
    return known(stringsEqual(as<String>(a), as<String>(b)));
  case Type::Bytevector:
    return known(as<Bytevector>(a)->length == as<Bytevector>(b)->length &&
                 std::memcmp(as<Bytevector>(a)->bytes, as<Bytevector>(b)->bytes,
                             size_t(as<Bytevector>(a)->length)) == 0);
  case Type::Tensor:
    return known(tensorsEqual(as<Tensor>(a), as<Tensor>(b)));
  case Type::Vector:
    return as<Vector>(a)->length == as<Vector>(b)->length ? Relation::Open : Relation::Different;
  case Type::Mapping:
    return as<Mapping>(a)->count == as<Mapping>(b)->count ? Relation::Open : Relation::Different;
  default:
    return known(isEqv(a, b));
  }
}

bool Comparison::isNew(Word a, Word b) {
  if (fuel > 0) {
    --fuel;
    return true;
  }
  if (!classes.unite(a, b)) {
    unitedInVain = 0;
    return false;
  }
  if (++unitedInVain == Patience) {
    unitedInVain = 0;
    random = random * 1664525 + 1013904223;
    fuel = (random >> 16) % LargestFuel;
  }
  return true;
}

void Comparison::push(Frame frame) {
  if (depth == capacity) {
    auto *larger = static_cast<Frame *>(allocate(2 * capacity * sizeof(Frame)));
    std::copy_n(frames, depth, larger);
    frames = larger;
    capacity *= 2;
  }
  frames[depth++] = frame;
}

bool Comparison::hasElement(const Frame &frame) {
  return frame.element !=
         (isA(frame.a, Type::Vector) ? as<Vector>(frame.a)->length : as<Mapping>(frame.a)->count);
}

/// The next elements of two vectors, or the values of the next key; false if the second map does not have it.
bool Comparison::takeElement(Frame &frame, Word &a, Word &b) {
  int64_t index = frame.element++;
  if (isA(frame.a, Type::Vector)) {
    a = as<Vector>(frame.a)->elements[index];
    b = as<Vector>(frame.b)->elements[index];
    return true;
  }
  const Word *entry = entriesOf(as<Mapping>(frame.a)) + 2 * index;
  const Word *found = findValue(as<Mapping>(frame.b), entry[0]);
  if (!found)
    return false;
  a = entry[1];
  b = *found;
  return true;
}

/// The next two objects that are open; otherwise what the outcome is.
Relation Comparison::pop(Word &a, Word &b) {
  while (depth > 0) {
    Frame &top = frames[depth - 1];
    if (top.element == Whole) {
      a = top.a;
      b = top.b;
      --depth;
    } else if (!hasElement(top)) {
      --depth;
      continue;
    } else if (!takeElement(top, a, b)) {
      return Relation::Different;
    }
    if (Relation relation = relate(a, b); relation != Relation::Same)
      return relation;
  }
  return Relation::Same;
}

bool Comparison::run(Word a, Word b) {
  Relation relation = relate(a, b);
  while (relation == Relation::Open) {
    relation = Relation::Same;
    if (isNew(a, b)) {
      if (isPair(a)) {
        relation = relate(car(a), car(b));
        if (relation == Relation::Open) {
          push({cdr(a), cdr(b), Whole});
          a = car(a);
          b = car(b);
        } else if (relation == Relation::Same) {
          a = cdr(a);
          b = cdr(b);
          relation = relate(a, b);
        }
      } else {
        push({a, b, 0});
      }
    }
    if (relation == Relation::Same)
      relation = pop(a, b);
  }
  return relation == Relation::Same;
}

bool eshkol::isEqual(Word a, Word b) {
  if (a == b)
    return true;
  // Most objects that are not the same are no pairs, vectors or maps, or differ in their type.
  if (isPair(a) ? !isPair(b) : !isObject(a) || !isObject(b))
    return false;
  return Comparison().run(a, b);
}

//===----------------------------------------------------------------------===//
// Primitives
//===----------------------------------------------------------------------===//

// What the inlined procedures leave.
extern "C" Word eshkol_eqv_slow(Word a, Word b) { return fromBool(isEqv(a, b)); }
extern "C" Word eshkol_equal_slow(Word a, Word b) { return fromBool(isEqual(a, b)); }

ESHKOL_PRIMITIVE(eshkol_boolean_equal_p, "boolean=?", 1, Rest)(Word first, Word rest) {
  if (!isBool(first))
    wrongType("boolean=?", 1, "a boolean", first);
  bool result = true;
  for (int position = 2; isPair(rest); rest = cdr(rest), ++position) {
    if (!isBool(car(rest)))
      wrongType("boolean=?", position, "a boolean", car(rest));
    result &= car(rest) == first;
  }
  return fromBool(result);
}

ESHKOL_PRIMITIVE(eshkol_void, "void", 0, Rest)(Word) { return Unspecified; }
