import { describe, expect, it } from 'vitest';
import { type Node, VISITOR_KEYS } from '../../../src/languages/python/syntax/ast.js';
import { parsePython } from '../../../src/languages/python/parser/index.js';
import { cpuTime } from '../../cpu-time.js';
import { treeText } from './tree-text.js';
import { program } from '../../program.js';

describe('parsePython', () => {
  it.each([
    ['pass', 'Pass()'],
    ['break', 'Break()'],
    ['continue', 'Continue()'],
    ['return', 'Return(-)'],
    ['return a, *b', 'Return(Tuple([a Starred(b)]))'],
    ['raise', 'Raise(- -)'],
    ['raise A from b', 'Raise(A b)'],
    ['assert a, "m"', 'Assert(a "m")'],
    ['del a, b.c, (d, e[0])', 'Delete([a Attribute(b c) Tuple([d Subscript(e 0)])])'],
    ['global a, b', 'Global([a b])'],
    ['nonlocal a', 'Nonlocal([a])'],
    ['x = y = 1', 'Assign([x y] 1)'],
    ['x: int', 'AnnAssign(x int -)'],
    ['x.y: int = yield', 'AnnAssign(Attribute(x y) int Yield(-))'],
    ['x += 1', 'AugAssign(x + 1)'],
    ['x //= y', 'AugAssign(x // y)'],
    ['a, *b = c', 'Assign([Tuple([a Starred(b)])] c)'],
    ['import a.b as c, d', 'Import([alias(a.b c) alias(d -)])'],
    ['from . import x', 'ImportFrom(- [alias(x -)] 1)'],
    ['from ...a.b import (c as d, e,)', 'ImportFrom(a.b [alias(c d) alias(e -)] 3)'],
    ['from a import *', 'ImportFrom(a [alias(* -)] 0)'],
    ['lazy import a', 'Import([alias(a -)])'],
    ['type X = int', 'TypeAlias(X [] int)'],
    [
      'type X[T: int = str, *Ts = *tuple[int], **P = [int]] = T',
      'TypeAlias(X [TypeVar(T int str) TypeVarTuple(Ts - Starred(Subscript(tuple int))) ParamSpec(P - List([int]))] T)',
    ],
    [
      'type = 1; match = 2; case = 3; print(type, match)',
      'Assign([type] 1); Assign([match] 2); Assign([case] 3); Call(print [type match] [])',
    ],
    [
      program`
        if a: b
        elif c: d
        else: e
      `,
      'If(a [b] [If(c [d] [e])])',
    ],
    ['while a: b\nelse: c', 'While(a [b] [c])'],
    ['for a, b in c, d: e\nelse: f', 'For(Tuple([a b]) Tuple([c d]) [e] [f])'],
    ['async for *a, b in c: d', 'AsyncFor(Tuple([Starred(a) b]) c [d] [])'],
    ['try: a\nexcept: b', 'Try([a] [ExceptHandler(- - [b])] [] [])'],
    [
      program`
        try: a
        except (A, B) as e: b
        else: c
        finally: d
      `,
      'Try([a] [ExceptHandler(Tuple([A B]) e [b])] [c] [d])',
    ],
    ['try: a\nexcept A, B: b', 'Try([a] [ExceptHandler(Tuple([A B]) - [b])] [] [])'],
    ['try: a\nexcept* A as e: b', 'TryStar([a] [ExceptHandler(A e [b])] [] [])'],
    ['try: a\nfinally: b', 'Try([a] [] [] [b])'],
    ['with a as b, c: d', 'With([withitem(a b) withitem(c -)] [d])'],
    ['with (a as b, c as d,): e', 'With([withitem(a b) withitem(c d)] [e])'],
    ['with (a, b): c', 'With([withitem(a -) withitem(b -)] [c])'],
    ['with (a): b', 'With([withitem(a -)] [b])'],
    ['with (a).b() as c: d', 'With([withitem(Call(Attribute(a b) [] []) c)] [d])'],
    ['with (yield a): b', 'With([withitem(Yield(a) -)] [b])'],
    [
      'with f() as (a, b), g() as self.x, h() as y[0], i() as [c, *d]: e',
      'With([withitem(Call(f [] []) Tuple([a b])) withitem(Call(g [] []) Attribute(self x)) withitem(Call(h [] []) Subscript(y 0)) withitem(Call(i [] []) List([c Starred(d)]))] [e])',
    ],
    ['with (a as b): c', 'With([withitem(a b)] [c])'],
    ['with (a, b) as c: d', 'With([withitem(Tuple([a b]) c)] [d])'],
    ['with (a if b else c): d', 'With([withitem(IfExp(b a c) -)] [d])'],
    ['with (a), (b): c', 'With([withitem(a -) withitem(b -)] [c])'],
    ['with (a for a in b) as c: d', 'With([withitem(GeneratorExp(a [comprehension(a b [] false)]) c)] [d])'],
    ['async with a as b: c', 'AsyncWith([withitem(a b)] [c])'],
    ['def f(): a', 'FunctionDef(f arguments([] [] - [] [] - []) [a] [] - [])'],
    [
      'async def f(a, /, b=1, *c: *T, d, e=2, **g) -> int: h',
      'AsyncFunctionDef(f arguments([arg(a -)] [arg(b -)] arg(c Starred(T)) [arg(d -) arg(e -)] [- 2] arg(g -) [1]) [h] [] int [])',
    ],
    ['def f[T](*, a: int): b', 'FunctionDef(f arguments([] [] - [arg(a int)] [-] - []) [b] [] - [TypeVar(T - -)])'],
    [
      program`
        @a[0].b
        @(x := y)
        @c(1)
        def f(): pass
      `,
      'FunctionDef(f arguments([] [] - [] [] - []) [Pass()] [Attribute(Subscript(a 0) b) NamedExpr(x y) Call(c [1] [])] - [])',
    ],
    ['@d\nclass A[T](B, *c, k=v, **m): pass', 'ClassDef(A [B Starred(c)] [keyword(k v) keyword(- m)] [Pass()] [d] [TypeVar(T - -)])'],
    ['class A: a; b', 'ClassDef(A [] [] [a b] [] [])'],
    [
      program`
        match a, b:
         case 1, *rest: c
         case _: d
      `,
      'Match(Tuple([a b]) [match_case(MatchSequence(- [MatchValue(- [] [1]) MatchStar(rest [] [])] []) - [c]) match_case(MatchAs(- [] []) - [d])])',
    ],
    [
      program`
        match (a):
         case {"k": A(x, y=1) as z, **rest} if g: pass
         case [a, (b)] | None | -1 | 2+3j | "s" "t" | c.D | {}: pass
         case (1,): pass
         case (): pass
         case *_, : pass
         case A.B(): pass
      `,
      'Match(a [match_case(MatchMapping(rest [MatchAs(z [MatchClass(- [MatchAs(x [] []) MatchValue(- [] [1])] [A])] [])] ["k"]) g [Pass()]) match_case(MatchOr(- [MatchSequence(- [MatchAs(a [] []) MatchAs(b [] [])] []) MatchSingleton(- [] []) MatchValue(- [] [UnaryOp(- 1)]) MatchValue(- [] [BinOp(2 + complex:3)]) MatchValue(- [] ["st"]) MatchValue(- [] [Attribute(c D)]) MatchMapping(- [] [])] []) - [Pass()]) match_case(MatchSequence(- [MatchValue(- [] [1])] []) - [Pass()]) match_case(MatchSequence(- [] []) - [Pass()]) match_case(MatchSequence(- [MatchStar(- [] [])] []) - [Pass()]) match_case(MatchClass(- [] [Attribute(A B)]) - [Pass()])])',
    ],
    ['match[0] = 1', 'Assign([Subscript(match 0)] 1)'],
    ['match(a, b)', 'Call(match [a b] [])'],
    ['match -1:\n case x: pass', 'Match(UnaryOp(- 1) [match_case(MatchAs(x [] []) - [Pass()])])'],
  ])('reads the statement %j', (source, expected) => {
    expect(read(source)).toBe(expected);
  });

  it.each([
    ['a or b or c and not d', 'BoolOp(or [a b BoolOp(and [c UnaryOp(not d)])])'],
    ['a < b <= c is not d not in e', 'Compare(a [< <= is not not in] [b c d e])'],
    ['a + b * c ** -d', 'BinOp(a + BinOp(b * BinOp(c ** UnaryOp(- d))))'],
    ['-a ** b', 'UnaryOp(- BinOp(a ** b))'],
    ['~a', 'UnaryOp(~ a)'],
    ['a @ b', 'BinOp(a @ b)'],
    ['(a, b)', 'Tuple([a b])'],
    ['()', 'Tuple([])'],
    ['a,', 'Tuple([a])'],
    ['[a, *b]', 'List([a Starred(b)])'],
    ['{a, *b}', 'Set([a Starred(b)])'],
    ['{}', 'Dict([] [])'],
    ['{a: b, **c}', 'Dict([a -] [b c])'],
    ['[a for b in c if d if e for f in g]', 'ListComp(a [comprehension(b c [d e] false) comprehension(f g [] false)])'],
    ['{a async for b in c}', 'SetComp(a [comprehension(b c [] true)])'],
    ['{a: b for c in d}', 'DictComp(a b [comprehension(c d [] false)])'],
    ['(a for b in c)', 'GeneratorExp(a [comprehension(b c [] false)])'],
    ['f(a for b in c)', 'Call(f [GeneratorExp(a [comprehension(b c [] false)])] [])'],
    ['[*a for a in b]', 'ListComp(Starred(a) [comprehension(a b [] false)])'],
    ['f(a, *b, k=c, *d, **e)', 'Call(f [a Starred(b) Starred(d)] [keyword(k c) keyword(- e)])'],
    ['f(a := 1)', 'Call(f [NamedExpr(a 1)] [])'],
    ['(a := b)', 'NamedExpr(a b)'],
    ['a if b else c if d else e', 'IfExp(b a IfExp(d c e))'],
    ['lambda: a', 'Lambda(arguments([] [] - [] [] - []) a)'],
    ['lambda a, *b, c=1, **d: (a, b)', 'Lambda(arguments([] [arg(a -)] arg(b -) [arg(c -)] [1] arg(d -) []) Tuple([a b]))'],
    ['lambda *, a: a', 'Lambda(arguments([] [] - [arg(a -)] [-] - []) a)'],
    ['await a.b', 'Await(Attribute(a b))'],
    ['(yield)', 'Yield(-)'],
    ['(yield a, b)', 'Yield(Tuple([a b]))'],
    ['(yield from a)', 'YieldFrom(a)'],
    ['a.b.c', 'Attribute(Attribute(a b) c)'],
    ['a[b]', 'Subscript(a b)'],
    ['a[b, c]', 'Subscript(a Tuple([b c]))'],
    ['a[b:c, ::d, ...]', 'Subscript(a Tuple([Slice(b c -) Slice(- - d) Ellipsis:null]))'],
    ['a[*b]', 'Subscript(a Tuple([Starred(b)]))'],
    ['a[b, *c]', 'Subscript(a Tuple([b Starred(c)]))'],
    ['a[:]', 'Subscript(a Slice(- - -))'],
    ['a[b := 1]', 'Subscript(a NamedExpr(b 1))'],
    ['None is True', 'Compare(None:null [is] [bool:true])'],
    ['...', 'Ellipsis:null'],
    ['1_000.0', 'float:1000'],
    ['0xFF', '255'],
    ['0b1_1', '3'],
    ['0o17', '15'],
    ['1e3', 'float:1000'],
    ['.5', 'float:0.5'],
    ['1j', 'complex:1'],
    ['1or x', 'BoolOp(or [1 x])'],
    ['1if 2else 3', 'IfExp(2 1 3)'],
    ['"a" \'b\'', '"ab"'],
    ['b"\\xff" b\'\\n\'', 'b"ÿ\\n"'],
    ['r"\\n"', '"\\\\n"'],
    ['Rb"\\n"', 'b"\\\\n"'],
    ['u"a"', '"a"'],
    ['f"a{b}c"', 'JoinedStr(["a" FormattedValue(b - -) "c"])'],
    ['f"{a!r:>{w}}"', 'JoinedStr([FormattedValue(a r JoinedStr([">" FormattedValue(w - -)]))])'],
    ['f"{a=}"', 'JoinedStr(["a=" FormattedValue(a r -)])'],
    ['f"{ a = !s}"', 'JoinedStr([" a = " FormattedValue(a s -)])'],
    ['f"{a=:x}"', 'JoinedStr(["a=" FormattedValue(a - JoinedStr(["x"]))])'],
    ['f"{{}}{a}"', 'JoinedStr(["{}" FormattedValue(a - -)])'],
    ['f"{a["b"]}"', 'JoinedStr([FormattedValue(Subscript(a "b") - -)])'],
    ["f'{f'{f'{1}'}'}'", 'JoinedStr([FormattedValue(JoinedStr([FormattedValue(JoinedStr([FormattedValue(1 - -)]) - -)]) - -)])'],
    ['f"\\{a}"', 'JoinedStr(["\\\\" FormattedValue(a - -)])'],
    ['rf"\\{a}"', 'JoinedStr(["\\\\" FormattedValue(a - -)])'],
    ['f"\\N{DASH}{a}"', 'JoinedStr(["�" FormattedValue(a - -)])'],
    ['f"{a:{b}.{c}}"', 'JoinedStr([FormattedValue(a - JoinedStr([FormattedValue(b - -) "." FormattedValue(c - -)]))])'],
    ['f"{a,b}"', 'JoinedStr([FormattedValue(Tuple([a b]) - -)])'],
    ['f"{(lambda x: 1)}"', 'JoinedStr([FormattedValue(Lambda(arguments([] [arg(x -)] - [] [] - []) 1) - -)])'],
    ['f"{a != b}"', 'JoinedStr([FormattedValue(Compare(a [!=] [b]) - -)])'],
    ['f"{yield}"', 'JoinedStr([FormattedValue(Yield(-) - -)])'],
    ['"a" f"b" "c{d}"', 'JoinedStr(["abc{d}"])'],
    ['t"a{b!r:x}"', 'TemplateStr(["a" Interpolation(b r JoinedStr(["x"]))])'],
    ['f"{a:\\x41}"', 'JoinedStr([FormattedValue(a - JoinedStr(["A"]))])'],
    ['"\\x41\\u00e9\\U0001F600\\101\\q"', '"Aé😀A\\\\q"'],
    ['"a\\\nb"', '"ab"'],
    ['print >>f, x', 'Tuple([BinOp(print >> f) x])'],
  ])('reads the expression %j', (source, expected) => {
    expect(read(source)).toBe(expected);
  });
});

