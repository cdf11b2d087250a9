//===- Operations.cpp - what is known about each operation ----------------===//

#include "dialects/Dialect.h"
#include "dialects/TransformInterfaces.h"
#include "passes/Compiler.h"
#include "passes/Registration.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/MLIRContext.h"

using namespace mlir;
using mlir::eshkol::BatchableOpInterface;
using mlir::eshkol::DifferentiableOpInterface;
using mlir::eshkol::MapOp;

/// Operations whose regions are differentiated, by `ForwardMode` and `ReverseMode` themselves.
static bool hasDifferentiatedRegion(StringRef name) {
  return llvm::is_contained({scf::ForOp::getOperationName(), scf::IfOp::getOperationName(),
                             scf::WhileOp::getOperationName(), MapOp::getOperationName()},
                            name);
}

std::vector<::eshkol::core::OperationSupport>(::eshkol::core::listOperations)() {
  DialectRegistry registry;
  mlir::eshkol::registerDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  std::vector<OperationSupport> found;
  for (StringRef dialect : {"eshkol", "arith", "math", "complex", "tensor", "scf"})
    context.getOrLoadDialect(dialect);
  for (RegisteredOperationName name : context.getRegisteredOperations()) {
    bool isDifferentiable =
        name.hasInterface<DifferentiableOpInterface>() || hasDifferentiatedRegion(name.getStringRef());
    bool isBatchable = name.hasInterface<BatchableOpInterface>();
    if (name.hasTrait<mlir::eshkol::OverValues>())
      continue;
    if (isDifferentiable || isBatchable || name.getDialectNamespace() == "eshkol")
      found.push_back({name.getStringRef().str(), isDifferentiable, isBatchable});
  }
  return found;
}
