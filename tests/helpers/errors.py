"""Messages of errors."""


def one_line(error):
    """The message of an error, which must be one line."""
    assert len(str(error).splitlines()) == 1
    return str(error)
