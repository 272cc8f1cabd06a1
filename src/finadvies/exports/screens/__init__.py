"""The screens of the session and the commands, each a function from advice to lines."""
