"""Machines that have a single family of fonts, since a page's layout must hold with any."""

FAMILIES = {  # by the Debian package that brings them
    "fonts-noto-core": ("Noto Sans", "Noto Serif"),
    "fonts-dejavu-core": ("DejaVu Sans", "DejaVu Serif"),
    "fonts-liberation": ("Liberation Sans", "Liberation Serif"),
}

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <selectfont>
    <rejectfont><pattern><patelt name="scalable"><bool>true</bool></patelt></pattern></rejectfont>
    <rejectfont><pattern><patelt name="scalable"><bool>false</bool></patelt></pattern></rejectfont>
    <acceptfont>{accepted}</acceptfont>
  </selectfont>
</fontconfig>
"""
_ACCEPTED = '<pattern><patelt name="family"><string>{}</string></patelt></pattern>'


def only(families, folder):
    """The environment of a program that sees no fonts but these; its configuration is in `folder`.

    A style sheet of the test's own would be refused by the policy of the pages.
    """
    path = folder / "fonts.conf"
    accepted = "".join(map(_ACCEPTED.format, families))
    path.write_text(_CONFIGURATION.format(accepted=accepted), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(path)}


def used(page, selector):
    """The families in which Chromium sets the text of an element."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
    session.detach()
    return {font["familyName"] for font in fonts}
