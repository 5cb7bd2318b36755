"""A guide as its reader has it: its blocks of text, which of them state facts, and how hard they are to read."""

import re

from django.test.html import Element, parse_html

BLOCKS = {"p", "li", "dd"}
NOT_OURS = {"sources", "guides", "pills", "help-lines", "offices", "places"}  # names of documents and places
VOWELS = re.compile(r"[aeiouy]+")
# Endings whose e is silent, and beginnings or middles that the groups of vowels miss by one.
SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy])le$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$|(?<=..)ely$")
TWICE = re.compile(r"(?<![tc])ia|io(?!n|u)|iu|ua(?!l?ity)|ier$")


def article(html):
    """The part of a page that is the guide."""
    page = parse_html(html)
    return next(part for part in (page, *walk(page)) if part.name == "article")


def walk(element):
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from walk(child)


def classes(element):
    return set(dict(element.attributes).get("class", "").split())


def blocks(element, skipped=NOT_OURS, above=frozenset()):
    """(block of text, the classes of it and of all around it), innermost blocks only."""
    for child in element.children:
        if not isinstance(child, Element) or classes(child) & skipped:
            continue
        around = above | classes(child) | {child.name}
        inner = list(blocks(child, skipped, around))
        if child.name in BLOCKS and not inner:
            yield child, around
        yield from inner


def words_of(element, without=("sup", "a")):
    """The text of an element, but for its notes and links."""
    parts = [
        child if not isinstance(child, Element) else "" if child.name in without else words_of(child, without)
        for child in element.children
    ]
    return re.sub(r"\s+", " ", " ".join(parts)).strip()


def facts(element):
    return [child for child in walk(element) if child.name == "span" and "fact" in classes(child)]


def sentences(html):
    """Those of the guide itself, each as its words: no headings, no names of documents."""
    texts = [words_of(block, without=("sup",)) for block, _around in blocks(article(html))]
    parts = [part for text in texts for part in re.split(r"(?<=[.?!:])[”)]?\s+", text)]
    return [words for part in parts if (words := re.findall(r"[A-Za-z’'-]+|\d+", part))]


def grade(html):
    """Flesch-Kincaid: the school grade that a text asks for."""
    said = sentences(html)
    words = [word for sentence in said for word in sentence]
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59


def syllables_of(word):
    """By its groups of vowels. Letters of an abbreviation are said one by one, and so are digits."""
    if word.isdigit() or (word.isupper() and len(word) > 1):
        return len(word)
    word = re.sub(r"[’'].*$", "", word.lower())
    return max(1, len(VOWELS.findall(word)) - len(SILENT.findall(word)) + len(TWICE.findall(word)))
