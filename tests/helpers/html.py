"""HTML taken apart."""

import json
from html.parser import HTMLParser


class Page(HTMLParser):
    """The elements of a page with their attributes, as a browser would see them, and its words."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.words, self.linked_data, self._script = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._script = dict(attributes) if tag in ("script", "style") else None

    def handle_endtag(self, _tag):
        self._script = None

    def handle_data(self, data):
        if self._script is None:
            self.words.append(data)
        elif self._script.get("type") == "application/ld+json":
            self.linked_data.append(json.loads(data))

    def values_of(self, *attributes):
        """Every value of some attributes, in the order of the elements."""
        return [own[name] for _, own in self.elements for name in attributes if own.get(name)]

    def meta(self, attribute):
        """The content of the meta elements by their `attribute`, e.g. "property"."""
        metas = [own for tag, own in self.elements if tag == "meta" and attribute in own]
        return {own[attribute]: own["content"] for own in metas}
