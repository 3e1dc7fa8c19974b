"""Pictures in a page: the one place where text made here counts as markup."""

from django.utils.safestring import SafeString, mark_safe


def as_markup(svg: str) -> SafeString:
    """Return a drawing for use in a page.

    Parameters
    ----------
    svg : str
        Drawn by the library from a chart specification, whose texts the renderer escapes. Never a file or text of
        somebody else.

    Returns
    -------
    SafeString
        The same, put in the page as it is.
    """
    return mark_safe(svg)  # noqa: S308 - drawn here, see above
