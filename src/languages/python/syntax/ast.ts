/**
 * The tree of a Python file, in the names of CPython's own `ast` module (3.8–3.14), so that its documentation
 * describes this tree too. Three differences: `type` holds the node's name, as ESLint wants; `ExceptHandler.type`
 * is therefore `excType`; and a few nodes carry the range of a name that CPython gives no place
 * (`Attribute.attrRange`).
 */

/** What every node has. */
interface Base {
  /** Offsets in UTF-16 code units, the end excluded. Parentheses around an expression are outside, as in CPython. */
  readonly range: readonly [start: number, end: number];
  /** 1-based lines, 0-based columns in UTF-16 code units, as in ESTree. */
  readonly loc: SourceLocation;
  /** The node around this one; `null` for the module alone. */
  readonly parent: Node | null;
}

export interface SourceLocation {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `value` is without the `#`. No part of the tree. */
export interface Comment extends Omit<Base, 'parent'> {
  readonly type: 'Comment';
  readonly value: string;
}

export interface Module extends Base {
  readonly type: 'Module';
  readonly body: readonly Statement[];
}

// Statements

export interface FunctionDef extends Base {
  readonly type: 'FunctionDef' | 'AsyncFunctionDef';
  readonly name: string;
  readonly nameRange: readonly [number, number];
  readonly args: Arguments;
  readonly body: readonly Statement[];
  readonly decorator_list: readonly Expression[];
  readonly returns: Expression | null;
  readonly type_params: readonly TypeParam[];
}

export interface ClassDef extends Base {
  readonly type: 'ClassDef';
  readonly name: string;
  readonly nameRange: readonly [number, number];
  readonly bases: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Statement[];
  readonly decorator_list: readonly Expression[];
  readonly type_params: readonly TypeParam[];
}

export interface Return extends Base {
  readonly type: 'Return';
  readonly value: Expression | null;
}

export interface Delete extends Base {
  readonly type: 'Delete';
  readonly targets: readonly Expression[];
}

export interface Assign extends Base {
  readonly type: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface TypeAlias extends Base {
  readonly type: 'TypeAlias';
  readonly name: Expression;
  readonly type_params: readonly TypeParam[];
  readonly value: Expression;
}

export interface AugAssign extends Base {
  readonly type: 'AugAssign';
  readonly target: Expression;
  /** As written, without `=`: `+`, `//`. */
  readonly op: string;
  readonly value: Expression;
}

export interface AnnAssign extends Base {
  readonly type: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
}

export interface For extends Base {
  readonly type: 'For' | 'AsyncFor';
  readonly target: Expression;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface While extends Base {
  readonly type: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

/** `elif` is an `If` alone in `orelse`, as in CPython. */
export interface If extends Base {
  readonly type: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface With extends Base {
  readonly type: 'With' | 'AsyncWith';
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}

export interface Match extends Base {
  readonly type: 'Match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export interface Raise extends Base {
  readonly type: 'Raise';
  readonly exc: Expression | null;
  readonly cause: Expression | null;
}

/** `TryStar` has `except*` handlers. */
export interface Try extends Base {
  readonly type: 'Try' | 'TryStar';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}

export interface Assert extends Base {
  readonly type: 'Assert';
  readonly test: Expression;
  readonly msg: Expression | null;
}

export interface Import extends Base {
  readonly type: 'Import';
  readonly names: readonly Alias[];
}

export interface ImportFrom extends Base {
  readonly type: 'ImportFrom';
  /** Dotted name without the leading dots; `null` for `from . import x`. */
  readonly module: string | null;
  readonly names: readonly Alias[];
  /** Number of leading dots. */
  readonly level: number;
}

export interface Global extends Base {
  readonly type: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
}

export interface ExprStatement extends Base {
  readonly type: 'Expr';
  readonly value: Expression;
}

export interface SimpleStatement extends Base {
  readonly type: 'Pass' | 'Break' | 'Continue';
}

/** A line that is no Python; only in the tree of a file whose parse errors are tolerated. */
export interface Invalid extends Base {
  readonly type: 'Invalid';
}

export type Statement =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | While
  | If
  | With
  | Match
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | Global
  | ExprStatement
  | SimpleStatement
  | Invalid;

// Expressions

export interface BoolOp extends Base {
  readonly type: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly values: readonly Expression[];
}

export interface NamedExpr extends Base {
  readonly type: 'NamedExpr';
  readonly target: Name;
  readonly value: Expression;
}

export interface BinOp extends Base {
  readonly type: 'BinOp';
  readonly left: Expression;
  /** As written: `+`, `%`, `|`. */
  readonly op: string;
  readonly right: Expression;
}

export interface UnaryOp extends Base {
  readonly type: 'UnaryOp';
  readonly op: 'not' | '-' | '+' | '~';
  readonly operand: Expression;
}

export interface Lambda extends Base {
  readonly type: 'Lambda';
  readonly args: Arguments;
  readonly body: Expression;
}

export interface IfExp extends Base {
  readonly type: 'IfExp';
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}

/** A `null` key is `**value`. */
export interface Dict extends Base {
  readonly type: 'Dict';
  readonly keys: readonly (Expression | null)[];
  readonly values: readonly Expression[];
}

export interface Collection extends Base {
  readonly type: 'Set' | 'List' | 'Tuple';
  readonly elts: readonly Expression[];
}

export interface Comprehension extends Base {
  readonly type: 'ListComp' | 'SetComp' | 'GeneratorExp';
  readonly elt: Expression;
  readonly generators: readonly Generator[];
}

export interface DictComp extends Base {
  readonly type: 'DictComp';
  readonly key: Expression;
  readonly value: Expression;
  readonly generators: readonly Generator[];
}

export interface Await extends Base {
  readonly type: 'Await' | 'YieldFrom';
  readonly value: Expression;
}

export interface Yield extends Base {
  readonly type: 'Yield';
  readonly value: Expression | null;
}

export interface Compare extends Base {
  readonly type: 'Compare';
  readonly left: Expression;
  /** `==`, `!=`, `<`, `<=`, `>`, `>=`, `is`, `is not`, `in`, `not in`. */
  readonly ops: readonly string[];
  readonly comparators: readonly Expression[];
}

/** Positional arguments and keywords each in the order in which they are written. */
export interface Call extends Base {
  readonly type: 'Call';
  readonly func: Expression;
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
}

/** A hole of an f-string. */
export interface FormattedValue extends Base {
  readonly type: 'FormattedValue' | 'Interpolation';
  readonly value: Expression;
  readonly conversion: 's' | 'r' | 'a' | null;
  readonly format_spec: JoinedStr | null;
}

/** An f-string (`TemplateStr`: a t-string), implicit concatenation with other strings included. */
export interface JoinedStr extends Base {
  readonly type: 'JoinedStr' | 'TemplateStr';
  /** `Constant` of kind `str` between the holes; empty ones left out. */
  readonly values: readonly (Constant | FormattedValue)[];
}

/** Implicitly concatenated strings are one constant. */
export type Constant = Base & { readonly type: 'Constant' } & (
    | { readonly kind: 'str'; readonly value: string }
    /** One character a byte. */
    | { readonly kind: 'bytes'; readonly value: string }
    /** An integer beyond 2^53 is the nearest double. */
    | { readonly kind: 'int' | 'float' | 'complex'; readonly value: number }
    | { readonly kind: 'bool'; readonly value: boolean }
    | { readonly kind: 'None' | 'Ellipsis'; readonly value: null }
  );

export interface Attribute extends Base {
  readonly type: 'Attribute';
  readonly value: Expression;
  readonly attr: string;
  readonly attrRange: readonly [number, number];
}

export interface Subscript extends Base {
  readonly type: 'Subscript';
  readonly value: Expression;
  readonly slice: Expression;
}

export interface Slice extends Base {
  readonly type: 'Slice';
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}

export interface Starred extends Base {
  readonly type: 'Starred';
  readonly value: Expression;
}

export interface Name extends Base {
  readonly type: 'Name';
  readonly id: string;
}

export type Expression =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Collection
  | Comprehension
  | DictComp
  | Await
  | Yield
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Constant
  | Attribute
  | Subscript
  | Slice
  | Starred
  | Name;

// Parts

/** `for target in iter if …` of a comprehension. */
export interface Generator extends Base {
  readonly type: 'comprehension';
  readonly target: Expression;
  readonly iter: Expression;
  readonly ifs: readonly Expression[];
  readonly is_async: boolean;
}

export interface ExceptHandler extends Base {
  readonly type: 'ExceptHandler';
  /** `null` for a bare `except:`. */
  readonly excType: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
}

/** Parameters. `defaults` belong to the last of `posonlyargs` and `args` together, `kw_defaults` one by one to `kwonlyargs`. */
export interface Arguments extends Base {
  readonly type: 'arguments';
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | null;
  readonly kwonlyargs: readonly Arg[];
  readonly kw_defaults: readonly (Expression | null)[];
  readonly kwarg: Arg | null;
  readonly defaults: readonly Expression[];
}

export interface Arg extends Base {
  readonly type: 'arg';
  readonly arg: string;
  readonly annotation: Expression | null;
}

/** `name=value` of a call; `arg` is `null` for `**value`. */
export interface Keyword extends Base {
  readonly type: 'keyword';
  readonly arg: string | null;
  readonly value: Expression;
}

/** `name as asname` of an import; `name` is `*` for a star import. */
export interface Alias extends Base {
  readonly type: 'alias';
  readonly name: string;
  readonly asname: string | null;
}

export interface WithItem extends Base {
  readonly type: 'withitem';
  readonly context_expr: Expression;
  readonly optional_vars: Expression | null;
}

export interface MatchCase extends Base {
  readonly type: 'match_case';
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

/** Patterns by CPython's names; only the names that they bind and the expressions in them are of use here. */
export interface Pattern extends Base {
  readonly type: 'MatchValue' | 'MatchSingleton' | 'MatchSequence' | 'MatchMapping' | 'MatchClass' | 'MatchStar' | 'MatchAs' | 'MatchOr';
  /** The name that it captures, if it captures one. */
  readonly name: string | null;
  /** Patterns inside, in source order. */
  readonly patterns: readonly Pattern[];
  /** Expressions inside, in source order: the value, the class, the keys. */
  readonly values: readonly Expression[];
}

export interface TypeParam extends Base {
  readonly type: 'TypeVar' | 'ParamSpec' | 'TypeVarTuple';
  readonly name: string;
  readonly bound: Expression | null;
  readonly default_value: Expression | null;
}

export type Part = Generator | ExceptHandler | Arguments | Arg | Keyword | Alias | WithItem | MatchCase | Pattern | TypeParam;

export type Node = Module | Statement | Expression | Part;

export type FunctionNode = FunctionDef | Lambda;

/** The fields of each type that hold nodes, in source order as far as one list of fields can say. */
export const VISITOR_KEYS: Readonly<Record<Node['type'], readonly string[]>> = {
  Module: ['body'],
  FunctionDef: ['decorator_list', 'type_params', 'args', 'returns', 'body'],
  AsyncFunctionDef: ['decorator_list', 'type_params', 'args', 'returns', 'body'],
  ClassDef: ['decorator_list', 'type_params', 'bases', 'keywords', 'body'],
  Return: ['value'],
  Delete: ['targets'],
  Assign: ['targets', 'value'],
  TypeAlias: ['name', 'type_params', 'value'],
  AugAssign: ['target', 'value'],
  AnnAssign: ['target', 'annotation', 'value'],
  For: ['target', 'iter', 'body', 'orelse'],
  AsyncFor: ['target', 'iter', 'body', 'orelse'],
  While: ['test', 'body', 'orelse'],
  If: ['test', 'body', 'orelse'],
  With: ['items', 'body'],
  AsyncWith: ['items', 'body'],
  Match: ['subject', 'cases'],
  Raise: ['exc', 'cause'],
  Try: ['body', 'handlers', 'orelse', 'finalbody'],
  TryStar: ['body', 'handlers', 'orelse', 'finalbody'],
  Assert: ['test', 'msg'],
  Import: ['names'],
  ImportFrom: ['names'],
  Global: [],
  Nonlocal: [],
  Expr: ['value'],
  Pass: [],
  Break: [],
  Continue: [],
  Invalid: [],
  BoolOp: ['values'],
  NamedExpr: ['target', 'value'],
  BinOp: ['left', 'right'],
  UnaryOp: ['operand'],
  Lambda: ['args', 'body'],
  IfExp: ['body', 'test', 'orelse'],
  Dict: ['keys', 'values'],
  Set: ['elts'],
  List: ['elts'],
  Tuple: ['elts'],
  ListComp: ['elt', 'generators'],
  SetComp: ['elt', 'generators'],
  GeneratorExp: ['elt', 'generators'],
  DictComp: ['key', 'value', 'generators'],
  Await: ['value'],
  YieldFrom: ['value'],
  Yield: ['value'],
  Compare: ['left', 'comparators'],
  Call: ['func', 'args', 'keywords'],
  FormattedValue: ['value', 'format_spec'],
  Interpolation: ['value', 'format_spec'],
  JoinedStr: ['values'],
  TemplateStr: ['values'],
  Constant: [],
  Attribute: ['value'],
  Subscript: ['value', 'slice'],
  Slice: ['lower', 'upper', 'step'],
  Starred: ['value'],
  Name: [],
  comprehension: ['target', 'iter', 'ifs'],
  ExceptHandler: ['excType', 'body'],
  arguments: ['posonlyargs', 'args', 'defaults', 'vararg', 'kwonlyargs', 'kw_defaults', 'kwarg'],
  arg: ['annotation'],
  keyword: ['value'],
  alias: [],
  withitem: ['context_expr', 'optional_vars'],
  match_case: ['pattern', 'guard', 'body'],
  MatchValue: ['values'],
  MatchSingleton: [],
  MatchSequence: ['patterns'],
  MatchMapping: ['values', 'patterns'],
  MatchClass: ['values', 'patterns'],
  MatchStar: [],
  MatchAs: ['patterns'],
  MatchOr: ['patterns'],
  TypeVar: ['bound', 'default_value'],
  ParamSpec: ['default_value'],
  TypeVarTuple: ['default_value'],
};
