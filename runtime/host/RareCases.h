//===- RareCases.h - what inlined functions leave to the runtime ------------===//
//
// Compiled code has the usual case of these operations in place and calls one of these functions for all
// else.  They preserve registers that the caller would otherwise have to keep free: what calls nothing in its
// usual case then saves no registers at its start.  Callers and definitions must agree, so both include this
// file.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_RARECASES_H
#define ESHKOL_RUNTIME_HOST_RARECASES_H

#include "Value.h"

#ifndef __clang__
#error "only Clang has the calling convention of these functions"
#endif

#define ESHKOL_RARE [[gnu::cold, clang::preserve_most]]

extern "C" {
// Numbers.  Of some there is said which arguments the call is the last use of, if they are tensors.
ESHKOL_RARE double eshkol_float64_slow(eshkol::Word number);
ESHKOL_RARE eshkol::Word eshkol_add_slow(eshkol::Word a, eshkol::Word b, eshkol::Word lastUses);
ESHKOL_RARE eshkol::Word eshkol_subtract_slow(eshkol::Word a, eshkol::Word b, eshkol::Word lastUses);
ESHKOL_RARE eshkol::Word eshkol_multiply_slow(eshkol::Word a, eshkol::Word b, eshkol::Word lastUses);
ESHKOL_RARE eshkol::Word eshkol_divide_slow(eshkol::Word a, eshkol::Word b, eshkol::Word lastUses);
ESHKOL_RARE eshkol::Word eshkol_negate_slow(eshkol::Word number);
ESHKOL_RARE eshkol::Word eshkol_abs_slow(eshkol::Word number);
ESHKOL_RARE eshkol::Word eshkol_sqrt_slow(eshkol::Word number);
ESHKOL_RARE eshkol::Word eshkol_quotient_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_remainder_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_modulo_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_floor_quotient_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_floor_remainder_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_truncate_quotient_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_truncate_remainder_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_floor_and_remainder_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_truncate_and_remainder_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_number_equal_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_less_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_greater_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_less_equal_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_greater_equal_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_max_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_min_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_zero_p_slow(eshkol::Word number);
ESHKOL_RARE eshkol::Word eshkol_positive_p_slow(eshkol::Word number);
ESHKOL_RARE eshkol::Word eshkol_negative_p_slow(eshkol::Word number);
ESHKOL_RARE eshkol::Word eshkol_even_p_slow(eshkol::Word integer);
ESHKOL_RARE eshkol::Word eshkol_odd_p_slow(eshkol::Word integer);

// Declared types
ESHKOL_RARE eshkol::Word eshkol_check_declared_slow(eshkol::Word value, eshkol::Word check, eshkol::Word what,
                                                    eshkol::Word place);

// Data
ESHKOL_RARE eshkol::Word eshkol_eqv_slow(eshkol::Word a, eshkol::Word b);
ESHKOL_RARE eshkol::Word eshkol_string_ref_slow(eshkol::Word string, eshkol::Word index);
ESHKOL_RARE eshkol::Word eshkol_string_set_slow(eshkol::Word string, eshkol::Word index,
                                                eshkol::Word character);
ESHKOL_RARE int64_t eshkol_vector_length_slow(eshkol::Word value);
ESHKOL_RARE eshkol::Word eshkol_vector_ref_slow(const char *procedure, eshkol::Word vector,
                                                eshkol::Word index);
ESHKOL_RARE eshkol::Word eshkol_vector_set_slow(eshkol::Word vector, eshkol::Word index, eshkol::Word value);

// Characters beyond ASCII
ESHKOL_RARE eshkol::Word eshkol_char_alphabetic_slow(eshkol::Word value);
ESHKOL_RARE eshkol::Word eshkol_char_numeric_slow(eshkol::Word value);
ESHKOL_RARE eshkol::Word eshkol_char_whitespace_slow(eshkol::Word value);
ESHKOL_RARE eshkol::Word eshkol_char_upcase_slow(eshkol::Word value);
ESHKOL_RARE eshkol::Word eshkol_char_downcase_slow(eshkol::Word value);

// Ports
ESHKOL_RARE eshkol::Word eshkol_read_char_slow(eshkol::Word port);
ESHKOL_RARE eshkol::Word eshkol_peek_char_slow(eshkol::Word port);
ESHKOL_RARE eshkol::Word eshkol_write_char_slow(eshkol::Word character, eshkol::Word port);

// Memory: fill the empty list of a size, and return its first object.
ESHKOL_RARE void *eshkol_refill_objects(size_t granules);
ESHKOL_RARE void *eshkol_refill_data(size_t granules);
// While a region is current, a value is to be stored into an object, or into a variable if that is no object.
ESHKOL_RARE void eshkol_note_store(eshkol::Word object, eshkol::Word value);
}

#endif // ESHKOL_RUNTIME_HOST_RARECASES_H
