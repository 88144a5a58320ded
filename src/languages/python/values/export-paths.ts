import type * as ast from '../syntax/ast.js';
import { type EscapingFunction, type ExportPath, RESULT_STEP } from '../../../model/export-path.js';
import { type Tree, classOf, functionAround } from '../syntax/tree.js';
import type { Value } from './value.js';
import { joined } from '../modules/specifiers.js';
import type { Evaluator } from './evaluator.js';

/** What the functions that find export paths share. */
export interface ExportContext {
  known: readonly ExportedObject[] | undefined;
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  isKeyed: boolean | undefined;
}

/** How a thing of this file is reached from others. */
export interface ExportPaths {
  /** The names of a function: of the module, of a class, of an object that the module makes. Nothing for what stays inside. */
  of(fn: ast.FunctionDef): readonly Pick<EscapingFunction, 'path' | 'from'>[];
  /** The field of a class, as other files may know it. */
  field(of: ast.ClassDef, name: string): ExportPath;
  /** What the module's names and functions hand out: `service = Service()`, `def get_service(): return Service()`. */
  objects(): readonly ExportedObject[];
}

export interface ExportedObject {
  readonly path: ExportPath;
  /** The expression that it is. */
  readonly made: ast.Expression;
  readonly node: ast.Node;
}

/** What stands for an element of an exported dict or list, in an export's path. */
export const ELEMENT = '[]';

/** What stands for an object that is known by its annotation alone: of the class before it, or of one that inherits from it. */
export const TYPED = ':';

/** What stands between a class and the name of its field, in an export's path: what the field holds. */
export const FIELD = '.';

/** Behind a field: it is handed to fields of the same name of other objects, `Store(func=self.func)`. */
export const SHARED = '=';

/** Behind a field: it is a key of dicts too, `asdict(self)`. */
export const KEYED = '{}';

/** Classes between a class and a base of it. */
const MAX_BASES = 8;

/** Expressions that can be an object of a class. */
const MAKES: ReadonlySet<string> = new Set(['Call', 'Name', 'Attribute', 'IfExp', 'BoolOp', 'Await']);

/** Finds how the things of a file are reached from others. */
export function createExportPaths(tree: Tree, evaluator: Evaluator): ExportPaths {
  const context: ExportContext = { tree, evaluator, known: undefined, isKeyed: undefined };

  return { of: (fn) => namesOf(context, fn), field: (owner, name) => fieldPath(context, owner, name), objects: () => objectsOf(context) };
}

/** What the module's names and functions give to other files; found once. */
function objectsOf(context: ExportContext): readonly ExportedObject[] {
  return (context.known ??= [...variablesOf(context), ...resultsOf(context)]);
}

/** What is assigned to the module's names. */
function variablesOf(context: ExportContext): readonly ExportedObject[] {
  return context.tree
    .moduleVariables()
    .flatMap(({ name, bindings }) =>
      bindings.flatMap((binding): readonly ExportedObject[] =>
        binding.kind === 'assign' && binding.value ? [{ path: [name], made: binding.value, node: binding.node }] : [],
      ),
    );
}

/** What the module's functions return. */
function resultsOf(context: ExportContext): readonly ExportedObject[] {
  return context.tree.functions.flatMap((fn): readonly ExportedObject[] => {
    const path = pathOf(context, fn);
    if (!path || fn.name === '__init__') return [];
    return context.tree.returnsOf(fn).map((made) => ({ path: [...path, RESULT_STEP], made, node: fn }));
  });
}

/** The plain name of a function of the module or of one of its classes that needs no instance. */
function pathOf(context: ExportContext, fn: ast.FunctionDef): ExportPath | undefined {
  const owner = classOf(fn);
  if (functionAround(owner ?? fn)) return undefined;
  if (!owner) return [fn.name];
  return isStatic(context, fn) && !classAround(owner) ? [owner.name, fn.name] : undefined;
}

function isStatic(context: ExportContext, fn: ast.FunctionDef): boolean {
  return fn.decorator_list.some((d) => /^(?:static|class)method$/.test(context.evaluator.qualifiedName(d)?.at(-1) ?? ''));
}

