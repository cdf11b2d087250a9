//===- EffectOps.td - randomness, input and output, devices -----*- tablegen -*-===//
//
// The group has no operations yet; the folder fixes where they go.

#ifndef ESHKOL_EFFECT_OPS_TD
#define ESHKOL_EFFECT_OPS_TD

include "Dialect.td"

#endif // ESHKOL_EFFECT_OPS_TD
