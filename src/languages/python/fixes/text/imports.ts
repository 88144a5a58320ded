import { BUILTIN_EXCEPTIONS } from '../../../../catalog/runtimes/python-exceptions.js';
import type { Edit } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { moduleOf } from '../../modules/imports.js';
import { type Binding, functionAround, isNone } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { type NewImport, importEdits, isSingleLine, mergedNames } from './import-lines.js';
import { startOf } from './start-with-comments.js';
import { isBound, variableNamed, variablesAround, variablesCalled } from './names.js';

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
  const modules = new Map<string, NewImport>();
  const names = new Map<string, Set<string>>();
  const merged = new Map<ast.ImportFrom, Set<string>>();
  /** Where the first of the nodes is run while the module is loaded. */
  let limit = Infinity;

  /** Whether the file has room for a line that imports. */
  function hasPlace(at: Node): boolean {
    const top = functionAround(at) ? undefined : topLevel(at);
    limit = Math.min(limit, top ? startOf(top) : Infinity);
    return importEdits([{ module: 'os' }], limit, context) !== undefined;
  }

  function add(request: NewImport, at: Node): boolean {
    if (!hasPlace(at)) return false;
    modules.set(`${request.module} ${request.alias ?? ''}`, request);
    return true;
  }

  /** A name of a module: added to a statement that imports from it, or to a line of its own. */
  function addName(module: string, name: string, at: Node, scope: Node): boolean {
    const statement = isSingleLine(module, context) ? undefined : mergeable(module, at, scope, context);
    if (statement) {
      const before = merged.get(statement) ?? new Set();
      if (mergedNames(statement, [...before, name], context)) {
        merged.set(statement, before.add(name));
        return true;
      }
    }
    if (!hasPlace(at)) return false;
    names.set(module, (names.get(module) ?? new Set()).add(name));
    return true;
  }

  function text(request: ImportRequest, at: Node, scope: Node = at): string | undefined {
    const { module, name, alias } = request;
    if (module === 'builtins' && name !== undefined && !variableNamed(name, scope, context)) return name;
    const existing = findImported(request, at, context, scope);
    if (existing !== undefined) return existing;
    const [root = module] = module.split('.');
    // A class that is called as a builtin would hide it from the rest of the file; `urllib.error` goes with `urllib.request`.
    const isBeside =
      module.includes('.') &&
      isOnly(root, context) &&
      variablesCalled(root, context).some(({ bindings }) => bindings.some((b) => b.kind === 'import' && b.node.name.includes('.')));
    const asModule = name === undefined || isBeside || name in BUILTIN_EXCEPTIONS || !isOnlyFrom(module, name, context);
    if (!asModule) return addName(module, name, at, scope) ? name : undefined;
    if (!isOnly(root, context)) {
      return alias !== undefined && !isBound(alias, context) && add({ module, alias }, at) ? alias : undefined;
    }
    if (!add({ module }, at)) return undefined;
    return name === undefined ? module : `${module}.${name}`;
  }

  return {
    text,
    edits: () => {
      const lines = [...modules.values(), ...[...names].map(([module, each]): NewImport => ({ module, names: [...each] }))];
      const own = importEdits(lines, limit, context) ?? [];
      const more = [...merged].flatMap(([statement, each]) => mergedNames(statement, [...each], context) ?? []);
      return [...own, ...more].sort((a, b) => a.span.start - b.span.start);
    },
  };
}

/** The file's own text for something that is imported and can be used at a node: `openai.APIConnectionError`. */
export function findImported(request: ImportRequest, at: Node, context: RepairContext, scope: Node = at): string | undefined {
  let viaModule: string | undefined;
  for (const variable of variablesAround(scope, context)) {
    const texts = variable.bindings
      .filter((b) => !isAbsent(b) && !isSibling(b, request))
      .map((b) => (b.kind === 'import' && isReady(b.statement, at) ? textOf(b.node, b.statement, request) : undefined));
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
function textOf(
  alias: ast.Alias,
  statement: ast.Import | ast.ImportFrom,
  { module, name }: ImportRequest,
): { readonly text: string; readonly isExact: boolean } | undefined {
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
  return variablesCalled(root, context).every(({ bindings }) =>
    bindings.every(
      (b) => b.kind === 'import' && b.statement.type === 'Import' && b.node.asname === null && b.node.name.split('.')[0] === root,
    ),
  );
}

/** The same for `from module import name`. */
function isOnlyFrom(module: string, name: string, context: RepairContext): boolean {
  return variablesCalled(name, context).every(({ bindings }) =>
    bindings.every(
      (b) =>
        b.kind === 'import' &&
        b.statement.type === 'ImportFrom' &&
        b.node.name === name &&
        isSameLibrary(moduleOf(b.statement).join('.'), module),
    ),
  );
}

/** `from openai import …` that a name can be added to. */
function mergeable(module: string, at: Node, scope: Node, context: RepairContext): ast.ImportFrom | undefined {
  const isFrom = (s: ast.Statement): s is ast.ImportFrom =>
    s.type === 'ImportFrom' && moduleOf(s).join('.') === module && s.names.every((n) => n.name !== '*');
  for (let block: Node | null = scope.parent; block; block = block.parent) {
    if (block.type !== 'FunctionDef' && block.type !== 'AsyncFunctionDef' && block.type !== 'Module') continue;
    const found = block.body.find((s) => isFrom(s) && isReady(s, at));
    if (found) return found as ast.ImportFrom;
  }
  return context.tree.module.body.find((s): s is ast.ImportFrom => isFrom(s) && isReady(s, at));
}

/** The statement of the module that a node stands in. */
function topLevel(at: Node): Node | undefined {
  for (let node: Node | null = at; node; node = node.parent) if (node.parent?.type === 'Module') return node;
  return undefined;
}
