"""Letters that look like Latin ones, and the plain letters that people take them for.

Source: Unicode Technical Standard 39 (confusables), narrowed to letters that are drawn alike in common
fonts; compatibility forms (full-width, mathematical) come from NFKC, accents on Latin letters from NFD.
"""

import unicodedata

_ALIKE = {
    "a": "аɑαꭺᴀ", "b": "ЬƅᏏʙ", "c": "сϲⅽᴄ", "d": "ԁɗⅾᴅ", "e": "еҽ℮єᴇ", "f": "ẝꞙ", "g": "ɡցɢ",
    "h": "һհʜ", "i": "іıɩιɪⅰ", "j": "јϳᴊ", "k": "кκᴋ", "l": "ӏⅼʟ", "m": "мⅿᴍ", "n": "ոпηɴ", "o": "оοօჿᴏσ",
    "p": "рρᴘ", "q": "ԛգ", "r": "гʀᴦ", "s": "ѕꜱƽ", "t": "тτᴛ", "u": "υսᴜ", "v": "ѵνᴠ", "w": "ԝωᴡ",
    "x": "хχⅹ", "y": "уγүʏ", "z": "ᴢʐ",
    "A": "АΑᎪ", "B": "ВΒᏴ", "C": "СϹᏟ", "D": "Ꭰ", "E": "ЕΕᎬ", "F": "Ϝ", "G": "ԌᏀ", "H": "НΗᎻ", "I": "ІΙӀ",
    "J": "ЈᎫ", "K": "КΚᏦ", "L": "Ꮮ", "M": "МΜᎷ", "N": "ΝꓠИ", "O": "ОΟՕ", "P": "РΡᏢ", "Q": "Ԛ", "R": "Ꭱꓣ", "S": "ЅՏᏚ",
    "T": "ТΤᎢ", "U": "ՍꓴՄ", "V": "ѴᏙ", "W": "ԜᎳ", "X": "ХΧ", "Y": "УΥҮ", "Z": "ΖᏃ",
}  # fmt: skip
CONFUSABLE = {ord(c): latin for latin, alike in _ALIKE.items() for c in alike}
_REGIONAL_A = 0x1F1E6
_TABLE = CONFUSABLE | {_REGIONAL_A + i: chr(97 + i) for i in range(26)}


def skeleton(text: str) -> str:
    """The text as people read it: one plain letter for each that looks like it. Accents are dropped."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).translate(_TABLE))
    return "".join(c for c in text if unicodedata.category(c) != "Mn")
