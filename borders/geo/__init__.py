"""The frontier and positions on the Earth: the only room that uses pyproj and shapely."""
