import { BUILTIN_EXCEPTIONS } from '../../../catalog/python/exceptions.js';
import type { Edit } from '../../../model/repair.js';
import type * as ast from '../ast.js';
import type { Node } from '../ast.js';
import { moduleOf } from '../imports.js';
import { type Binding, functionAround, isNone } from '../tree.js';
import type { RepairContext } from './context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from './layout.js';
import { isBound, variableNamed, variablesAround, variablesCalled } from './names.js';
import { startWithComments } from './start-with-comments.js';

/** A module, or a name that it exports. */
export interface ImportRequest {
  readonly module: string;
  readonly name?: string;
  /** What to call the module where its own name means something else. */
  readonly alias?: string;
}

/** The imports that one repair needs. */
export interface Imports {
  /**
   * How a node can write what is asked for; an import is noted where the file has none. `undefined` where every name is
   * taken. `scope`: whose names count, where what is written stands elsewhere and only runs when the node does.
   */
  text(request: ImportRequest, at: Node, scope?: Node): string | undefined;
  /** What adds the noted imports. */
  edits(): readonly Edit[];
}

export function createImports(context: RepairContext): Imports {
  /** Lines by the offset that they are inserted at. */
  const lines = new Map<number, { readonly before: boolean; readonly texts: Set<string> }>();
  const merged: Edit[] = [];

  function add(line: string, isStandard: boolean, module: string, at: Node): boolean {
    const place = placeFor(isStandard ? undefined : module, at, context);
    if (!place) return false;
    const known = lines.get(place.offset);
    if (known) known.texts.add(line);
    else lines.set(place.offset, { before: place.blankAfter, texts: new Set([line]) });
    return true;
  }

  function text(request: ImportRequest, at: Node, scope: Node = at): string | undefined {
    const { module, name, alias } = request;
    if (module === 'builtins' && name !== undefined && !variableNamed(name, scope, context)) return name;
    const existing = findImported(request, at, context, scope);
    if (existing !== undefined) return existing;
    const isStandard = STANDARD.has(module);
    const [root = module] = module.split('.');
    // A class that is called as a builtin would hide it from the rest of the file; `urllib.error` goes with `urllib.request`.
    const isBeside = module.includes('.') && isBound(root, context) && isOnly(root, context);
    const asModule = name === undefined || isBeside || name in BUILTIN_EXCEPTIONS || !isOnlyFrom(module, name, context);
    if (!asModule) {
      const statement = mergeable(module, at, scope, context);
      const edit = statement && mergedInto(statement, name, context);
      if (edit) merged.push(edit);
      else if (!add(`from ${module} import ${name}`, isStandard, module, at)) return undefined;
      return name;
    }
    if (!isOnly(root, context)) {
      return alias !== undefined && !isBound(alias, context) && add(`import ${module} as ${alias}`, isStandard, module, at) ? alias : undefined;
    }
    if (!add(`import ${module}`, isStandard, module, at)) return undefined;
    return name === undefined ? module : `${module}.${name}`;
  }

  return {
    text,
    edits: () => {
      const { newline } = layoutOf(context);
      const own = [...lines].map(([offset, { before, texts }]): Edit => {
        const sorted = [...texts].sort(compareImports);
        const block = sorted.map((line, i) => (before && i > 0 && rank(line) !== rank(sorted[i - 1] ?? line) ? newline : '') + line + newline).join('');
        const isEnd = offset === context.file.text.length && offset > 0 && !context.file.text.endsWith('\n');
        return { span: { start: offset, end: offset }, text: (isEnd ? newline : '') + block + (before ? newline : '') };
      });
      return [...own, ...merged].sort((a, b) => a.span.start - b.span.start);
    },
  };
}

/** Modules of the standard library that repairs use; they go to the top of the imports. */
const STANDARD: ReadonlySet<string> = new Set(['asyncio', 'builtins', 'logging', 'os', 'random', 'time', 'http.client', 'urllib.error']);

function rank(line: string): number {
  return STANDARD.has(line.split(' ')[1] ?? '') ? 0 : 1;
}

/** Whole modules before names from modules, each in the order of the alphabet. */
function compareImports(a: string, b: string): number {
  const isFrom = Number(a.startsWith('from ')) - Number(b.startsWith('from '));
  return rank(a) - rank(b) || isFrom || (a < b ? -1 : 1);
}

