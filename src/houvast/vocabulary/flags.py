"""The bits in which the yearly review notes what it found of a person."""

from enum import IntEnum


class Flag(IntEnum):
    """The bits of `Persons.flags`, set by the yearly review."""

    HAS_SAY = 1
    """Say over the own working times."""
    CAN_TAKE_LEAVE = 2
    """Paid leave for care."""
    INSURED = 4
    """Covered for disability and old age."""
    TRAINED = 8
    """Trained in the past year."""
    LEARNS = 16
    """Learned in the past four weeks, first education included."""
    HIGH_STRAIN = 32
    """High demands and low autonomy at work."""
    INCOME_SECURE = 64
    """Kept most of the income of the year before, and not below the social minimum."""
    HAS_GRIPS = 128
    """All three grips."""
