//===- Parts.cpp - long units in parts ------------------------------------===//
//
// The parts of a unit are optimized and generated side by side, each in a context of its own.  A function or
// variable that a single other one refers to, as the loop of a procedure or its entry, is in the same part,
// so that it stays local to it.  Parts are what follows each other in the unit, so mostly modules.
//
//===----------------------------------------------------------------------===//

#include "runtime/jit/Parts.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

#include <numeric>

using namespace llvm;
using eshkol::host::Division;

/// More parts take longer to read than they save.
constexpr size_t MostParts = 16;

/// What belongs to one procedure stays together unless that is a good part of a part.
constexpr size_t PiecesOfPart = 4;

/// Functions of other parts with at most as many instructions may be inlined, as accessors of records.
constexpr size_t ShortFunction = 24;

/// The place of what each part has of its own.
constexpr unsigned Everywhere = ~0u;

namespace {

/// A function or variable of a unit.
struct Node {
  GlobalObject *object;
  /// Instructions, with those of the functions that are inlined.
  size_t length = 0;
  /// The nodes that it refers to.
  SmallVector<unsigned> references;
  /// Functions among them that it calls.
  SmallVector<unsigned> callees;
  bool isEverywhere = false;
};

/// The functions and variables of a unit in their order, and what they refer to.
class Graph {
public:
  explicit Graph(Module &code) {
    for (Function &function : code)
      add(function);
    for (GlobalVariable &variable : code.globals())
      add(variable);
    for (Node &node : nodes)
      collect(node);
  }

  std::vector<Node> nodes;

private:
  void add(GlobalObject &object) {
    numbers[&object] = nodes.size();
    nodes.push_back({&object, 0, {}, {}, isCopied(object)});
  }

  /// Bodies of the runtime, texts that nobody compares the addresses of, and what is declared only.
  static bool isCopied(const GlobalObject &object) {
    if (object.isDeclarationForLinker())
      return true;
    auto *variable = dyn_cast<GlobalVariable>(&object);
    return variable && variable->isConstant() && variable->hasLocalLinkage() &&
           variable->hasGlobalUnnamedAddr();
  }

  void collect(Node &node) {
    SmallPtrSet<const Constant *, 16> seen;
    if (auto *variable = dyn_cast<GlobalVariable>(node.object)) {
      if (variable->hasInitializer())
        refer(node, variable->getInitializer(), seen);
      return;
    }
    for (const Instruction &instruction : instructions(cast<Function>(*node.object))) {
      node.length += lengthOf(instruction);
      for (const Value *operand : instruction.operands())
        if (auto *constant = dyn_cast<Constant>(operand))
          refer(node, constant, seen);
      auto *call = dyn_cast<CallInst>(&instruction);
      if (const Function *callee = call ? call->getCalledFunction() : nullptr)
        if (unsigned number = numbers.lookup(callee); !is_contained(node.callees, number))
          node.callees.push_back(number);
    }
  }

  static size_t lengthOf(const Instruction &instruction) {
    auto *call = dyn_cast<CallInst>(&instruction);
    const Function *callee = call ? call->getCalledFunction() : nullptr;
    if (!callee || !callee->hasAvailableExternallyLinkage() || call->isNoInline())
      return 1;
    return callee->getInstructionCount();
  }

  void refer(Node &node, const Constant *constant, SmallPtrSetImpl<const Constant *> &seen) {
    if (!seen.insert(constant).second)
      return;
    if (auto *object = dyn_cast<GlobalObject>(constant)) {
      node.references.push_back(numbers.lookup(object));
      return;
    }
    for (const Value *operand : constant->operands())
      if (auto *part = dyn_cast<Constant>(operand))
        refer(node, part, seen);
  }

  DenseMap<const GlobalObject *, unsigned> numbers;
};

/// Puts what a single other piece refers to into that.
class Pieces {
public:
  Pieces(const Graph &graph, size_t longest) : nodes(graph.nodes), longest(longest) {
    pieces.resize(nodes.size());
    std::iota(pieces.begin(), pieces.end(), 0);
    for (const Node &node : nodes)
      lengths.push_back(node.length);
    while (mergeOnce())
      ;
  }

  unsigned operator[](unsigned node) const { return find(node); }

private:
  unsigned find(unsigned node) const {
    while (pieces[node] != node)
      node = pieces[node];
    return node;
  }

