//===- Registers.cpp - the machine's part of continuations -----------------===//

#include "runtime/host/control/Registers.h"

#if defined(__x86_64__)

asm(R"(
  .text

  # The value in rdi is returned to the continuation whose frames begin at the stack pointer.
  .macro end_continuation
  subq $8, %rsp
  callq eshkol_end_continuation@PLT
  addq $8, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  .endm

  .globl eshkol_save_registers
  .type eshkol_save_registers, @function
eshkol_save_registers:
  movq %rbx, 0(%rdi)
  movq %rbp, 8(%rdi)
  movq %r12, 16(%rdi)
  movq %r13, 24(%rdi)
  movq %r14, 32(%rdi)
  movq %r15, 40(%rdi)
  leaq 8(%rsp), %rax
  movq %rax, 48(%rdi)
  movq (%rsp), %rax
  movq %rax, 56(%rdi)
  xorl %eax, %eax
  ret
  .size eshkol_save_registers, .-eshkol_save_registers

  .globl eshkol_restore_registers
  .type eshkol_restore_registers, @function
eshkol_restore_registers:
  movq 0(%rdi), %rbx
  movq 8(%rdi), %rbp
  movq 16(%rdi), %r12
  movq 24(%rdi), %r13
  movq 32(%rdi), %r14
  movq 40(%rdi), %r15
  movq 48(%rdi), %rsp
  movl $1, %eax
  jmpq *56(%rdi)
  .size eshkol_restore_registers, .-eshkol_restore_registers

  .globl eshkol_call_on_stack
  .type eshkol_call_on_stack, @function
eshkol_call_on_stack:
  pushq %rbp
  movq %rsp, %rbp
  movq %rdx, %rsp
  movq %rdi, %rax
  movq %rsi, %rdi
  callq *%rax
  movq %rbp, %rsp
  popq %rbp
  ret
  .size eshkol_call_on_stack, .-eshkol_call_on_stack

  # The frame of a continuation: the registers that functions keep for their callers.  The procedure that gets the
  # continuation is called from it, and whoever returns to it goes on below label 2.  Where the caller is
  # such a procedure and this is its last call, the continuation is the one that it got, and no frame is
  # made, so that a loop may go through call/cc.
  .globl eshkol_call_with_continuation
  .type eshkol_call_with_continuation, @function
eshkol_call_with_continuation:
  movq %rdi, %rdx
  subq $8, %rsp
  callq eshkol_continuation_entry
  ret
  .size eshkol_call_with_continuation, .-eshkol_call_with_continuation

  # In tailcc, there are always 8 bytes above the return address, which the called function takes away.
  .globl eshkol_continuation_entry
  .type eshkol_continuation_entry, @function
eshkol_continuation_entry:
  leaq 2f(%rip), %rax
  cmpq %rax, (%rsp)
  je 1f
0:
  pushq %rbp
  # For backtraces, which follow the chain of frames.
  movq %rsp, %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rdx, %rbx
  movq %rsp, %rdi
  subq $8, %rsp
  callq eshkol_begin_continuation@PLT
  movq %rbx, %rdi
  movq %rax, %rdx
  movl $1, %esi
  callq *3(%rdi)
2:
  movq %rax, %rdi
  end_continuation
  ret $8
1:
  pushq %rdx
  callq eshkol_current_continuation@PLT
  popq %rdx
  testq %rax, %rax
  jz 0b
  movq %rdx, %rdi
  movq %rax, %rdx
  movl $1, %esi
  jmpq *3(%rdi)
  .size eshkol_continuation_entry, .-eshkol_continuation_entry

  # The entry of captured continuations.  What does not enter them at once is a tail call of the library.
  .globl eshkol_captured_entry
  .type eshkol_captured_entry, @function
eshkol_captured_entry:
  pushq %rdi
  callq eshkol_enter_or_collect@PLT
  popq %rdi
  testq %rdx, %rdx
  jnz 4f
  movq %rdi, %rdx
  movq %rax, %rcx
  movq eshkol_enter_later@GOTPCREL(%rip), %rax
  movq (%rax), %rdi
  movl $2, %esi
  jmpq *3(%rdi)
4:
  # Where this is the last call of the procedure that got the continuation, entering it is returning from here.
  leaq -16(%rdx), %rcx
  cmpq %rcx, %rsp
  jne 5f
  leaq 2b(%rip), %rcx
  cmpq %rcx, (%rsp)
  jne 5f
  ret $8
5:
  movq %rax, %rdi
  movq %rdx, %rsi
  jmp eshkol_resume_continuation
  .size eshkol_captured_entry, .-eshkol_captured_entry

  # As below label 2, but for the jump at the end: where control does not come from a call, the processor's guess
  # at where a return goes is wrong.
  .globl eshkol_resume_continuation
  .type eshkol_resume_continuation, @function
eshkol_resume_continuation:
  movq %rsi, %rsp
  end_continuation
  popq %rcx
  addq $8, %rsp
  jmpq *%rcx
  .size eshkol_resume_continuation, .-eshkol_resume_continuation

  # Frames return to it.  What they keep for their callers is in the registers, where C++ leaves it.  A result may
  # also be in registers for floats, as wide as the processor has them.
  .globl eshkol_return_to_rest
  .type eshkol_return_to_rest, @function
eshkol_return_to_rest:
  movq %rax, %rdi
  movq %rsp, %rsi
  andq $-64, %rsp
  subq $320, %rsp
  movq %rsi, 8(%rsp)
  movq eshkol_vector_level@GOTPCREL(%rip), %r11
  movl (%r11), %r11d
  cmpl $1, %r11d
  jb 5f
  je 6f
  vmovups %zmm0, 64(%rsp)
  vmovups %zmm1, 128(%rsp)
  vmovups %zmm2, 192(%rsp)
  vmovups %zmm3, 256(%rsp)
  jmp 7f
5:
  movups %xmm0, 64(%rsp)
  movups %xmm1, 128(%rsp)
  movups %xmm2, 192(%rsp)
  movups %xmm3, 256(%rsp)
  jmp 7f
6:
  vmovups %ymm0, 64(%rsp)
  vmovups %ymm1, 128(%rsp)
  vmovups %ymm2, 192(%rsp)
  vmovups %ymm3, 256(%rsp)
7:
  movq %rsp, %rdx
  callq eshkol_end_rest@PLT
  movq eshkol_vector_level@GOTPCREL(%rip), %r11
  movl (%r11), %r11d
  cmpl $1, %r11d
  jb 5f
  je 6f
  vmovups 64(%rsp), %zmm0
  vmovups 128(%rsp), %zmm1
  vmovups 192(%rsp), %zmm2
  vmovups 256(%rsp), %zmm3
  jmp 7f
5:
  movups 64(%rsp), %xmm0
  movups 128(%rsp), %xmm1
  movups 192(%rsp), %xmm2
  movups 256(%rsp), %xmm3
  jmp 7f
6:
  vmovups 64(%rsp), %ymm0
  vmovups 128(%rsp), %ymm1
  vmovups 192(%rsp), %ymm2
  vmovups 256(%rsp), %ymm3
7:
  movq (%rsp), %rcx
  movq 8(%rsp), %rsp
  jmpq *%rcx
  .size eshkol_return_to_rest, .-eshkol_return_to_rest

  .purgem end_continuation
)");

