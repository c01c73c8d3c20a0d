"""What command-line clients destroy, publish or show, as data: one row a verb."""