describe('places', () => {
  it.each([
    ['counts a tab as one column', 'if a:\n\tf(x)', 'f(x)', 2, 1],
    ['counts an astral character as two columns', '"😀"; f(x)', 'f(x)', 1, 6],
    ['ends a line with \\r\\n', 'a\r\nf(x)', 'f(x)', 2, 0],
    ['ends a line with \\r', 'a\rf(x)', 'f(x)', 2, 0],
    ['leaves a byte order mark out of the columns', '\uFEFFf(x)', 'f(x)', 1, 0],
    ['reads a form feed as a blank', 'a\n\fdef g(): f(x)', 'f(x)', 2, 10],
    ['follows a joined line', 'a = \\\n  f(x)', 'f(x)', 2, 2],
    ['starts an operation at the parenthesis of its first operand', '(a) + f(x)', '(a) + f(x)', 1, 0],
    ['leaves the parentheses around an expression out', '((f(x)))', 'f(x)', 1, 2],
    ['takes the parentheses of a tuple in', '((a, f))', '(a, f)', 1, 1],
    ['gives a generator the parentheses of its call', 'g(x for x in y)', '(x for x in y)', 1, 1],
    ['finds the hole of an f-string', 'f"""a{\nf(x)}"""', 'f(x)', 2, 0],
    ['starts a decorated function at its `def`', '@d\ndef f(): pass', 'def f(): pass', 2, 0],
    [
      'ends a block with its last statement',
      program`
        while a:
          b
          # c

        d
      `,
      'while a:\n  b',
      1,
      0,
    ],
  ])('%s', (_, source, part, line, column) => {
    const node = nodesOf(parsePython(source).ast).find(({ range }) => source.slice(...range) === part);
    expect(node?.loc.start).toEqual({ line, column });
  });

  it('gives the place of a name in an attribute, a function and a class', () => {
    const source = 'class A:\n  def f(self): a . b';
    const names = nodesOf(parsePython(source).ast).flatMap((node) =>
      node.type === 'Attribute' ? [node.attrRange] : node.type === 'ClassDef' || node.type === 'FunctionDef' ? [node.nameRange] : [],
    );
    expect(names.map((range) => source.slice(...range))).toEqual(['A', 'f', 'b']);
  });

  it('gives every node its parent', () => {
    const { ast } = parsePython(
      program`
        import a as b
        @d
        async def f(x: int = 1, *, y=2):
          try: return [await z(f"{x:{y}}", k=-v) for z in w]
          except E as e: raise
        match a:
         case [B(c=1), {"k": d}] if e: pass

      `,
    );
    const orphans = nodesOf(ast).flatMap((node) => childrenOf(node).filter((child) => child.parent !== node));
    expect([orphans, ast.parent]).toEqual([[], null]);
  });

  it('covers the file with the module', () => {
    expect(parsePython('\n# a\n').ast.range).toEqual([0, 5]);
  });
});

