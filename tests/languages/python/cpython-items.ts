import { type Constant, type Expression, type Module, type Node, VISITOR_KEYS } from '../../../src/languages/python/syntax/ast.js';

/** What `cpython-dump.py` writes of a file, from this parser's tree: for every kind, the items as JSON. */
export function itemsOf(ast: Module, text: string): Record<string, string[]> {
  const found: Record<string, string[]> = {
    calls: [],
    imports: [],
    try: [],
    with: [],
    decorators: [],
    strings: [],
    definitions: [],
    statements: [],
    expressions: [],
  };
  const lines = text.split(/\r\n|\r|\n/);
  const rest: Node[] = [ast];
  for (let node = rest.pop(); node; node = rest.pop()) {
    add(node);
    for (const key of VISITOR_KEYS[node.type]) {
      const value = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(value)) {
        for (const child of value as (Node | null)[]) if (child) rest.push(child);
      } else if (value) rest.push(value as Node);
    }
  }
  return found;

  function add(node: Node): void {
    switch (node.type) {
      case 'Call':
        put(
          'calls',
          node,
          dotted(node.func),
          node.args.length,
          node.keywords.map((keyword) => keyword.arg),
        );
        break;
      case 'Import':
        put(
          'imports',
          node,
          node.names.map((alias) => [alias.name, alias.asname]),
        );
        break;
      case 'ImportFrom':
        put(
          'imports',
          node,
          node.module,
          node.level,
          node.names.map((alias) => [alias.name, alias.asname]),
        );
        break;
      case 'Try':
      case 'TryStar':
        put(
          'try',
          node,
          node.type,
          node.handlers.map((handler) => [place(handler), handler.excType && dotted(handler.excType), handler.name]),
          node.orelse.length,
          node.finalbody.length,
        );
        break;
      case 'withitem':
        put(
          'with',
          node.context_expr,
          dotted(node.context_expr),
          node.optional_vars && [place(node.optional_vars), node.optional_vars.type, dotted(node.optional_vars)],
        );
        break;
      case 'Constant':
        if ((node.kind === 'str' || node.kind === 'bytes') && !hasNamedCharacter(node)) put('strings', node, node.kind, node.value);
        break;
      case 'JoinedStr':
        put('strings', node, node.type, node.values.length);
        break;
      case 'FormattedValue':
        put('strings', node, node.type, node.conversion === null ? -1 : node.conversion.charCodeAt(0), node.format_spec !== null);
        break;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'ClassDef':
        put('definitions', node, node.type, node.name);
        for (const decorator of node.decorator_list) put('decorators', decorator, dotted(decorator));
        break;
      default:
    }
    if (STATEMENTS.has(node.type)) put('statements', node, node.type, end(node));
    else if (node.type === 'Constant' && node.kind !== 'str' && node.kind !== 'bytes')
      put('expressions', node, node.type, end(node), number(node));
    else if (!UNPLACED.has(node.type)) put('expressions', node, node.type, end(node));
  }

  function put(kind: string, node: Node, ...values: unknown[]): void {
    found[kind]?.push(JSON.stringify([...place(node), ...values]));
  }

  function hasNamedCharacter(node: Constant): boolean {
    return lines.slice(node.loc.start.line - 1, node.loc.end.line).some((line) => line.includes('\\N{'));
  }
}

const STATEMENTS = new Set(
  'FunctionDef AsyncFunctionDef ClassDef Return Delete Assign TypeAlias AugAssign AnnAssign For AsyncFor While If With AsyncWith Match Raise Try TryStar Assert Import ImportFrom Global Nonlocal Expr Pass Break Continue Invalid'.split(
    ' ',
  ),
);

/** Parts that have no place in CPython, and those that are compared with their values. */
const UNPLACED = new Set(
  'Module arguments withitem match_case comprehension TypeVar ParamSpec TypeVarTuple Constant JoinedStr FormattedValue'.split(' '),
);

function place(node: Node): [number, number] {
  const { start } = node.loc;
  return [start.line, start.column];
}

function end(node: Node): [number, number] {
  const { end } = node.loc;
  return [end.line, end.column];
}

function dotted(node: Expression): unknown {
  switch (node.type) {
    case 'Name':
      return node.id;
    case 'Attribute':
      return `${pythonText(dotted(node.value))}.${node.attr}`;
    case 'Call':
      return `${pythonText(dotted(node.func))}()`;
    case 'Subscript':
      return `${pythonText(dotted(node.value))}[]`;
    case 'Tuple':
    case 'List':
      return node.elts.map(dotted);
    default:
      return node.type;
  }
}

/** A list inside a dotted name, as Python prints it. */
function pythonText(value: unknown): string {
  return Array.isArray(value)
    ? `[${value.map((item) => (typeof item === 'string' ? `'${item}'` : pythonText(item))).join(', ')}]`
    : String(value);
}

function number(node: Constant): unknown {
  if (node.kind === 'Ellipsis') return '...';
  return node.value === Infinity ? 'inf' : node.value;
}
