#include "passes/autodiff/rules/Rules.h"
using namespace mlir;
void eshkol::registerComplexRules(MLIRContext *c) {}
