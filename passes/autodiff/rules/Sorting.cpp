#include "passes/autodiff/rules/Rules.h"
using namespace mlir;
void eshkol::registerSortingRules(MLIRContext *c) {}
