"""Ring 4: rows to links, reasons, the bridge and bounds. Knows no framework, file or clock, nor which side is right."""
