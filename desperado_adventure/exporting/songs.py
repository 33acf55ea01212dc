"""The corrido, the song of a playthrough, as plain text, as an SVG drawing, and as an HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from .markup import markup

_LINE = 26
_QUATRAIN_GAP = 18
_MARGIN = 48
_WIDTH = 520


def song_text(title: str, quatrains: Sequence[str]) -> str:
    """Return the song as text."""
    heading = f"Corrido: {title}"
    return "\n\n".join([heading, *quatrains]) + "\n"


def song_svg(title: str, quatrains: Sequence[str]) -> str:
    """Return the song as an SVG drawing of a printed song sheet, in one long column."""
    y = _MARGIN + 40
    parts = [f'<text x="{_WIDTH // 2}" y="{_MARGIN + 12}" class="title">{markup(title)}</text>']
    for quatrain in quatrains:
        for line in quatrain.split("\n"):
            y += _LINE
            parts.append(f'<text x="{_MARGIN + 24}" y="{y}">{markup(line)}</text>')
        y += _QUATRAIN_GAP
    height = y + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img">\n'
        f"<title>{markup(title)}</title>\n"
        "<style>text{font:18px Georgia,serif;fill:#2b1a0e}"
        ".title{font:bold 28px Georgia,serif;text-anchor:middle}</style>\n"
        f'<rect width="{_WIDTH}" height="{height}" fill="#f3e6c8"/>\n'
        f'<rect x="14" y="14" width="{_WIDTH - 28}" height="{height - 28}" '
        'fill="none" stroke="#8a2f1d" stroke-width="3"/>\n'
        f'<rect x="20" y="20" width="{_WIDTH - 40}" height="{height - 40}" fill="none" stroke="#8a2f1d"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def song_page(title: str, quatrains: Sequence[str]) -> str:
    """Return the song as an HTML page that loads nothing else."""
    verses = "\n".join(f"<p>{'<br>'.join(map(markup, quatrain.split(chr(10))))}</p>" for quatrain in quatrains)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{markup(title)}</title>\n"
        "<style>body{background:#f3e6c8;color:#2b1a0e;font:1.1rem/1.5 Georgia,serif;max-width:30rem;margin:3rem auto;"
        "padding:2rem;border:3px double #8a2f1d}h1{text-align:center}</style>\n</head>\n<body>\n"
        f"<h1>{markup(title)}</h1>\n{verses}\n</body>\n</html>\n"
    )
