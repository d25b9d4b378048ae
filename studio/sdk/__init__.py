"""What Python programs use to talk to a studio. Imports no Django."""
