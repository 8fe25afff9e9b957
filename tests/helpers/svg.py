"""SVG pictures taken apart."""

SVG = "{http://www.w3.org/2000/svg}"


def texts_of(root):
    """The words of every text element."""
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
