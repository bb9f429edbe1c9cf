"""Was and now side by side: review, joining, earlier versions."""
