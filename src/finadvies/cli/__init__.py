"""The command line: reads what was typed, calls one function, shows the result, exits."""
