"""What may arrive where while a host program runs: a flow analysis of the whole program (0-CFA).

Executables have no compiler, so what their device functions are called with has to be foreseen.  ``values`` says what
is known of a value, ``solver`` passes values on between ``places``, ``analysis`` sets up how they flow through the
core language, ``calls`` through procedures, ``library`` through those of the language, ``device_functions`` collects
what these are called with, and ``results`` finds out what operations and device functions return.
"""
