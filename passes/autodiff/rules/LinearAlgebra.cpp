#include "passes/autodiff/rules/Rules.h"
using namespace mlir;
void eshkol::registerLinearAlgebraRules(MLIRContext *c) {}
