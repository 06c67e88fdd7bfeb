"""Tables → charts → SVG and PNG."""
