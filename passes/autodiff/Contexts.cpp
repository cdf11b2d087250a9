//===- Contexts.cpp - what a derivative rule sees and says ----------------===//

#include "passes/autodiff/Contexts.h"
#include "passes/Places.h"

using namespace mlir;
using namespace mlir::eshkol;

Location eshkol::getDerivativeLoc(Operation *op) {
  if (auto name = dyn_cast<NameLoc>(op->getLoc());
      name && name.getName().strref().starts_with(derivativePrefix))
    return name;
  return NameLoc::get(StringAttr::get(op->getContext(), derivativePrefix + op->getName().stripDialect()),
                      op->getLoc());
}
