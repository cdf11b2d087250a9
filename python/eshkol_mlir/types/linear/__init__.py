"""Linear use: values of type ``qubit`` are used exactly once, whichever way a program takes."""
