//===- FramePadding.cpp - what frames are filled up with ------------------===//

#include "runtime/jit/FramePadding.h"

#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace {

constexpr char PushRax = 0x50, PushRbx = 0x53, PushRbp = 0x55, ExtendedRegister = 0x41;
/// mov %rsp, %rbp
constexpr char SetFramePointer[] = {0x48, char(0x89), char(0xe5)};

/// Where a function that has a frame pointer pushes rax, after the registers that it keeps for its caller.
std::optional<size_t> findPadding(StringRef function) {
  StringRef rest = function;
  if (!rest.consume_front(StringRef(&PushRbp, 1)) || !rest.consume_front(StringRef(SetFramePointer, 3)))
    return std::nullopt;
  while (rest.size() > 2) {
    if (rest[0] == PushRax)
      return function.size() - rest.size();
    // r12 to r15
    bool isExtended = rest[0] == ExtendedRegister && rest[1] >= 0x54 && rest[1] <= 0x57;
    if (!isExtended && rest[0] != PushRbx)
      return std::nullopt;
    rest = rest.drop_front(isExtended ? 2 : 1);
  }
  return std::nullopt;
}

} // namespace

Error eshkol::host::clearFramePadding(SmallVectorImpl<char> &object) {
  StringRef bytes(object.data(), object.size());
  auto file = object::ObjectFile::createELFObjectFile(MemoryBufferRef(bytes, "unit"));
  if (!file)
    return file.takeError();
  if ((*file)->getArch() != Triple::x86_64)
    return Error::success();
  for (const object::SymbolRef &symbol : (*file)->symbols()) {
    Expected<object::SymbolRef::Type> type = symbol.getType();
    if (!type)
      return type.takeError();
    if (*type != object::SymbolRef::ST_Function)
      continue;
    Expected<object::section_iterator> section = symbol.getSection();
    if (!section)
      return section.takeError();
    Expected<uint64_t> address = symbol.getAddress();
    if (!address)
      return address.takeError();
    if (*section == (*file)->section_end())
      continue;
    Expected<StringRef> contents = (*section)->getContents();
    if (!contents)
      return contents.takeError();
    StringRef function = contents->drop_front(std::min<size_t>(*address, contents->size()));
    if (std::optional<size_t> padding = findPadding(function))
      object[static_cast<size_t>(function.data() - bytes.data()) + *padding] = PushRbp;
  }
  return Error::success();
}
