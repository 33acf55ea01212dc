"""Language codes: whether a word is the code of a language, as BCP 47 has them, and which code somebody has meant.

A code is a language of two or three letters, and if need be a script and a region: `en`, `es-MX`, `zh-Hant-TW`. The
languages of two letters are those of ISO 639-1; those of three letters are too many to be listed here.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?", re.IGNORECASE)

_TWO_LETTERS = frozenset(
    re.findall(
        "[a-z]+",
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
        en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
        ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
        nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn
        so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """,
    )
)

_MEANT = {
    "en": "english englisch inglés ingles anglais eng us gb",
    "es": "spanish español espanol castellano castilian spanisch espagnol spa sp mx",
    "de": "german deutsch alemán aleman allemand ger deu",
    "fr": "french français francais francés französisch fre fra",
    "it": "italian italiano italienisch ita",
    "pt": "portuguese português portugues por",
    "pt-BR": "brazilian brazil brasil brasileiro",
    "nl": "dutch nederlands niederländisch dut nld",
    "ca": "catalan català catala",
    "gl": "galician galego",
    "eu": "basque euskara",
    "ru": "russian русский russisch",
    "uk": "ukrainian українська",
    "pl": "polish polski polnisch",
    "cs": "czech čeština cestina cz",
    "sk": "slovak slovenčina",
    "sv": "swedish svenska schwedisch",
    "da": "danish dansk dk",
    "nb": "norwegian norsk bokmål",
    "fi": "finnish suomi",
    "el": "greek ελληνικά gr",
    "tr": "turkish türkçe turkce",
    "hu": "hungarian magyar",
    "ro": "romanian română romana",
    "ja": "japanese 日本語 nihongo jp",
    "zh": "chinese 中文 mandarin cn",
    "ko": "korean 한국어",
    "ar": "arabic العربية",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "la": "latin",
    "eo": "esperanto",
    "nah": "nahuatl nawatl",
}
"""What authors write instead of a code: the names of languages in English and their own, and codes of countries."""

_CODE_OF = {word: code for code, words in _MEANT.items() for word in words.split() if word not in _TWO_LETTERS}


def is_language_code(word: str) -> bool:
    """Whether a word is the code of a language, perhaps with a script and a region."""
    match = _CODE.fullmatch(word)
    if match is None:
        return False
    language = match[1].lower()
    return len(language) == 3 or language in _TWO_LETTERS


def meant_code(word: str) -> str:
    """Return the code that somebody has meant by a word that is none, "" where that cannot be told."""
    code = _CODE_OF.get(word.strip().lower(), "")
    if code:
        return code
    parts = re.split(r"[-_. ]", word.strip())
    with_hyphens = "-".join(parts[:2])
    if len(parts) > 1 and is_language_code(with_hyphens):
        return with_hyphens
    first = _CODE_OF.get(parts[0].lower(), parts[0])
    return first if is_language_code(first) else ""
