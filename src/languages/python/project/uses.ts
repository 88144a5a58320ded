import { type Exit, type ExportPath, MADE } from '../../../model/export-path.js';
import type { OutsidePath } from '../../../model/project.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { ELEMENT, FIELD, KEYED, SHARED, TYPED, definesItself } from '../values/export-paths.js';
import type { FailureTiming } from '../flow/failure-timing.js';
import { importedName, moduleOf, starredModules } from '../modules/imports.js';
import type { PythonModule } from '../flow/analyze.js';
import { joined } from '../modules/specifiers.js';
import type { RaisedException } from '../flow/exception-matching.js';
import { classOf, functionAround, stringOf } from '../syntax/tree.js';
import type { Value } from '../values/value.js';

/**
 * Where the failure of another file's function goes in this one: from every call of it, and from where it is handed on;
 * and by what names this file hands it on in turn.
 */
export function usesIn(
  module: PythonModule,
  isFrom: (specifier: string) => boolean,
  exit: Exit,
  thrown: RaisedException,
): readonly OutsidePath<RaisedException>[] {
  const { tree, evaluator, exportPaths, flow } = module;
  const { valueOf } = evaluator;
  const origins = new Map<string, boolean>();

  /** Whether a qualified name is this path of the other file. */
  function isNamed(name: readonly string[], path: ExportPath): boolean {
    const end = name.length - path.length;
    if (end <= 0 || !path.every((part, i) => part === name[end + i])) return false;
    const specifier = name.slice(0, end).reduce(joined, '');
    const known = origins.get(specifier) ?? isFrom(specifier);
    origins.set(specifier, known);
    return known;
  }

  /** Whether a value is what stands at a path of the other file. */
  function isAt(value: Value, path: ExportPath): boolean {
    switch (value.kind) {
      case 'external':
        return isNamed(value.path, path);
      case 'made-by': {
        const made = path.findIndex((part) => part === MADE || part === TYPED);
        if (path[made] === TYPED && value.node.type === 'Call') return false;
        // What a member's call gives has the member's own name here.
        return made > 0 && sameNames(value.members, path.slice(made + 1)) && isNamed(value.path, path.slice(0, made));
      }
      case 'instance':
        return path.length === 2 && path[1] === MADE && inherits(value.of, path[0] ?? '');
      default:
        return false;
    }
  }

  function sameNames(members: readonly string[], path: ExportPath): boolean {
    const names = path.filter((part) => part !== MADE);
    return names.length === members.length && names.every((name, i) => name === members[i]);
  }

  /** Whether a class of this file inherits from a class of the other one. */
  function inherits(of: ast.ClassDef, name: string, depth = 0): boolean {
    return (
      depth < MAX_BASES &&
      of.bases.some((base) => {
        const value = valueOf(base);
        return value.kind === 'class' ? inherits(value.node, name, depth + 1) : isAt(value, [name]);
      })
    );
  }

  /** `self.ask` and `super().ask` in a class that inherits `ask`, `MyService().ask`. */
  function isInherited({ value: holder, attr }: ast.Attribute, path: ExportPath): boolean {
    if (path.length !== 3 || path[1] !== MADE) return false;
    if (isSuper(holder)) {
      const fn = functionAround(holder);
      const owner = fn && classOf(fn);
      return owner !== undefined && inherits(owner, path[0] ?? '');
    }
    const value = valueOf(holder);
    return value.kind === 'instance' && !definesItself(value.of, attr) && isAt(value, path.slice(0, 2));
  }

  function isSuper(node: Node): boolean {
    return node.type === 'Call' && node.func.type === 'Name' && node.func.id === 'super';
  }

  /** The places where what stands at a path of the other file is read. */
  function readsOf(path: ExportPath): readonly Node[] {
    const last = path.at(-1) ?? '';
    if (last === MADE) return tree.calls.filter(({ func }) => isAt(valueOf(func), path.slice(0, -1)));
    if (last === ELEMENT) return readsOf(path.slice(0, -1)).flatMap((read) => elementOf(read) ?? []);
    const names =
      path.length > 1
        ? []
        : tree.imports
            .filter(({ node, statement }) => isNamed(importedName(node, statement), path))
            .flatMap(({ node }) => tree.variableBoundBy(node)?.reads ?? []);
    const members = (tree.attributeReads.get(last) ?? []).filter((read) => isAt(valueOf(read), path) || isInherited(read, path));
    return [...names, ...(path.length === 1 ? starReads(last) : []), ...members];
  }

  /** Names that `import *` binds. */
  function starReads(name: string): readonly Node[] {
    if (!starredModules(tree).some((specifier) => isFrom(specifier)) || tree.moduleVariable(name)) return [];
    return tree.unboundReads(name);
  }

  /** `REGISTRY[name]`, `REGISTRY.get(name)` */
  function elementOf(read: Node): Node | undefined {
    const { parent } = read;
    if (parent?.type === 'Subscript' && parent.value === read) return parent;
    return parent?.type === 'Attribute' && parent.attr === 'get' && parent.parent?.type === 'Call' ? parent.parent : undefined;
  }

  /**
   * The places where a field is read, by its name (field-based, as call graphs are built): of objects of its class, where it
   * is handed on to fields of its name of theirs, and where its object is made a dict of that dict's key.
   */
  function readsOfField([owner = '', , name = '', ...marks]: ExportPath): readonly Node[] {
    const attributes = (tree.attributeReads.get(name) ?? []).filter((read) => {
      const holder = valueOf(read.value);
      if (isAt(holder, [owner, MADE])) return true;
      return marks.includes(SHARED) && holder.kind === 'instance' && mayHaveField(holder.of, name);
    });
    if (!marks.includes(KEYED)) return attributes;
    const gets = tree.calls.filter(
      ({ func, args: [key] }) =>
        func.type === 'Attribute' && func.attr === 'get' && stringOf(key) === name && valueOf(func.value).kind === 'unknown',
    );
    return [...attributes, ...gets, ...(tree.keyReads.get(name) ?? []).filter((read) => valueOf(read.value).kind === 'unknown')];
  }

  /** Whether a class declares a field and leaves its value to whoever makes an object, or inherits from a class of elsewhere. */
  function mayHaveField(of: ast.ClassDef, name: string): boolean {
    const declared = of.body.find(
      (statement): statement is ast.AnnAssign =>
        statement.type === 'AnnAssign' && statement.target.type === 'Name' && statement.target.id === name,
    );
    if (declared) return !declared.value;
    const writes = (tree.attributeWrites.get(name) ?? []).filter(({ target }) => {
      const holder = valueOf(target.value);
      return holder.kind === 'instance' && holder.of === of;
    });
    if (writes.length > 0) return writes.every(({ value }) => value.type === 'Name' && value.id === name);
    return of.bases.some((base) => valueOf(base).kind === 'external');
  }

  /** Calls of what is annotated, or kept, as what a factory or a class gives. */
  function callsOfMade(path: ExportPath): readonly Node[] {
    return path.at(-1) === MADE
      ? tree.calls.flatMap(({ func }) => ((func.type === 'Name' || func.type === 'Attribute') && isAt(valueOf(func), path) ? [func] : []))
      : [];
  }

  /** By what names this file hands it on: re-exports, objects that it makes, classes that inherit it. */
  function handedOn(): readonly { readonly path: ExportPath; readonly node: Node }[] {
    const { path } = exit;
    const found: { readonly path: ExportPath; readonly node: Node }[] = [];
    for (const { node, statement } of tree.imports) {
      const variable = tree.variableBoundBy(node);
      const name = importedName(node, statement);
      if (variable?.scope.node.type !== 'Module' || statement.type !== 'ImportFrom') continue;
      for (let end = 1; end <= path.length && path[end - 1] !== MADE && path[end - 1] !== TYPED; end++) {
        if (isNamed(name, path.slice(0, end))) found.push({ path: [variable.name, ...path.slice(end)], node });
      }
    }
    if (!path[0]?.startsWith('_'))
      for (const { node, statement } of tree.imports)
        if (node.name === '*' && statement.type === 'ImportFrom' && isFrom(moduleOf(statement).reduce(joined, '')))
          found.push({ path, node });
    const names = [path[0] ?? '', ...found.flatMap((one) => one.path[0] ?? [])];
    for (const object of exportPaths.objects()) {
      const text = tree.textOf(object.made);
      if (!names.some((name) => text.includes(name))) continue;
      const value = valueOf(object.made);
      if (value.kind !== 'made-by' && value.kind !== 'external' && value.kind !== 'instance') continue;
      for (let end = 1; end <= path.length; end++)
        if (isAt(value, path.slice(0, end))) found.push({ path: [...object.path, ...path.slice(end)], node: object.node });
    }
    if (path[1] === MADE) {
      for (const heir of tree.classes) {
        if (
          heir.parent?.type === 'Module' &&
          heir.bases.length > 0 &&
          !definesItself(heir, path[2] ?? '__call__') &&
          inherits(heir, path[0] ?? '')
        )
          found.push({ path: [heir.name, ...path.slice(1)], node: heir });
      }
    }
    return found;
  }

  const timing: FailureTiming = exit.fails === 'read' ? 'on-read' : exit.fails === 'await' ? 'on-await' : 'on-call';
  const isField = exit.path[1] === FIELD;
  const starts = new Set(isField ? readsOfField(exit.path) : [...readsOf(exit.path), ...callsOfMade(exit.path)]);
  const uses = [...starts].flatMap((node) =>
    flow.passedOn(node, timing, thrown).map((path): OutsidePath<RaisedException> => ({
      end: path.end,
      again: path.again,
      failure: path.leaving,
      isOptional: path.isOptional,
      line: node.loc.start.line,
    })),
  );
  if (isField) return uses;
  return [
    ...uses,
    ...handedOn().map(({ path, node }): OutsidePath<RaisedException> => ({
      end: { kind: 'exported', exit: { path, fails: exit.fails } },
      isOptional: true,
      line: node.loc.start.line,
    })),
  ];
}

const MAX_BASES = 8;
