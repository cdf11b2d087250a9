//===- Ops.td - every operation of the dialect, by group --------*- tablegen -*-===//

#ifndef ESHKOL_OPS_TD
#define ESHKOL_OPS_TD

include "core/Assertions.td"
include "core/Procedures.td"
include "core/Transformations.td"
include "core/Unboxed.td"
include "core/Values.td"
include "tensor/Contraction.td"
include "tensor/Elementwise.td"
include "tensor/Indexing.td"
include "tensor/LinearAlgebra.td"
include "tensor/Neural.td"
include "tensor/Reduction.td"
include "tensor/Shape.td"
include "tensor/Slicing.td"
include "tensor/Sorting.td"
include "tensor/Windowed.td"
include "effect/EffectOps.td"
include "quantum/QuantumOps.td"

#endif // ESHKOL_OPS_TD
