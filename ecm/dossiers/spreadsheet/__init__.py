"""Reading a spreadsheet that a ministry sends, and writing the one it fills in."""

from ecm.dossiers.spreadsheet.reading import MOST_OCTETS, read
from ecm.dossiers.spreadsheet.writing import blank_list, filled_list

__all__ = ["MOST_OCTETS", "blank_list", "filled_list", "read"]
