"""Lists to tick before anything is done, and the dialogs that lead to them."""