/** The file's own text for something that is imported and can be used at a node: `openai.APIConnectionError`. */
export function findImported(request: ImportRequest, at: Node, context: RepairContext, scope: Node = at): string | undefined {
  let viaModule: string | undefined;
  for (const variable of variablesAround(scope, context)) {
    const texts = variable.bindings.filter((b) => !isAbsent(b) && !isSibling(b, request)).map((b) => (b.kind === 'import' && isReady(b.statement, at) ? textOf(b.node, b.statement, request) : undefined));
    const [first] = texts;
    if (first === undefined || !texts.every((t) => t?.text === first.text)) continue;
    if (first.isExact) return first.text;
    viaModule ??= first.text;
  }
  return viaModule;
}

/** `import urllib.request` binds the same name as `import urllib.error`, and takes nothing from it. */
function isSibling(binding: Binding, { module }: ImportRequest): boolean {
  if (binding.kind !== 'import' || binding.statement.type !== 'Import' || binding.node.asname !== null) return false;
  const { name } = binding.node;
  return name.includes('.') && name !== module && !name.startsWith(`${module}.`) && name.split('.')[0] === module.split('.')[0];
}

/** `except ImportError: openai = None`. */
function isAbsent(binding: Binding): boolean {
  return binding.kind === 'assign' && binding.value !== undefined && isNone(binding.value);
}

/** What an import binds, as a way to write what is asked for. */
function textOf(alias: ast.Alias, statement: ast.Import | ast.ImportFrom, { module, name }: ImportRequest): { readonly text: string; readonly isExact: boolean } | undefined {
  if (statement.type === 'Import') {
    const isModule = alias.name === module || (alias.asname === null && alias.name.startsWith(`${module}.`));
    if (!isModule) return undefined;
    const local = alias.asname ?? module;
    return { text: name === undefined ? local : `${local}.${name}`, isExact: name === undefined };
  }
  const from = moduleOf(statement).join('.');
  if (name === undefined) return `${from}.${alias.name}` === module ? { text: alias.asname ?? alias.name, isExact: true } : undefined;
  if (alias.name === name && isSameLibrary(from, module)) return { text: alias.asname ?? alias.name, isExact: true };
  return `${from}.${alias.name}` === module ? { text: `${alias.asname ?? alias.name}.${name}`, isExact: false } : undefined;
}

/** Libraries export a class from several of their modules. */
function isSameLibrary(from: string, module: string): boolean {
  return from === module || from.split('.')[0] === module || module.split('.')[0] === from;
}

/** Whether an import has run whenever a node does. */
function isReady(statement: ast.Statement, at: Node): boolean {
  let block: Node | null = statement.parent;
  while (block?.type === 'Try' && !block.orelse.includes(statement)) block = block.parent;
  if (block?.type === 'Module') return functionAround(at) !== undefined || statement.range[0] < at.range[0];
  for (let around = at.parent; around; around = around.parent) if (around === block) return statement.range[0] < at.range[0];
  return false;
}

/** Whether a name is bound, where it is, by plain imports of the module of that name: `import urllib.request` leaves room for `import urllib.error`. */
function isOnly(root: string, context: RepairContext): boolean {
  return variablesCalled(root, context).every(({ bindings }) => bindings.every((b) => b.kind === 'import' && b.statement.type === 'Import' && b.node.asname === null && b.node.name.split('.')[0] === root));
}

/** The same for `from module import name`. */
function isOnlyFrom(module: string, name: string, context: RepairContext): boolean {
  return variablesCalled(name, context).every(({ bindings }) => bindings.every((b) => b.kind === 'import' && b.statement.type === 'ImportFrom' && b.node.name === name && isSameLibrary(moduleOf(b.statement).join('.'), module)));
}

/** `from openai import …` that a name can be added to. */
function mergeable(module: string, at: Node, scope: Node, context: RepairContext): ast.ImportFrom | undefined {
  const isFrom = (s: ast.Statement): s is ast.ImportFrom => s.type === 'ImportFrom' && moduleOf(s).join('.') === module && s.names.every((n) => n.name !== '*');
  for (let block: Node | null = scope.parent; block; block = block.parent) {
    if (block.type !== 'FunctionDef' && block.type !== 'AsyncFunctionDef' && block.type !== 'Module') continue;
    const found = block.body.find((s) => isFrom(s) && isReady(s, at));
    if (found) return found as ast.ImportFrom;
  }
  return context.tree.module.body.find((s): s is ast.ImportFrom => isFrom(s) && isReady(s, at));
}

