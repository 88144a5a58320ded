"""Dumps, as lines of JSON, what CPython's own `ast` sees in the Python files of some folders.

`--where`: the version, and the folder of the standard library.
`--mutate N FOLDER`: N statements with one token too many or too few, as {"source", "error": [line, message] or null}.
`COUNT FOLDER...`: one line for each of the first COUNT files (`all`: of every file): {"path", "items": {kind: [item, ...]}}, or {"path", "error": [line, message]} where it does not parse.
An item is a list; its first two entries are line and column, the column in UTF-16 code units.
"""

import ast
import io
import json
import os
import random
import re
import sys
import sysconfig
import tokenize
import warnings

warnings.simplefilter("ignore")


def main():
    if sys.argv[1:] == ["--where"]:
        print(json.dumps({"version": list(sys.version_info[:3]), "library": sysconfig.get_paths()["stdlib"]}))
        return
    if sys.argv[1] == "--mutate":
        mutate(int(sys.argv[2]), sys.argv[3:])
        return
    count = None if sys.argv[1] == "all" else int(sys.argv[1])
    for path in python_files(sys.argv[2:])[:count]:
        print(json.dumps(dump(path)))


def python_files(roots):
    found = []
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name not in ("site-packages", ".git", "node_modules")]
            found += [os.path.join(folder, name) for name in names if name.endswith(".py")]
    # In an order that has nothing to do with names, so that the first files are a sample of everything.
    return sorted(found, key=lambda path: hash_of(os.path.relpath(path, roots[0])))


def hash_of(text):
    value = 0
    for character in text:
        value = (value * 31 + ord(character)) % 1000003
    return value


def dump(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        return {"path": path, "error": [getattr(error, "lineno", 0), str(error)]}
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        return {"path": path, "undecodable": True}
    return {"path": path, "items": Items(source).of(tree)}


def mutate(count, roots):
    chance = random.Random(1)
    for path in python_files(roots):
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        try:
            statements = ast.parse(text).body
        except (SyntaxError, ValueError):
            continue
        for statement in chance.sample(statements, min(len(statements), 5)):
            source = ast.get_source_segment(text, statement)
            if len(source) > 1500 or not source.isascii():
                continue
            changed = change(source, chance)
            try:
                ast.parse(changed)
                error = None
            except SyntaxError as problem:
                error = [problem.lineno, problem.msg]
            print(json.dumps({"source": changed, "error": error}))
            count -= 1
            if count == 0:
                return


def change(source, chance):
    starts = [0]
    for line in source.splitlines(True):
        starts.append(starts[-1] + len(line))
    token = chance.choice(list(tokenize.generate_tokens(io.StringIO(source).readline)))
    start, end = (min(starts[line - 1] + column, len(source)) for line, column in (token.start, token.end))
    word = chance.choice([*WORDS, token.string])
    return chance.choice([source[:start] + source[end:], source[:start] + word + " " + source[start:], source[:start] + word + source[end:]])


WORDS = """( ) [ ] { } , : = == := * ** -> . ; ! | / @ ... if else for in lambda yield await async not is and x 1 "s" b"s" f"{a}"
import from as return class def with try except match case type None global""".split() + ["\n", "\n    "]


class Items:
    def __init__(self, source):
        if source.startswith(b"\xef\xbb\xbf"):
            source = source[3:]
        self.lines = re.split(rb"\r\n|\r|\n", source)
        self.found = {kind: [] for kind in ("calls", "imports", "try", "with", "decorators", "strings", "definitions", "statements", "expressions")}

    def of(self, tree):
        for node in ast.walk(tree):
            name = type(node).__name__
            if isinstance(node, ast.Call):
                self.add("calls", node, dotted(node.func), len(node.args), [keyword.arg for keyword in node.keywords])
            elif isinstance(node, ast.Import):
                self.add("imports", node, [[alias.name, alias.asname] for alias in node.names])
            elif isinstance(node, ast.ImportFrom):
                self.add("imports", node, node.module, node.level, [[alias.name, alias.asname] for alias in node.names])
            elif isinstance(node, (ast.Try, ast.TryStar)):
                self.add("try", node, name, [[self.place(handler), handler.type and dotted(handler.type), handler.name] for handler in node.handlers], len(node.orelse), len(node.finalbody))
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                for item in node.items:
                    self.add("with", item.context_expr, dotted(item.context_expr), item.optional_vars and [self.place(item.optional_vars), type(item.optional_vars).__name__, dotted(item.optional_vars)])
            elif isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
                value = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
                if not self.has_named_character(node):
                    self.add("strings", node, type(node.value).__name__, value)
            elif isinstance(node, ast.JoinedStr):
                self.add("strings", node, name, len(node.values))
            elif isinstance(node, ast.FormattedValue):
                self.add("strings", node, name, node.conversion, node.format_spec is not None)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.add("definitions", node, name, node.name)
                for decorator in node.decorator_list:
                    self.add("decorators", decorator, dotted(decorator))
            if isinstance(node, ast.stmt):
                self.add("statements", node, name, self.end(node))
            elif isinstance(node, (ast.expr, ast.pattern, ast.keyword, ast.arg, ast.alias, ast.excepthandler)) and not isinstance(node, (ast.Constant, ast.JoinedStr, ast.FormattedValue)):
                self.add("expressions", node, name, self.end(node))
            elif isinstance(node, ast.Constant) and not isinstance(node.value, (str, bytes)):
                self.add("expressions", node, name, self.end(node), number(node.value))
        return self.found

    def add(self, kind, node, *values):
        self.found[kind].append([*self.place(node), *values])

    def place(self, node):
        return [node.lineno, self.column(node.lineno, node.col_offset)]

    def end(self, node):
        return [node.end_lineno, self.column(node.end_lineno, node.end_col_offset)]

    def column(self, line, offset):
        before = self.lines[line - 1][:offset]
        return offset if before.isascii() else len(before.decode("utf-8").encode("utf-16-le")) // 2

    def has_named_character(self, node):
        r"""The parser has no table of Unicode names, so `\N{...}` cannot be compared."""
        return any(b"\\N{" in line for line in self.lines[node.lineno - 1 : node.end_lineno])


def dotted(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    if isinstance(node, ast.Subscript):
        return f"{dotted(node.value)}[]"
    if isinstance(node, (ast.Tuple, ast.List)):
        return [dotted(element) for element in node.elts]
    return type(node).__name__


def number(value):
    if isinstance(value, (bool, type(None))):
        return value
    if value is Ellipsis:
        return "..."
    if isinstance(value, complex):
        value = value.imag
    try:
        value = float(value)
    except OverflowError:
        return "inf"
    return value if value < float("inf") else "inf"


main()