  bool mergeOnce() {
    std::vector<unsigned> users = soleUsers();
    bool merged = false;
    for (unsigned node = 0; node != nodes.size(); ++node) {
      unsigned piece = find(node);
      if (users[node] == None || users[node] == Several)
        continue;
      unsigned user = find(users[node]);
      if (piece == user || lengths[piece] + lengths[user] > longest)
        continue;
      // The first one is where the piece is in the unit.
      auto [first, second] = std::minmax(piece, user);
      pieces[second] = first;
      lengths[first] += lengths[second];
      merged = true;
    }
    return merged;
  }

  /// By piece: the only other piece that refers to it, None or Several.
  std::vector<unsigned> soleUsers() const {
    std::vector<unsigned> users(nodes.size(), None);
    for (unsigned node = 0; node != nodes.size(); ++node) {
      unsigned user = nodes[node].isEverywhere ? Several : find(node);
      for (unsigned reference : nodes[node].references) {
        unsigned used = find(reference);
        if (nodes[reference].isEverywhere || used == user || users[used] == user)
          continue;
        users[used] = users[used] == None ? user : Several;
      }
    }
    return users;
  }

  static constexpr unsigned None = ~0u, Several = ~1u;
  const std::vector<Node> &nodes;
  size_t longest;
  std::vector<unsigned> pieces;
  std::vector<size_t> lengths;
};

} // namespace

/// The part of each node: pieces in their order, so that parts are equally long.
static std::vector<unsigned> assignParts(const Graph &graph, size_t count, size_t total) {
  Pieces pieces(graph, total / count / PiecesOfPart);
  std::vector<size_t> lengths(graph.nodes.size());
  for (auto [number, node] : enumerate(graph.nodes))
    lengths[pieces[number]] += node.length;
  std::vector<unsigned> homes(graph.nodes.size(), Everywhere);
  size_t before = 0;
  for (auto [number, node] : enumerate(graph.nodes)) {
    if (node.isEverywhere)
      continue;
    unsigned piece = pieces[number];
    if (piece == number) {
      homes[number] = std::min(before * count / total, count - 1);
      before += lengths[piece];
    } else {
      homes[number] = homes[piece];
    }
  }
  return homes;
}

Division::Division(Module &code, StringRef unit, size_t partLength, bool hidden) {
  Graph graph(code);
  size_t total = 0;
  for (const Node &node : graph.nodes)
    if (!node.isEverywhere)
      total += node.length;
  count = std::clamp<size_t>(total / partLength, 1, MostParts);
  if (count == 1)
    return;
  homes = assignParts(graph, count, total);
  copied.assign(count, std::vector<bool>(graph.nodes.size()));
  for (auto [number, node] : enumerate(graph.nodes))
    for (unsigned callee : node.callees) {
      const Node &called = graph.nodes[callee];
      if (homes[number] != Everywhere && homes[callee] != Everywhere && homes[callee] != homes[number] &&
          called.length <= ShortFunction && !is_contained(called.callees, callee))
        copied[homes[number]][callee] = true;
    }
  std::vector<bool> isShared(graph.nodes.size());
  for (auto [number, node] : enumerate(graph.nodes)) {
    bool isCopied = any_of(copied, [&, position = number](auto &of) { return of[position]; });
    for (unsigned reference : node.references)
      if (homes[reference] != Everywhere && (isCopied || homes[reference] != homes[number]))
        isShared[reference] = true;
  }
  for (auto [number, node] : enumerate(graph.nodes))
    if (isShared[number] && node.object->hasLocalLinkage()) {
      node.object->setLinkage(GlobalValue::ExternalLinkage);
      node.object->setName(unit + "/" + node.object->getName());
      node.object->setDSOLocal(hidden);
      if (hidden)
        node.object->setVisibility(GlobalValue::HiddenVisibility);
    }
}

Expected<std::unique_ptr<Module>> Division::read(MemoryBufferRef bitcode, unsigned part,
                                                 LLVMContext &context) const {
  auto code = getLazyBitcodeModule(bitcode, context);
  if (!code)
    return code.takeError();
  unsigned number = 0;
  for (Function &function : **code) {
    unsigned position = number++;
    if (homes[position] == part || homes[position] == Everywhere)
      continue;
    if (!copied[part][position]) {
      function.deleteBody();
      continue;
    }
    if (Error error = function.materialize())
      return std::move(error);
    function.setLinkage(GlobalValue::AvailableExternallyLinkage);
  }
  for (GlobalVariable &variable : (*code)->globals()) {
    unsigned position = number++;
    if (homes[position] == part || homes[position] == Everywhere)
      continue;
    variable.setInitializer(nullptr);
    variable.setLinkage(GlobalValue::ExternalLinkage);
  }
  if (Error error = (*code)->materializeAll())
    return std::move(error);
  return code;
}
