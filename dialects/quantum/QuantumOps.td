//===- QuantumOps.td - qubits as values used exactly once -----*- tablegen -*-===//
//
// The group has no operations yet; the folder fixes where they go.

#ifndef ESHKOL_QUANTUM_OPS_TD
#define ESHKOL_QUANTUM_OPS_TD

include "Dialect.td"

#endif // ESHKOL_QUANTUM_OPS_TD
