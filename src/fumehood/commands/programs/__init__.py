"""What programs do, one module for each kind."""
