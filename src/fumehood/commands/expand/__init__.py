"""From words to arguments: what a shell would pass to a program, as far as the text tells."""
