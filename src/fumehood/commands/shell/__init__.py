"""From text to a syntax tree: bash and POSIX sh, by recursive descent, exact to the character."""