describe('comments', () => {
  it('keeps their text without the sign, and their place', () => {
    const { comments } = parsePython(program`
      a # b
      (#c
      )
      f"{d # e
      }"
      "# no"
        ## f
    `);
    expect(comments.map(({ type, value, loc }) => [type, value, loc.start.line, loc.start.column])).toEqual([
      ['Comment', ' b', 1, 2],
      ['Comment', 'c', 2, 1],
      ['Comment', ' e', 4, 5],
      ['Comment', '# f', 7, 2],
    ]);
  });
});

describe('strings', () => {
  it('reads a line break in a string as \\n', () => {
    expect(read('"""a\r\nb\rc"""')).toBe('"a\\nb\\nc"');
  });

  it('keeps an unpaired surrogate', () => {
    expect(read('"\\ud800"')).toBe(JSON.stringify('\ud800'));
  });

  it('keeps an escape beyond Unicode as it is written', () => {
    expect(read('"\\UFFFFFFFF"')).toBe(JSON.stringify('\\UFFFFFFFF'));
  });

  it('normalises names as Python does', () => {
    expect(read('ﬁ = 1')).toBe('Assign([fi] 1)');
  });
});

describe('errors', () => {
  it.each([
    ['f(a', 1, 2, "'(' was never closed"],
    ['x = [1,\ndef f(): pass\n', 1, 5, "'[' was never closed"],
    ['a)', 1, 2, "unmatched ')'"],
    ['f(a]', 1, 4, "closing parenthesis ']' does not match opening parenthesis '('"],
    ['f(a b)', 1, 5, 'invalid syntax. Perhaps you forgot a comma?'],
    ['def f(:\n  pass', 1, 6, "'(' was never closed"],
    ['def f()\n  pass', 1, 8, "expected ':'"],
    ['if a:\nb', 2, 1, "expected an indented block after 'if' statement"],
    ['a\n  b', 2, 3, 'unexpected indent'],
    [
      program`
        if a:
            b
          c
      `,
      3,
      3,
      'unindent does not match any outer indentation level',
    ],
    ['if a:\n\tb\n        c', 3, 9, 'inconsistent use of tabs and spaces in indentation'],
    ['print "x"', 1, 1, "Missing parentheses in call to 'print'. Did you mean print(...)?"],
    ['exec code', 1, 1, "Missing parentheses in call to 'exec'. Did you mean exec(...)?"],
    ['x = 0777', 1, 5, 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers'],
    ['x = 10L', 1, 5, 'invalid decimal literal'],
    ['raise A, "m"', 1, 8, 'invalid syntax'],
    ['a <> b', 1, 4, 'invalid syntax'],
    ['x = "a', 1, 5, 'unterminated string literal'],
    ['x = """a\n', 1, 5, 'unterminated triple-quoted string literal'],
    ['f"{a"', 1, 5, 'unterminated string literal'],
    ['f"{a', 1, 1, "f-string: expecting '}'"],
    ['f"a}"', 1, 4, "f-string: single '}' is not allowed"],
    ['f"{a!x}"', 1, 6, "f-string: invalid conversion character: expected 's', 'r', or 'a'"],
    ['x = “a”', 1, 5, "invalid character '“' (U+201C)"],
    ['f() = 1', 1, 1, 'cannot assign to function call'],
    ['x = \\ 1', 1, 5, 'unexpected character after line continuation character'],
    [
      program`
        try:
          a
        b
      `,
      3,
      1,
      "expected 'except' or 'finally' block",
    ],
    ['f(k=1, a)', 1, 8, 'positional argument follows keyword argument'],
    ['x = a\0b', 1, 6, 'invalid non-printable character (U+0000)'],
    ['if a:\r\n\tb\r\n  c)', 3, 3, 'unindent does not match any outer indentation level'],
    ['{% if a %}', 1, 2, 'invalid syntax'],
  ])('%j', (source, line, column, message) => {
    const { errors } = parsePython(source);
    expect(errors.map((error) => [error.line, error.column, error.message])).toEqual([[line, column, message]]);
  });

  it('gives the offset, and what was read before', () => {
    const { ast, errors } = parsePython(program`
      a
      b c
      d
    `);
    expect([errors[0]?.index, treeText(ast)]).toEqual([4, 'a; b; Invalid()']);
  });

  it.each([
    '',
    '\n',
    '\uFEFF',
    '# a',
    '  # a\n',
    '\\\n',
    '\f\n',
    'a;',
    'a\\\n',
    program`
      if a:
        b
       # c
        d
    `,
    'class A:\n\n  """d"""\n\n',
    program`
      x = (
      # a
      )
    `,
    '*a, = b',
    'f(**a, b=1)',
    'f"{a:%H:%M}"',
  ])('finds none in %j', (source) => {
    expect(parsePython(source).errors).toEqual([]);
  });
});

describe('robustness', () => {
  it.each([
    ['parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['lambdas', `${'lambda: '.repeat(50_000)}1`],
    ['powers', `${'2**'.repeat(50_000)}1`],
    ['blocks', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('')],
    ['f-strings', `${"f'{".repeat(5000)}1${"}'".repeat(5000)}`],
  ])('refuses %s that nest deeper than anyone writes', (_, source) => {
    expect(parsePython(source).errors[0]?.message).toMatch(/^too (?:many|deeply)/);
  });

  it.each([
    ['additions', Array.from({ length: 50_000 }, () => 'a').join(' + ')],
    ['calls', `a${'.b()'.repeat(50_000)}`],
    ['signs', `${'-'.repeat(50_000)}1`],
    ['conditions', `${'a if b else '.repeat(50_000)}c`],
    ['strings', '"a" '.repeat(50_000)],
    ['elements', `[${'1, '.repeat(200_000)}]`],
    ['targets', `${'a, '.repeat(200_000)} = x`],
    ['elifs', `if a: b\n${'elif c: d\n'.repeat(50_000)}`],
    ['statements on a line', 'a; '.repeat(100_000)],
    ['nested parentheses', `${'('.repeat(199)}1${')'.repeat(199)}`],
    ['lines that begin with `match`', 'match = match[match]\n'.repeat(50_000)],
  ])('reads many %s, in linear time', (_, source) => {
    let errors: unknown;
    expect(cpuTime(() => (errors = parsePython(source).errors))).toBeLessThan(5000);
    expect(errors).toEqual([]);
  });

  it.each(['\0', '\ud800', '"\udc00" # \udc00', '"\0"', '\x1a', '\u2028', '\u00a0x'])('does not throw at %j', (source) => {
    expect(() => parsePython(source)).not.toThrow();
  });
});

function read(source: string): string {
  const { ast, errors } = parsePython(source);
  expect(errors).toEqual([]);
  return treeText(ast);
}

/** A node and those under it, in source order of the fields. */
function nodesOf(node: Node): Node[] {
  return [node, ...childrenOf(node).flatMap(nodesOf)];
}

function childrenOf(node: Node): Node[] {
  return VISITOR_KEYS[node.type]
    .flatMap((key) => (node as unknown as Record<string, Node | (Node | null)[] | null>)[key] ?? [])
    .filter((child) => child !== null);
}
