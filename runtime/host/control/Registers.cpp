//===- Registers.cpp - the machine's part of continuations -----------------===//

#include "runtime/host/control/Registers.h"

#if defined(__x86_64__)

asm(R"(
  .text
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
)");

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
)");

#endif
