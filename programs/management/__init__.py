"""What an operator starts from the command line."""
