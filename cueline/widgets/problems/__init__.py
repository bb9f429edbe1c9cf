"""Problems as a list and as marks, and the text of a file that does not parse."""
