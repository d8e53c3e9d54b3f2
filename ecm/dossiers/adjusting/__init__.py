"""The screens on which kinds, pieces, reasons and levels of review are set, without code."""