/** `from openai import OpenAI` → `from openai import APIConnectionError, OpenAI`. */
function mergedInto(statement: ast.ImportFrom, name: string, context: RepairContext): Edit | undefined {
  const { text } = context.file;
  const [first] = statement.names;
  const last = statement.names.at(-1);
  if (!first || !last) return undefined;
  const isOneLine = lineEnd(text, statement.range[0]) >= statement.range[1];
  if (isOneLine && lineEnd(text, statement.range[0]) - lineStart(text, statement.range[0]) + name.length + 2 > MAX_LINE) return undefined;
  const ownLine = text.slice(lineStart(text, first.range[0]), first.range[0]).trim() === '';
  const separator = ownLine ? `,${layoutOf(context).newline}${indentAt(text, first.range[0])}` : ', ';
  const goesFirst = name < first.name || (ownLine && !/^,?[ \t]*\r?(?:\n|$)/.test(text.slice(last.range[1])));
  return goesFirst ? insert(first.range[0], name + separator) : insert(last.range[1], separator + name);
}

/** Characters beyond which a formatter would break an import. */
const MAX_LINE = 88;

interface ImportPlace {
  readonly offset: number;
  /** Where no import stands yet, a blank line follows. */
  readonly blankAfter: boolean;
}

/** Where a line that imports goes: modules of the standard library before the first import, others beside their like. */
function placeFor(module: string | undefined, at: Node, context: RepairContext): ImportPlace | undefined {
  const { text } = context.file;
  const { body } = context.tree.module;
  const start = body.findIndex((s, i) => !(i === 0 && isDocstring(s)) && !isFuture(s));
  // What runs while the module is loaded runs after what it imports.
  const limit = functionAround(at) ? Infinity : (topLevel(at)?.range[0] ?? Infinity);
  const rest = start < 0 ? [] : body.slice(start);
  const imports = rest.filter((s) => isImport(s) && s.range[0] < limit && isOwnLine(s, text));
  const [first] = imports;
  if (!first) return placeWithoutImports(rest[0], body.at(-1), text);
  if (module === undefined) return { offset: lineStart(text, first.range[0]), blankAfter: false };
  const [root] = module.split('.');
  const run = rest.slice(rest.indexOf(first));
  const length = run.findIndex((s) => !isImport(s) || s.range[0] >= limit);
  const block = length < 0 ? run : run.slice(0, length);
  const above = block.findLast((s) => importsFrom(s, root)) ?? block.at(-1) ?? first;
  const end = lineEnd(text, above.range[1]);
  if (!/^[ \t]*(?:#|$)/.test(text.slice(above.range[1], end))) return { offset: lineStart(text, first.range[0]), blankAfter: false };
  return { offset: Math.min(end + (text[end] === '\r' ? 2 : 1), text.length), blankAfter: false };
}

function placeWithoutImports(first: ast.Statement | undefined, last: ast.Statement | undefined, text: string): ImportPlace | undefined {
  if (!first) {
    const end = last ? lineEnd(text, last.range[1]) : text.length;
    return { offset: Math.min(end + (text[end] === '\r' ? 2 : 1), text.length), blankAfter: false };
  }
  if (!isOwnLine(first, text)) return undefined;
  return { offset: startWithComments(first, text), blankAfter: true };
}

function isDocstring(statement: ast.Statement): boolean {
  return statement.type === 'Expr' && statement.value.type === 'Constant' && statement.value.kind === 'str';
}

function isFuture(statement: ast.Statement): boolean {
  return statement.type === 'ImportFrom' && statement.module === '__future__';
}

function isImport(statement: ast.Statement): boolean {
  return (statement.type === 'Import' || statement.type === 'ImportFrom') && !isFuture(statement);
}

function importsFrom(statement: ast.Statement, root: string | undefined): boolean {
  if (statement.type === 'Import') return statement.names.some((n) => n.name.split('.')[0] === root);
  return statement.type === 'ImportFrom' && statement.level === 0 && statement.module?.split('.')[0] === root;
}

function isOwnLine(statement: ast.Statement, text: string): boolean {
  return text.slice(lineStart(text, statement.range[0]), statement.range[0]).trim() === '';
}

/** The statement of the module that a node stands in. */
function topLevel(at: Node): Node | undefined {
  for (let node: Node | null = at; node; node = node.parent) if (node.parent?.type === 'Module') return node;
  return undefined;
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
