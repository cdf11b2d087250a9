; Calls of compiled procedures from C++, and what is called when the value of an operator is no procedure.

declare ptr @eshkol_entry_of(i64)
declare i64 @eshkol_not_a_procedure(i64, i64)

define i64 @eshkol_call_1(i64 %procedure, i64 %argument) #0 {
  %entry = call ptr @eshkol_entry_of(i64 %procedure)
  %result = call tailcc i64 %entry(i64 %procedure, i64 1, i64 %argument, i64 undef, i64 undef, i64 undef)
  ret i64 %result
}

define tailcc i64 @eshkol_not_procedure_entry(i64 %value, i64 %count, i64 %0, i64 %1, i64 %2, i64 %3) #0 {
  %result = call i64 @eshkol_not_a_procedure(i64 %value, i64 %count)
  ret i64 %result
}

; Backtraces follow the chain of frames.
attributes #0 = { "frame-pointer"="all" }
