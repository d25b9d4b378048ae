"""What goes wrong with a table."""


class MLTableError(ValueError):
    """The MLTable file, or what it names, cannot be read; the message says where and why."""
