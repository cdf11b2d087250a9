//===- Contexts.cpp - what a derivative rule sees and says ----------------===//

#include "passes/autodiff/Contexts.h"

using namespace mlir;
using namespace mlir::eshkol;

Location eshkol::getDerivativeLoc(Operation *op) {
  static constexpr StringLiteral prefix = "derivative of ";
  if (auto name = dyn_cast<NameLoc>(op->getLoc()); name && name.getName().strref().starts_with(prefix))
    return name;
  return NameLoc::get(StringAttr::get(op->getContext(), prefix + op->getName().stripDialect()), op->getLoc());
}
