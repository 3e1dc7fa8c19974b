"""What every page shares: start page, base template, style, errors, glossary."""
