"""Every error that mentionmap raises on purpose.

    MentionmapError
    ├── UsageError          the call does not make sense (an unknown option value, a clash of options)
    ├── InputError          a document or a data file that cannot be read
    ├── OutputError         a result that cannot be written
    ├── PlaceNotFound       a name, id or phrase that no place answers to
    └── GazetteerError      the gazetteer store
        ├── GazetteerMissing    there is none where one was named
        ├── GazetteerDamaged    it is truncated, altered or of another version
        └── GazetteerLocked     another process is changing it

A message says what was wrong, where, and what to do, in one line: the command line prints it as it is.
"""

from __future__ import annotations


class MentionmapError(Exception):
    """Base of all errors of this package."""


class UsageError(MentionmapError):
    """The call itself does not make sense."""


class InputError(MentionmapError):
    """A document or a data file cannot be read."""


class OutputError(MentionmapError):
    """A result cannot be written."""


class PlaceNotFound(MentionmapError):
    """No place answers to this name, id or phrase."""


class GazetteerError(MentionmapError):
    """The gazetteer store cannot be used."""


class GazetteerMissing(GazetteerError):
    """There is no gazetteer at the path that was named."""


class GazetteerDamaged(GazetteerError):
    """The gazetteer is truncated, altered, or of another version."""


class GazetteerLocked(GazetteerError):
    """Another process is changing the gazetteer."""