/// How wide the registers for floats are: 0 for 16 bytes, 1 for 32, 2 for 64.
extern "C" int eshkol_vector_level;
int eshkol_vector_level = __builtin_cpu_supports("avx512f") ? 2 : __builtin_cpu_supports("avx") ? 1 : 0;

#elif defined(__aarch64__)

asm(R"(
  .text
  .globl eshkol_save_registers
  .type eshkol_save_registers, %function
eshkol_save_registers:
  stp x19, x20, [x0, #0]
  stp x21, x22, [x0, #16]
  stp x23, x24, [x0, #32]
  stp x25, x26, [x0, #48]
  stp x27, x28, [x0, #64]
  stp x29, x30, [x0, #80]
  mov x1, sp
  str x1, [x0, #96]
  stp d8, d9, [x0, #104]
  stp d10, d11, [x0, #120]
  stp d12, d13, [x0, #136]
  stp d14, d15, [x0, #152]
  mov w0, #0
  ret
  .size eshkol_save_registers, .-eshkol_save_registers

  .globl eshkol_restore_registers
  .type eshkol_restore_registers, %function
eshkol_restore_registers:
  ldp x19, x20, [x0, #0]
  ldp x21, x22, [x0, #16]
  ldp x23, x24, [x0, #32]
  ldp x25, x26, [x0, #48]
  ldp x27, x28, [x0, #64]
  ldp x29, x30, [x0, #80]
  ldr x1, [x0, #96]
  mov sp, x1
  ldp d8, d9, [x0, #104]
  ldp d10, d11, [x0, #120]
  ldp d12, d13, [x0, #136]
  ldp d14, d15, [x0, #152]
  mov w0, #1
  ret
  .size eshkol_restore_registers, .-eshkol_restore_registers

  .globl eshkol_call_on_stack
  .type eshkol_call_on_stack, %function
eshkol_call_on_stack:
  stp x29, x30, [sp, #-16]!
  mov x29, sp
  mov sp, x2
  mov x3, x0
  mov x0, x1
  blr x3
  mov sp, x29
  ldp x29, x30, [sp], #16
  ret
  .size eshkol_call_on_stack, .-eshkol_call_on_stack

  // As for x86-64.
  .globl eshkol_call_with_continuation
  .type eshkol_call_with_continuation, %function
eshkol_call_with_continuation:
  mov x2, x0
  .globl eshkol_continuation_entry
  .type eshkol_continuation_entry, %function
eshkol_continuation_entry:
  adr x9, 2f
  cmp x30, x9
  b.eq 1f
0:
  sub sp, sp, #160
  stp x19, x20, [sp, #0]
  stp x21, x22, [sp, #16]
  stp x23, x24, [sp, #32]
  stp x25, x26, [sp, #48]
  stp x27, x28, [sp, #64]
  stp x29, x30, [sp, #80]
  stp d8, d9, [sp, #96]
  stp d10, d11, [sp, #112]
  stp d12, d13, [sp, #128]
  stp d14, d15, [sp, #144]
  # For backtraces, which follow the chain of frames.
  add x29, sp, #80
  mov x19, x2
  mov x0, sp
  bl eshkol_begin_continuation
  mov x2, x0
  mov x1, #1
  mov x0, x19
  ldur x9, [x0, #3]
  blr x9
2:
  bl eshkol_end_continuation
  ldp x19, x20, [sp, #0]
  ldp x21, x22, [sp, #16]
  ldp x23, x24, [sp, #32]
  ldp x25, x26, [sp, #48]
  ldp x27, x28, [sp, #64]
  ldp x29, x30, [sp, #80]
  ldp d8, d9, [sp, #96]
  ldp d10, d11, [sp, #112]
  ldp d12, d13, [sp, #128]
  ldp d14, d15, [sp, #144]
  add sp, sp, #160
  ret
1:
  stp x2, x30, [sp, #-16]!
  bl eshkol_current_continuation
  mov x3, x0
  ldp x2, x30, [sp], #16
  cbz x3, 0b
  mov x0, x2
  mov x2, x3
  mov x1, #1
  ldur x9, [x0, #3]
  br x9
  .size eshkol_continuation_entry, .-eshkol_continuation_entry

  .globl eshkol_captured_entry
  .type eshkol_captured_entry, %function
eshkol_captured_entry:
  stp x0, x30, [sp, #-16]!
  bl eshkol_enter_or_collect
  ldp x2, x30, [sp], #16
  cbnz x1, 4f
  mov x3, x0
  adrp x9, :got:eshkol_enter_later
  ldr x9, [x9, :got_lo12:eshkol_enter_later]
  ldr x0, [x9]
  mov x1, #2
  ldur x9, [x0, #3]
  br x9
4:
  mov sp, x1
  b 2b
  .size eshkol_captured_entry, .-eshkol_captured_entry

  .globl eshkol_resume_continuation
  .type eshkol_resume_continuation, %function
eshkol_resume_continuation:
  mov sp, x1
  b 2b
  .size eshkol_resume_continuation, .-eshkol_resume_continuation
)");

#endif
