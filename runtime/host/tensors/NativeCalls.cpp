//===- NativeCalls.cpp - device functions that are machine code -------------===//

#include "runtime/host/tensors/NativeCalls.h"
#include "runtime/host/Errors.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Operands.h"

#include <cstdlib>
#include <cstring>
#include <gc.h>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

namespace {

/// Stands before each piece of memory, which keeps the alignment that `malloc` gives.
struct alignas(16) Block {
  Block *previous, *next;
};

} // namespace

/// Of the call that runs: a ring with all its memory.
static Block memory = {&memory, &memory};
static const Signature *called;

/// Null where it has no name: what a script displays is a function too.
static const char *nameOfCalled() { return called->name.empty() ? nullptr : called->name.c_str(); }

static void release(Block *block) {
  block->previous->next = block->next;
  block->next->previous = block->previous;
  std::free(block);
}

void eshkol::releaseNativeMemory() {
  while (memory.next != &memory)
    release(memory.next);
}

void *eshkol_native_allocate(uint64_t bytes) {
  size_t size;
  bool isTooLarge = __builtin_add_overflow(bytes, sizeof(Block), &size);
  auto *block = isTooLarge ? nullptr : static_cast<Block *>(std::malloc(size));
  if (!block) {
    releaseNativeMemory();
    raiseErrorOfKind("memory-error", nameOfCalled(), "there is not enough memory");
  }
  *block = {&memory, memory.next};
  memory.next->previous = block;
  memory.next = block;
  return block + 1;
}

void eshkol_native_release(void *address) {
  if (address)
    release(static_cast<Block *>(address) - 1);
}

//===----------------------------------------------------------------------===//
// Failures
//===----------------------------------------------------------------------===//

/// The kind of condition that a message asks for as in `ShapeError: ...`, which is cut off.
static const char *takeKind(std::string_view &message) {
  constexpr std::pair<std::string_view, const char *> kinds[] = {
      {"ShapeError: ", "shape-error"},        {"TypeError: ", "type-error"},
      {"ArityError: ", "arity-error"},        {"NumericalError: ", "device-error"},
      {"OutOfMemoryError: ", "device-error"}, {"DeviceError: ", "device-error"},
      {"UnsupportedError: ", "device-error"}, {"NameError: ", "device-error"},
      {"UsageError: ", "device-error"},       {"FileError: ", "device-error"},
      {"SyntaxError: ", "device-error"},      {"ArtifactError: ", "device-error"},
      {"InternalError: ", "device-error"},
  };
  for (auto [prefix, kind] : kinds)
    if (message.substr(0, prefix.size()) == prefix) {
      message.remove_prefix(prefix.size());
      return kind;
    }
  return "device-error";
}

/// The place in `message [at file:1:2]`, which is cut off; so it is where the message begins with it.
static std::string_view takePlace(std::string_view &message) {
  constexpr std::string_view start = " [";
  size_t found = message.rfind(" [at ");
  if (found == std::string_view::npos || message.back() != ']')
    return {};
  std::string_view place = message.substr(found + start.size(), message.size() - found - start.size() - 1);
  message = message.substr(0, found);
  constexpr std::string_view at = "at ", colon = ": ";
  std::string_view written = place.substr(at.size());
  if (message.substr(0, written.size()) == written && message.substr(written.size(), colon.size()) == colon)
    message.remove_prefix(written.size() + colon.size());
  return place;
}

void eshkol_native_failed(const char *text, int64_t length) {
  releaseNativeMemory();
  std::string_view message(text, static_cast<size_t>(length));
  std::string_view place = takePlace(message), newLine = place.empty() ? "" : "\n  ";
  const char *kind = takeKind(message);
  raiseErrorOfKind(kind, nameOfCalled(),
                   concatenate({message, newLine, place, "\n  found while running on cpu"}));
}

//===----------------------------------------------------------------------===//
// Arguments and results
//===----------------------------------------------------------------------===//

/// Of a memref without its sizes and strides: allocated, aligned, offset.
constexpr size_t DescriptorWords = 3;

static uint64_t *pushTensor(uint64_t *words, const Tensor *tensor) {
  auto data = reinterpret_cast<uint64_t>(tensor->data);
  *words++ = data;
  *words++ = data;
  *words++ = 0;
  uint64_t *sizes = words, *strides = words + tensor->rank;
  uint64_t stride = 1;
  for (uint32_t axis = tensor->rank; axis-- > 0;) {
    auto size = static_cast<uint64_t>(tensor->shape[axis]);
    sizes[axis] = size;
    strides[axis] = stride;
    stride *= size;
  }
  return strides + tensor->rank;
}

static uint64_t *push(uint64_t *words, const DeviceType &type, Word value) {
  switch (type.kind) {
  case DeviceType::Kind::Scalar:
    *words = 0;
    std::memcpy(words, scalarTensor(type.dtype, value)->data, infoOf(type.dtype).bytes);
    return words + 1;
  case DeviceType::Kind::Tensor:
    return pushTensor(words, as<Tensor>(value));
  case DeviceType::Kind::Record:
    for (size_t i = 0; i != type.fields.size(); ++i)
      words = push(words, type.fields[i].type, as<Record>(value)->fields[i]);
    return words;
  }
  return words;
}

static Word takeTensor(const uint64_t *&words, const DeviceType &type) {
  auto rank = static_cast<uint32_t>(type.shape.size());
  auto *data = reinterpret_cast<const char *>(words[1]);
  uint64_t offset = words[2];
  Tensor *tensor = makeTensor(type.dtype, {reinterpret_cast<const int64_t *>(words + DescriptorWords), rank});
  if (tensor->count > 0)
    std::memcpy(tensor->data, data + offset * infoOf(type.dtype).bytes, tensor->bytes());
  words += DescriptorWords + 2 * rank;
  return resultOf(tensor);
}

static Word take(const uint64_t *&words, const DeviceType &type) {
  if (type.kind == DeviceType::Kind::Tensor)
    return takeTensor(words, type);
  if (type.kind == DeviceType::Kind::Scalar) {
    Tensor *tensor = makeTensor(type.dtype, {nullptr, 0});
    std::memcpy(tensor->data, words++, tensor->bytes());
    return elementAt(tensor, 0);
  }
  ListBuilder parts;
  for (const DeviceType::Field &field : type.fields)
    parts.append(take(words, field.type));
  Word fields = parts.finish();
  return type.name.empty() ? fields : makeDeclaredRecord(type.name, fields);
}

static uint64_t *makeWords(size_t count) {
  return static_cast<uint64_t *>(allocate((count + 1) * sizeof(uint64_t)));
}

Word eshkol::callNative(const Signature &signature, EshkolNativeEntry entry, Word arguments) {
  size_t argumentWords = 0, resultWords = 0;
  for (const DeviceType::Field &parameter : signature.parameters)
    argumentWords += parameter.type.words();
  for (const DeviceType &result : signature.results)
    resultWords += result.words();
  uint64_t *given = makeWords(argumentWords), *next = given, *results = makeWords(resultWords);
  Word rest = arguments;
  for (const DeviceType::Field &parameter : signature.parameters) {
    next = push(next, parameter.type, car(rest));
    rest = cdr(rest);
  }
  releaseNativeMemory();
  called = &signature;
  entry(given, results);
  // The words have addresses inside of tensors, which do not keep these.
  GC_reachable_here(arguments);
  ListBuilder values;
  const uint64_t *words = results;
  for (const DeviceType &result : signature.results)
    values.append(take(words, result));
  releaseNativeMemory();
  return values.finish();
}
