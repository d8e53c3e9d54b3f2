"""The secretariat's desk: the week on one screen, the entry book, acts on one file or many."""