function namesOf(context: ExportContext, fn: ast.FunctionDef): readonly Pick<EscapingFunction, 'path' | 'from'>[] {
  const owner = classOf(fn);
  if (!owner) return functionAround(fn) ? [] : [{ path: [fn.name] }];
  if (functionAround(owner) || classAround(owner)) return [];
  if (fn.name === '__init__') return subclasses(context, owner, fn.name).map(({ name }) => ({ path: [name] }));
  const own = subclasses(context, owner, fn.name);
  const last = fn.name === '__call__' ? [] : [fn.name];
  const classes = own.flatMap(({ name }): readonly ExportPath[] =>
    isStatic(context, fn) ? [[name], [name, RESULT_STEP]] : [[name, RESULT_STEP]],
  );
  const made = objectsOf(context).flatMap(({ path, made: node }) => (isInstance(context, node, own) ? [path] : []));
  return [...[...classes, ...made].map((path) => ({ path: [...path, ...last] })), ...declaredElsewhere(context, own, fn.name)];
}

function isInstance(context: ExportContext, node: ast.Expression, classes: readonly ast.ClassDef[]): boolean {
  if (!MAKES.has(node.type)) return false;
  const value = context.evaluator.valueOf(node);
  return value.kind === 'instance' && classes.includes(value.of);
}

/** A class and those of the file that inherit a method from it. */
function subclasses(context: ExportContext, owner: ast.ClassDef, method: string): readonly ast.ClassDef[] {
  const all = new Set([owner]);
  for (const other of context.tree.classes) {
    if (functionAround(other) || definesItself(other, method)) continue;
    if (other.bases.some((base) => isOneOf(context.evaluator.valueOf(base), all))) all.add(other);
  }
  return [...all];
}

function isOneOf(value: Value, classes: ReadonlySet<ast.ClassDef>): boolean {
  return value.kind === 'class' && classes.has(value.node);
}

/** A base class of another module: who calls its method may call this one. */
function declaredElsewhere(
  context: ExportContext,
  classes: readonly ast.ClassDef[],
  method: string,
): readonly Pick<EscapingFunction, 'path' | 'from'>[] {
  if (method.startsWith('__')) return [];
  return classes
    .flatMap((owner) => basesOf(context, owner))
    .flatMap((base) => {
      const value = context.evaluator.valueOf(base);
      if (value.kind !== 'external' || value.path.length < 2) return [];
      const name = value.path.at(-1) ?? '';
      return [{ path: [name, TYPED, method], from: value.path.slice(0, -1).reduce(joined, '') }];
    });
}

/** Its bases and those of its bases in this file. */
function basesOf(context: ExportContext, owner: ast.ClassDef, depth = 0): readonly ast.Expression[] {
  if (depth > MAX_BASES) return [];
  return owner.bases.flatMap((base) => {
    const value = context.evaluator.valueOf(base);
    return value.kind === 'class' ? basesOf(context, value.node, depth + 1) : [base];
  });
}

function fieldPath(context: ExportContext, owner: ast.ClassDef, name: string): ExportPath {
  const isShared = (context.tree.attributeReads.get(name) ?? []).some(({ parent }) => parent?.type === 'keyword' && parent.arg === name);
  context.isKeyed ??= /\b(?:asdict|vars)\(self\)|\bself\.__dict__/.test(context.tree.text);
  return [owner.name, FIELD, name, ...(isShared ? [SHARED] : []), ...(context.isKeyed ? [KEYED] : [])];
}

/** The class around a class. */
function classAround({ parent }: ast.ClassDef): ast.ClassDef | undefined {
  for (let at = parent; at; at = at.parent) if (at.type === 'ClassDef') return at;
  return undefined;
}

/** Whether a class has a method of its own of that name. */
export function definesItself(of: ast.ClassDef, method: string): boolean {
  return of.body.some(
    (statement) => (statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef') && statement.name === method,
  );
}
