"""Where the operations of jobs find ``writing``; it lies on the floor, for drafts too."""

from studio.transaction import writing as writing
