//===- Backtrace.cpp - the calls that are in progress -----------------------===//
//
// Compiled code and the runtime keep frame pointers, which chain the frames: the caller's frame pointer and,
// above it, the return address.  Tail calls leave no frame.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/control/Backtrace.h"
#include "runtime/host/control/Continuations.h"
#include "runtime/host/control/LineTable.h"
#include "runtime/host/control/Stack.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

using namespace eshkol;

namespace {

/// So many of the innermost and of the outermost calls are shown.
constexpr size_t ShownInner = 8, ShownOuter = 4;
/// How many procedures may be inlined into each other at one place.
constexpr size_t InlinedLimit = 16;

constexpr std::string_view LibraryFiles = "<library>/";

bool isOfLibrary(const CodePlace &place) { return place.file.substr(0, LibraryFiles.size()) == LibraryFiles; }

struct Call {
  CodePlace place;
  size_t count = 1;
};

class Calls {
public:
  void walk() {
    auto frame = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
    while (isFrame(reinterpret_cast<char *>(frame))) {
      // Frames that a continuation brings back are elsewhere until control returns to them.
      auto *content = reinterpret_cast<const uintptr_t *>(frameContent(reinterpret_cast<char *>(frame)));
      uintptr_t caller = content[0];
      add(reinterpret_cast<uintptr_t>(returnAddressOf(content)));
      // What is not from a chain of frames, as below a function that keeps none.
      if (caller <= frame || caller % alignof(uintptr_t))
        break;
      frame = caller;
    }
  }

  std::string text() const {
    std::string result;
    if (!procedure.empty())
      result.append("  in ").append(procedure).append(" (of the library)\n");
    for (const Call &call : inner)
      append(result, call);
    if (skipped)
      result.append("  ... ").append(std::to_string(skipped)).append(" more\n");
    for (const Call &call : outer)
      append(result, call);
    return result;
  }

private:
  void add(uintptr_t returnAddress) {
    for (const CodePlace &place : placesBefore(returnAddress))
      add(place);
  }

  void add(CodePlace place) {
    std::optional<std::string_view> called = std::exchange(whole, takePart(place.procedure));
    if (called == place.procedure)
      return;
    if (isOfLibrary(place)) {
      // The procedure of the library that the program has called, unless that only raises.
      if (inner.empty() && !place.procedure.empty() && place.procedure[0] != '%')
        procedure = isRaising(place) ? std::string_view() : place.procedure;
      return;
    }
    // Code that stands for nothing in the source: the beginning of a function, a uniform entry.
    if (place.line == 0 || place.column == 0)
      return;
    Call &last = outer.empty() ? inner.empty() ? none : inner.back() : outer.back();
    if (&last != &none && last.place == place)
      ++last.count;
    else if (inner.size() != ShownInner)
      inner.push_back({place});
    else
      addOuter(place);
  }

  /// Removes from a name that it is one of a part, and returns the rest in this case.
  static std::optional<std::string_view> takePart(std::string_view &name) {
    std::string_view part = PartName;
    if (name.size() < part.size() || name.substr(name.size() - part.size()) != part)
      return std::nullopt;
    std::string_view rest = name.substr(0, name.size() - part.size());
    if (!rest.empty() && rest.back() != '/')
      return std::nullopt;
    name = rest.empty() ? rest : rest.substr(0, rest.size() - 1);
    return name;
  }

  void addOuter(const CodePlace &place) {
    outer.push_back({place});
    if (outer.size() <= ShownOuter)
      return;
    skipped += outer.front().count;
    outer.pop_front();
  }

  static bool isRaising(const CodePlace &place) {
    constexpr std::string_view file = "<library>/host/exceptions.esk";
    return place.file == file;
  }

  /// Deep recursion has few return addresses.
  const std::vector<CodePlace> &placesBefore(uintptr_t returnAddress) {
    auto [known, isNew] = found.try_emplace(returnAddress);
    if (isNew) {
      CodePlace places[InlinedLimit];
      size_t count = findPlaces(returnAddress - 1, places, InlinedLimit);
      known->second.assign(places, places + count);
    }
    return known->second;
  }

  static void append(std::string &result, const Call &call) {
    const CodePlace &place = call.place;
    result.append("  at ").append(place.file);
    result.append(":").append(std::to_string(place.line));
    result.append(":").append(std::to_string(place.column));
    if (!place.procedure.empty())
      result.append(" (in ").append(place.procedure).append(")");
    if (call.count > 1)
      result.append(" (repeated ").append(std::to_string(call.count)).append(" times)");
    result.append("\n");
  }

  std::unordered_map<uintptr_t, std::vector<CodePlace>> found;
  std::vector<Call> inner;
  std::deque<Call> outer;
  Call none;
  /// The procedure of which the last place is in a part that it has called.
  std::optional<std::string_view> whole;
  size_t skipped = 0;
  std::string_view procedure;
};

} // namespace

std::string eshkol::describeCalls() {
  Calls calls;
  calls.walk();
  return calls.text();
}
