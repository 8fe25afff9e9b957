"""Where? The frontier as a line, positions and map projections: all of pyproj and shapely."""
