"""The command line, thin: options in, one call to the library, one message out."""
