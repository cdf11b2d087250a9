//===- LoadedCode.cpp - telling the runtime of compiled code --------------===//

#include "runtime/jit/LoadedCode.h"
#include "runtime/host/control/LineTable.h"

#include "llvm/ExecutionEngine/JITLink/JITLink.h"
#include "llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h"

using namespace llvm;
using namespace llvm::orc;

namespace {

class CodeRegistration : public ObjectLinkingLayer::Plugin {
public:
  using Function = decltype(eshkol_register_code);
  explicit CodeRegistration(Function *tell) : tell(tell) {}

  void modifyPassConfig(MaterializationResponsibility &, jitlink::LinkGraph &,
                        jitlink::PassConfiguration &passes) override {
    passes.PrePrunePasses.push_back(keepTable);
    passes.PostFixupPasses.push_back([this](jitlink::LinkGraph &graph) { return tellOf(graph); });
  }
  Error notifyFailed(MaterializationResponsibility &) override { return Error::success(); }
  Error notifyRemovingResources(JITDylib &, ResourceKey) override { return Error::success(); }
  void notifyTransferringResources(JITDylib &, ResourceKey, ResourceKey) override {}

private:
  /// No symbol refers to it.
  static Error keepTable(jitlink::LinkGraph &graph) {
    if (jitlink::Section *table = graph.findSectionByName(::eshkol::LineTableSection))
      for (jitlink::Block *block : table->blocks())
        graph.addAnonymousSymbol(*block, 0, block->getSize(), false, true);
    return Error::success();
  }

  Error tellOf(jitlink::LinkGraph &graph) {
    jitlink::Section *code = graph.findSectionByName(::eshkol::CodeSection);
    jitlink::Section *table = graph.findSectionByName(::eshkol::LineTableSection);
    if (!code || !table)
      return Error::success();
    jitlink::SectionRange range(*code), lines(*table);
    if (!range.empty() && !lines.empty())
      tell(range.getStart().toPtr<const char *>(), range.getSize(),
           lines.getStart().toPtr<const ::eshkol::LineTableHeader *>());
    return Error::success();
  }

  Function *tell;
};

} // namespace

Error eshkol::host::registerLoadedCode(LLJIT &jit) {
  auto tell = jit.lookup("eshkol_register_code");
  if (!tell)
    return tell.takeError();
  // What links ELF files for x86-64 and AArch64.
  if (auto *layer = dyn_cast<ObjectLinkingLayer>(&jit.getObjLinkingLayer()))
    layer->addPlugin(std::make_shared<CodeRegistration>(tell->toPtr<CodeRegistration::Function *>()));
  return Error::success();
}
