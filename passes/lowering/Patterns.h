//===- Patterns.h - the rewrites of the lowering, by op group ---*- C++ -*-===//
//
// Each function adds the patterns of the file named after it.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_LOWERING_PATTERNS_H
#define ESHKOL_PASSES_LOWERING_PATTERNS_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::eshkol {

/// Composite operations into primitive ones (`--eshkol-decompose`).
void populateDecomposeAssertionsPatterns(RewritePatternSet &patterns);
void populateDecomposeIndexingPatterns(RewritePatternSet &patterns);
void populateDecomposeLinearAlgebraPatterns(RewritePatternSet &patterns);
void populateDecomposeNeuralPatterns(RewritePatternSet &patterns);
void populateDecomposeSortingPatterns(RewritePatternSet &patterns);

/// Primitive operations into linalg and tensor (`--convert-eshkol-to-linalg`).
void populateCholeskyToLinalgPatterns(RewritePatternSet &patterns);
void populateContractionToLinalgPatterns(RewritePatternSet &patterns);
void populateElementwiseToLinalgPatterns(RewritePatternSet &patterns);
void populateLuToLinalgPatterns(RewritePatternSet &patterns);
void populateReductionToLinalgPatterns(RewritePatternSet &patterns);
void populateScanToLinalgPatterns(RewritePatternSet &patterns);
void populateShapeToLinalgPatterns(RewritePatternSet &patterns);
void populateSlicingToLinalgPatterns(RewritePatternSet &patterns);
void populateIndexingToLinalgPatterns(RewritePatternSet &patterns);
void populateWindowedToLinalgPatterns(RewritePatternSet &patterns);
void populateSortingToLinalgPatterns(RewritePatternSet &patterns);

/// Complex tensor operations into real ones (`--eshkol-split-complex`).
void populateSplitComplexTensorsPatterns(RewritePatternSet &patterns);
void populateTriangularSolveToLinalgPatterns(RewritePatternSet &patterns);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_PATTERNS_H
