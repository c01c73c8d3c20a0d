"""One Python source to findings."""

from fumehood.code.catalog import catalog
from fumehood.code.flow.module import Module
from fumehood.code.interest import Interest
from fumehood.code.observer import Observer
from fumehood.code.positions import Positions
from fumehood.code.reporting import findings_of
from fumehood.code.rulebook import rulebook
from fumehood.core.guard import Inspection
from fumehood.core.source import Source


def analysed(source: Source) -> Inspection:
    """Parses and analyses `source`; what cannot be read or finished is in the problems."""
    tree = source.syntax
    if tree is None:
        return Inspection()
    book = rulebook()
    interest = Interest(source)
    marked = interest.lines(book.called, book.words)
    observer = Observer(book, interest)
    for rule, check, words in book.trees:
        if words.search(source.text):
            observer.add(rule, tree, check(tree, source))
    problems: list[str] = []
    module = None
    if marked:
        module = Module(tree, catalog(), observer, marked)
        module.run()
        problems = module.problems
    return Inspection(
        findings=findings_of(source, Positions(source), observer, module, book), problems=problems
    )
