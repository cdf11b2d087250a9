//===- LineTable.cpp - from addresses of compiled code to its source -------===//

#include "runtime/host/control/LineTable.h"

#include <atomic>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace eshkol;

namespace {

/// The code of a unit.
struct CodeRange {
  uintptr_t start, end;
  const LineTableHeader *table;
  const CodeRange *next;
};

/// Signal handlers read the list; ranges stay as long as the process.
std::atomic<const CodeRange *> ranges;

const CodeRange *findRange(uintptr_t address) {
  for (const CodeRange *range = ranges; range; range = range->next)
    if (address >= range->start && address < range->end)
      return range;
  return nullptr;
}

/// Reads LEB128 numbers and what else a table consists of.
class TableReader {
public:
  explicit TableReader(const LineTableHeader *table) : next(reinterpret_cast<const uint8_t *>(table + 1)) {}

  uint64_t number() {
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      uint8_t byte = *next++;
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (!(byte & 0x80))
        return value;
    }
  }

  std::string_view text() {
    size_t length = number();
    std::string_view found(reinterpret_cast<const char *>(next), length);
    next += length;
    return found;
  }

private:
  const uint8_t *next;
};

struct InlinedPlace {
  CodePlace place;
  uint64_t caller;
};

} // namespace

bool eshkol::isCompiledCode(uintptr_t address) { return findRange(address); }

/// The pages that a range is on.
static std::pair<uintptr_t, uintptr_t> pagesOf(const CodeRange &range) {
  auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  return {range.start / page * page, (range.end + page - 1) / page * page};
}

void eshkol::setCodeExecutable(bool executable) {
  for (const CodeRange *range = ranges; range; range = range->next) {
    auto [start, end] = pagesOf(*range);
    mprotect(reinterpret_cast<void *>(start), end - start, executable ? PROT_READ | PROT_EXEC : PROT_READ);
  }
}

bool eshkol::isCodePage(uintptr_t address) {
  for (const CodeRange *range = ranges; range; range = range->next)
    if (auto [start, end] = pagesOf(*range); address >= start && address < end)
      return true;
  return false;
}

extern "C" void eshkol_register_code(const char *start, size_t size, const LineTableHeader *table) {
  auto address = reinterpret_cast<uintptr_t>(start);
  ranges = new CodeRange{address, address + size, table, ranges};
}

extern "C" void eshkol_register_linked_code(const char *start, const char *tables, const char *tablesEnd) {
  auto code = reinterpret_cast<uintptr_t>(start);
  while (tables < tablesEnd) {
    auto *table = reinterpret_cast<const LineTableHeader *>(tables);
    code = (code + CodeAlignment - 1) / CodeAlignment * CodeAlignment;
    eshkol_register_code(reinterpret_cast<const char *>(code), table->codeSize, table);
    code += table->codeSize;
    tables += table->size;
  }
}

size_t eshkol::findPlaces(uintptr_t address, CodePlace *places, size_t limit) {
  const CodeRange *range = findRange(address);
  if (!range || !range->table)
    return 0;
  TableReader reader(range->table);
  std::vector<std::string_view> strings(reader.number());
  for (std::string_view &string : strings)
    string = reader.text();
  std::vector<InlinedPlace> known(reader.number());
  for (InlinedPlace &place : known) {
    place.place.procedure = strings[reader.number()];
    place.place.file = strings[reader.number()];
    place.place.line = reader.number();
    place.place.column = reader.number();
    place.caller = reader.number();
  }
  uint64_t offset = 0, found = 0;
  for (uint64_t rows = reader.number(); rows; --rows) {
    offset += reader.number();
    if (range->start + offset > address)
      break;
    found = reader.number();
  }
  size_t count = 0;
  for (; found && count != limit; found = known[found - 1].caller)
    places[count++] = known[found - 1].place;
  return count;
}
