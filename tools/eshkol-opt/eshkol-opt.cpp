//===- eshkol-opt.cpp - run passes over textual or binary IR --------------===//

#include "passes/Registration.h"

#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::eshkol::registerPasses();
  mlir::DialectRegistry registry;
  mlir::eshkol::registerDialects(registry);
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "Eshkol optimizer driver\n", registry));
}
