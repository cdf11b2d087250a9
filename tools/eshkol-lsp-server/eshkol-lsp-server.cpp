//===- eshkol-lsp-server.cpp - editor support for eshkol IR ---------------===//

#include "passes/Registration.h"

#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"

int main(int argc, char **argv) {
  mlir::eshkol::registerPasses();
  mlir::DialectRegistry registry;
  mlir::eshkol::registerDialects(registry);
  return llvm::failed(mlir::MlirLspServerMain(argc, argv, registry));
}
