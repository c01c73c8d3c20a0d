"""Where package names stand: one file for each family of carriers."""
