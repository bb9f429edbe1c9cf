"""Commands on lines, sections, clips and the front matter."""
