import { whileUnderWay } from '../../../engine/in-progress.js';
import type { TSESTree } from '@typescript-eslint/utils';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import type { CatalogView } from './catalog.js';
import { ownEntry } from '../../../catalog/presets/own-entry.js';
import { argumentAt, propertyOf } from './arguments.js';
import { type Imports, NO_IMPORTS } from './imported-values.js';
import { changesOf } from './object-writes.js';
import { importOf, loadedModule } from '../modules/imports.js';
import {
  type CallNode,
  type ClassNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  classAround,
  isClass,
  isFunction,
  isNothing,
  propertyName,
  readsOf,
  stringOf,
  unwrap,
} from '../syntax/tree.js';
import { type HttpObject, type SdkObject, UNKNOWN, type Value } from './value.js';

/** Says what an expression is. Never throws; gives up (`unknown`) after a fixed depth. */
export interface Evaluator {
  valueOf(node: Node): Value;
  /** What a type annotation says its values are. */
  valueOfType(annotation: TSESTree.TypeNode | undefined): Value;
  /** The function that a callee runs, if it is in this file. */
  functionCalled(node: Node): FunctionNode | undefined;
}

/** The place of a value that is being found. */
const PENDING: Value = { kind: 'unknown' };
/** Steps from a name to its definition after which the answer is `unknown`; real code needs fewer than ten. */
const MAX_DEPTH = 60;
/** Expressions looked at in one file before the rest is `unknown`: bounds the time on generated code. */
const MAX_STEPS = 200_000;

export function createEvaluator(tree: Tree, catalog: CatalogView, imports: Imports = NO_IMPORTS): Evaluator {
  const known = new Map<Node, Value>();
  const variables = new Map<Variable, Value>();
  const underWay = new Set<Variable>();
  /** Expressions under way; each is `PENDING` in `known`. */
  let depth = 0;
  /** Times an answer was cut short because it asks for itself; one that was is kept for the question under way alone. */
  let cuts = 0;
  const provisional = new Map<Node, Value>();
  let steps = 0;

  function valueOf(node: Node): Value {
    const expression = unwrap(node);
    const done = known.get(expression) ?? (provisional.size > 0 ? provisional.get(expression) : undefined);
    if (done && done !== PENDING) return done;
    if (done || depth + underWay.size > MAX_DEPTH || (steps += 1) > MAX_STEPS) {
      cuts += 1;
      return UNKNOWN;
    }
    const before = cuts;
    depth += 1;
    known.set(expression, PENDING);
    let value: Value;
    try {
      value = evaluate(expression);
    } finally {
      depth -= 1;
    }
    if (value.kind === 'unknown' || (value.kind === 'external' && value.module === '')) {
      const asserted = assertedType(node);
      if (asserted.kind !== 'unknown') value = asserted;
    }
    const isOutermost = depth + underWay.size === 0;
    if (cuts === before || isOutermost || value.kind !== 'unknown') known.set(expression, value);
    else {
      known.delete(expression);
      provisional.set(expression, value);
    }
    if (isOutermost && provisional.size > 0) provisional.clear();
    return value;
  }

  /** `x as OpenAI`: the outermost assertion that names something known. */
  function assertedType(node: Node): Value {
    if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion' || node.type === 'TSSatisfiesExpression') {
      const value = valueOfType(node.typeAnnotation);
      return value.kind === 'unknown' ? assertedType(node.expression) : value;
    }
    if (node.type === 'TSNonNullExpression' || node.type === 'ChainExpression') return assertedType(node.expression);
    return UNKNOWN;
  }

  function evaluate(node: Node): Value {
    switch (node.type) {
      case 'Identifier': {
        const variable = tree.variableOf(node);
        return variable ? valueOfVariable(variable) : fromModule('', [node.name]);
      }
      case 'MemberExpression': {
        const name = propertyName(node);
        return name === undefined ? UNKNOWN : member(valueOf(node.object), name);
      }
      case 'ThisExpression': {
        const around = classAround(node);
        return around ? { kind: 'instance', of: around } : UNKNOWN;
      }
      case 'Super': {
        const around = classAround(node);
        return around?.superClass ? valueOf(around.superClass) : UNKNOWN;
      }
      case 'AwaitExpression':
        return valueOf(node.argument);
      case 'NewExpression':
        return constructed(node);
      case 'CallExpression':
        return called(node);
      case 'ImportExpression': {
        const module = loadedModule(node, tree);
        return module === undefined ? UNKNOWN : fromModule(module, []);
      }
      case 'LogicalExpression':
        return firstKnown([node.left, node.right]);
      case 'ConditionalExpression':
        return firstKnown([node.consequent, node.alternate]);
      case 'AssignmentExpression':
        return node.operator === '=' || node.operator === '??=' || node.operator === '||=' ? valueOf(node.right) : UNKNOWN;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return { kind: 'function', node };
      case 'ClassExpression':
        return { kind: 'class', node };
      case 'ObjectExpression':
        return { kind: 'object', node, changes: changesOf(node, tree) };
      default:
        return UNKNOWN;
    }
  }

  function firstKnown(nodes: readonly Node[]): Value {
    for (const node of nodes) {
      const value = valueOf(node);
      if (value.kind !== 'unknown' && !(value.kind === 'external' && value.module === '')) return value;
    }
    return UNKNOWN;
  }

  function valueOfVariable(variable: Variable): Value {
    if (underWay.has(variable)) {
      cuts += 1;
      return UNKNOWN;
    }
    const done = variables.get(variable);
    if (done) return done;
    const before = cuts;
    const value = whileUnderWay(underWay, variable, () => definedValue(variable));
    // An answer that was cut short holds for this question alone.
    if (cuts === before) variables.set(variable, value);
    return value;
  }

  function definedValue(variable: Variable): Value {
    const imported = importOf(variable);
    if (imported) return fromModule(imported.module, imported.path);
    const values: Value[] = [];
    for (const def of variable.defs) {
      const node = def.node as Node;
      if (isFunction(node) && def.type === 'FunctionName') return { kind: 'function', node };
      if (isClass(node) && def.type === 'ClassName') return { kind: 'class', node };
      if (node.type === 'TSInterfaceDeclaration') return { kind: 'shape', members: node.body.body };
      if (node.type === 'TSTypeAliasDeclaration') return valueOfType(node.typeAnnotation);
      if (def.type === 'Parameter' && isFunction(node)) return valueOfParameter(def.name as TSESTree.Identifier, node);
      if (node.type === 'VariableDeclarator') {
        const annotated = node.id.type === 'Identifier' ? valueOfType(node.id.typeAnnotation?.typeAnnotation) : UNKNOWN;
        if (node.init) {
          const value = destructured(def.name as TSESTree.Identifier, node.id, valueOf(node.init));
          if (value.kind !== 'unknown') values.push(value);
        }
        if (values.length === 0 && annotated.kind !== 'unknown') values.push(annotated);
      }
    }
    for (const reference of variable.references) {
      if (!reference.isWrite() || reference.init) continue;
      const parent = reference.identifier.parent as Node | undefined;
      if (parent?.type !== 'AssignmentExpression' || parent.left !== reference.identifier) return stableOf(values);
      if (isNothing(parent.right)) continue;
      const value = valueOf(parent.right);
      values.push(value);
    }
    return merged(values);
  }

  /** A typed variable stays what its type says, whatever is assigned to it. */
  function stableOf([first, ...rest]: readonly Value[]): Value {
    return first?.kind === 'sdk-object' && first.made.length === 0 && rest.length === 0 ? first : UNKNOWN;
  }

  /** Several values of one variable: the same kind of thing, its options no longer known; otherwise unknown. */
  function merged(values: readonly Value[]): Value {
    const [first, ...rest] = values;
    if (!first) return UNKNOWN;
    if (rest.length === 0) return first;
    if (first.kind !== 'sdk-object') return UNKNOWN;
    const same = rest.every(
      (v) => v.kind === 'sdk-object' && v.sdk === first.sdk && v.object === first.object && v.path.join('.') === first.path.join('.'),
    );
    return same ? { ...first, made: [] } : UNKNOWN;
  }

  function valueOfParameter(id: TSESTree.Identifier, fn: FunctionNode): Value {
    const index = fn.params.findIndex((p) => contains(p, id));
    const param = fn.params[index];
    if (!param) return UNKNOWN;
    const target = param.type === 'TSParameterProperty' ? param.parameter : param;
    const pattern = target.type === 'AssignmentPattern' ? target.left : target;
    const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation?.typeAnnotation : undefined;
    const typed = destructured(id, pattern, valueOfType(annotation));
    if (typed.kind !== 'unknown' && typed.kind !== 'shape') return typed;
    if (target.type === 'AssignmentPattern') {
      const value = destructured(id, pattern, valueOf(target.right));
      if (value.kind !== 'unknown') return value;
    }
    if (pattern.type === 'RestElement') return typed;
    const loaded = index === 0 ? loadedBefore(fn) : undefined;
    if (loaded) return destructured(id, pattern, loaded);
    const values = callsOf(fn).map((call) => {
      const argument = call.arguments[index];
      return argument && argument.type !== 'SpreadElement' ? destructured(id, pattern, valueOf(argument)) : UNKNOWN;
    });
    return values.length > 0 && values.every((v) => v.kind === 'sdk-object' || v.kind === 'http') ? merged(values) : typed;
  }

  /** The module whose exports a callback gets: `import('./llm').then(({ ask }) => …)`. */
  function loadedBefore(fn: FunctionNode): Value | undefined {
    const call = fn.parent;
    if (
      call.type !== 'CallExpression' ||
      call.arguments[0] !== fn ||
      call.callee.type !== 'MemberExpression' ||
      propertyName(call.callee) !== 'then'
    )
      return undefined;
    return unwrap(call.callee.object).type === 'ImportExpression' ? valueOf(call.callee.object) : undefined;
  }

  /** Direct calls of a function by its name in this file. */
  function callsOf(fn: FunctionNode): TSESTree.CallExpression[] {
    const id =
      fn.type === 'FunctionDeclaration'
        ? fn.id
        : fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier'
          ? fn.parent.id
          : undefined;
    const variable = id ? tree.variableOf(id) : undefined;
    if (!variable) return [];
    return readsOf(variable).flatMap((read) => (read.parent.type === 'CallExpression' && read.parent.callee === read ? [read.parent] : []));
  }

  /** The part of a destructured value that an identifier gets. */
  function destructured(id: TSESTree.Identifier, pattern: Node, value: Value): Value {
    const path = pathTo(id, pattern);
    if (!path) return UNKNOWN;
    return path.reduce<Value>((at, name) => member(at, name), value);
  }

  function valueOfType(annotation: TSESTree.TypeNode | undefined): Value {
    if (!annotation) return UNKNOWN;
    if (annotation.type === 'TSUnionType') {
      const values = annotation.types.filter((t) => !/^TS(?:Null|Undefined|Void)Keyword$/.test(t.type)).map(valueOfType);
      return values.length === 1 ? (values[0] ?? UNKNOWN) : UNKNOWN;
    }
    if (annotation.type === 'TSTypeLiteral') return { kind: 'shape', members: annotation.members };
    if (annotation.type !== 'TSTypeReference') return UNKNOWN;
    const name = typeName(annotation.typeName);
    if (!name) return UNKNOWN;
    if (
      (name.path[0] === 'Promise' || name.path[0] === 'Readonly' || name.path[0] === 'Awaited' || name.path[0] === 'NonNullable') &&
      name.path.length === 1
    ) {
      return valueOfType(annotation.typeArguments?.params[0]);
    }
    const variable = tree.variableOf(name.root);
    const root = variable ? valueOfVariable(variable) : UNKNOWN;
    const of = name.path.slice(1).reduce<Value>((at, part) => member(at, part), root);
    if (of.kind === 'class') return { kind: 'instance', of: of.node };
    if (
      of.kind === 'shape' ||
      (of.kind === 'sdk-object' &&
        of.made.length === 0 &&
        variable?.defs.some((def) => (def.node as Node).type === 'TSTypeAliasDeclaration'))
    )
      return of;
    // A client that is injected: `constructor(private readonly http: HttpService)`.
    if (of.kind === 'http' && of.path.length === 0 && of.export.kind === 'client' && !of.export.request && !of.export.factories) return of;
    if (of.kind !== 'external') return UNKNOWN;
    const found = sdkExport(of.module, of.path);
    if (found?.entry.kind === 'class' && found.rest.length === 0)
      return { kind: 'sdk-object', sdk: found.sdk, object: found.entry.object, path: [], made: [] };
    return found ? UNKNOWN : { kind: 'made-by', module: of.module, path: of.path, members: [], node: annotation };
  }

  function fromModule(module: string, path: readonly string[]): Value {
    if (module === '') {
      const [first, ...rest] = path;
      if ((first === 'globalThis' || first === 'window' || first === 'self' || first === 'global') && rest.length > 0)
        return fromModule('', rest);
      const http = first === undefined ? undefined : catalog.httpGlobal(first);
      if (http && first !== undefined) return httpExport(http.client, http.export, rest, first);
      return { kind: 'external', module, path };
    }
    const found = sdkExport(module, path);
    if (found) {
      const { sdk, entry, rest, name } = found;
      if (entry.kind === 'instance') return sdkMember({ kind: 'sdk-object', sdk, object: entry.object, path: [], made: [] }, rest);
      if (entry.kind === 'function' && rest.length === 0) return { kind: 'sdk-function', sdk, name, call: entry.call };
      return { kind: 'external', module, path };
    }
    const client = catalog.http(module);
    if (client) {
      const [first = 'default', ...rest] = path;
      const named = ownEntry(client.exports, first);
      if (named) return httpExport(client, named, rest, first);
      const fallback = client.exports['default'];
      if (fallback && path.length > 0) return httpExport(client, fallback, path, module);
    }
    return (isOwn(module) ? imports.object(module, path) : undefined) ?? { kind: 'external', module, path };
  }

  /** Whether a module may be one of the project: no library of the catalog. */
  function isOwn(module: string): boolean {
    return catalog.sdk(module) === undefined && catalog.http(module) === undefined;
  }

  function sdkMember(object: SdkObject, path: readonly string[]): Value {
    return path.reduce<Value>((at, name) => member(at, name), object);
  }

  function httpExport(client: HttpObject['client'], entry: HttpObject['export'], rest: readonly string[], name: string): Value {
    if (entry.kind === 'request') {
      const http: HttpObject = { kind: 'http', client, export: entry, path: [], made: [] };
      return rest.length === 0 ? { kind: 'http-request', http, request: entry.request, name } : UNKNOWN;
    }
    return rest.reduce<Value>((at, part) => member(at, part), { kind: 'http', client, export: entry, path: [], made: [] });
  }

  /** The catalog's entry for an exported name; a default import also gives the named exports (`OpenAI.AzureOpenAI`). */
  function sdkExport(
    module: string,
    path: readonly string[],
  ): { sdk: Sdk; entry: Export; rest: readonly string[]; name: string } | undefined {
    const sdk = catalog.sdk(module);
    if (!sdk || path.length === 0) return undefined;
    let [name, ...rest] = path as [string, ...string[]];
    const [next] = rest;
    if (name === 'default' && next !== undefined && ownEntry(sdk.exports, next) && !isStatic(sdk.exports['default'], next))
      [name, ...rest] = rest as [string, ...string[]];
    let entry = ownEntry(sdk.exports, name);
    while (entry?.kind === 'class') {
      const [member] = rest;
      if (member === undefined) break;
      const inside: Export | undefined = ownEntry(entry.statics, member);
      if (!inside) return undefined;
      [name, ...rest] = rest as [string, ...string[]];
      entry = inside;
    }
    return entry ? { sdk, entry, rest, name } : undefined;
  }

  function isStatic(entry: Export | undefined, name: string): boolean {
    return entry?.kind === 'class' && ownEntry(entry.statics, name) !== undefined;
  }

  function member(value: Value, name: string): Value {
    switch (value.kind) {
      case 'external':
        return fromModule(value.module, [...value.path, name]);
      case 'made-by':
        return { ...value, members: [...value.members, name] };
      case 'sdk-object':
        return { ...value, path: [...value.path, name] };
      case 'http': {
        if (value.export.kind !== 'client') return UNKNOWN;
        const path = [...value.path, name];
        const request = ownEntry(value.export.methods, path.join('.'));
        // `require('axios').default` of a module whose `module.exports` is the client itself.
        if (name === 'default' && !request && value.path.length === 0) return value;
        return request ? { kind: 'http-request', http: value, request, name: path.join('.') } : { ...value, path };
      }
      case 'object':
        return valueOfProperty(value.node, name);
      case 'instance':
        return valueOfMember(value.of, name, false);
      case 'class':
        return valueOfMember(value.node, name, true);
      case 'http-request':
        return name === 'default' ? value : UNKNOWN;
      case 'shape': {
        const found = value.members.find(
          (m): m is TSESTree.TSPropertySignature =>
            m.type === 'TSPropertySignature' && !m.computed && (m.key.type === 'Identifier' ? m.key.name : stringOf(m.key)) === name,
        );
        return valueOfType(found?.typeAnnotation?.typeAnnotation);
      }
      case 'sdk-function':
      case 'function':
      case 'unknown':
        return UNKNOWN;
    }
  }

  function valueOfProperty(object: TSESTree.ObjectExpression, name: string): Value {
    const found = propertyOf(object, name, valueOf);
    return found.kind === 'given' && !found.overridable ? valueOf(found.node) : UNKNOWN;
  }

  function valueOfMember(of: ClassNode, name: string, isStaticMember: boolean): Value {
    let annotated: Value = UNKNOWN;
    const values: Value[] = [];
    for (const element of of.body.body) {
      if (element.type === 'MethodDefinition' && element.kind === 'constructor') {
        for (const param of element.value.params) {
          if (param.type !== 'TSParameterProperty') continue;
          const id = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
          if (id.name === name) return valueOf(id);
        }
        continue;
      }
      if (
        !('key' in element) ||
        element.type === 'TSAbstractMethodDefinition' ||
        propertyName(element as TSESTree.PropertyDefinition) !== name ||
        element.static !== isStaticMember
      )
        continue;
      if (element.type === 'MethodDefinition') {
        if (element.kind === 'get') {
          const returned = tree.returnsOf(element.value as FunctionNode);
          return returned.length === 0 ? UNKNOWN : firstKnown(returned);
        }
        return element.value.type === 'FunctionExpression' ? { kind: 'function', node: element.value } : UNKNOWN;
      }
      if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') {
        annotated = valueOfType(element.typeAnnotation?.typeAnnotation);
        if (element.value && !isNothing(element.value)) values.push(valueOf(element.value));
      }
    }
    for (const write of tree.propertyWrites.get(name) ?? []) {
      const target = write.left as TSESTree.MemberExpression;
      if (target.object.type !== 'ThisExpression' || classAround(target) !== of || isNothing(write.right)) continue;
      values.push(valueOf(write.right));
    }
    const found = merged(values);
    if (found.kind !== 'unknown') return found;
    if (annotated.kind !== 'unknown') return annotated;
    if (values.length === 0 && of.superClass) {
      const base = valueOf(of.superClass);
      if (base.kind === 'class') return valueOfMember(base.node, name, isStaticMember);
      const object = base.kind === 'external' ? sdkExport(base.module, base.path) : undefined;
      if (object?.entry.kind === 'class' && !isStaticMember)
        return { kind: 'sdk-object', sdk: object.sdk, object: object.entry.object, path: [name], made: [] };
    }
    return UNKNOWN;
  }

  function constructed(node: TSESTree.NewExpression): Value {
    const callee = valueOf(node.callee);
    if (callee.kind === 'class') return { kind: 'instance', of: callee.node };
    if (callee.kind === 'external') {
      const path = callee.path.length === 0 && callee.module !== '' ? ['default'] : callee.path;
      const found = sdkExport(callee.module, path);
      if (found?.entry.kind === 'class' && found.rest.length === 0)
        return made(found.sdk, found.entry.object, node, found.entry.options, []);
      if (found) return UNKNOWN;
      return { kind: 'made-by', module: callee.module, path: callee.path, members: [], node };
    }
    return UNKNOWN;
  }

  function called(node: TSESTree.CallExpression): Value {
    const module = loadedModule(node, tree);
    if (module !== undefined) return fromModule(module, []);
    const callee = valueOf(node.callee);
    switch (callee.kind) {
      case 'external': {
        const path = callee.path.length === 0 && callee.module !== '' ? ['default'] : callee.path;
        const found = sdkExport(callee.module, path);
        if (found?.rest.length === 0) {
          if (found.entry.kind === 'factory' || (found.entry.kind === 'class' && found.entry.call))
            return made(found.sdk, found.entry.object, node, found.entry.options, []);
          return UNKNOWN;
        }
        if (callee.path.join('.') === 'useMemo' || callee.path.at(-1) === 'useCallback' || callee.path.at(-1) === 'useMemo')
          return callee.path.at(-1) === 'useCallback' ? valueOfArgument(node, 0) : returnedBy(valueOfArgument(node, 0));
        if (callee.module === '' && callee.path.join('.') === 'Object.freeze') return valueOfArgument(node, 0);
        const chain = composed(node);
        if (chain.kind !== 'unknown' || callee.module === '') return chain;
        return (
          (isOwn(callee.module) ? imports.returned(callee.module, callee.path) : undefined) ?? {
            kind: 'made-by',
            module: callee.module,
            path: callee.path,
            members: [],
            node,
          }
        );
      }
      case 'made-by': {
        const chain = composed(node);
        return chain.kind === 'unknown' ? callee : chain;
      }
      case 'sdk-object':
        return calledMember(callee, node);
      case 'http': {
        if (callee.export.kind !== 'client') return UNKNOWN;
        const factory = callee.export.factories?.[callee.path.join('.')];
        return factory ? { ...callee, path: [], made: [...callee.made, { node, factory }] } : UNKNOWN;
      }
      case 'function':
        return returnedBy(callee);
      default:
        return composed(node);
    }
  }

  function valueOfArgument(node: CallNode, index: number): Value {
    const argument = node.arguments[index];
    return argument && argument.type !== 'SpreadElement' ? valueOf(argument) : UNKNOWN;
  }

  function returnedBy(fn: Value): Value {
    if (fn.kind !== 'function' || fn.node.generator) return UNKNOWN;
    const typed = valueOfType(fn.node.returnType?.typeAnnotation);
    const returned = tree
      .returnsOf(fn.node)
      .filter((r) => !isNothing(r))
      .map(valueOf);
    const all = returned.length > 0 ? merged(returned) : UNKNOWN;
    return all.kind === 'unknown' ? typed : all;
  }

  /** What calling an SDK object or one of its methods hands out. */
  function calledMember(callee: SdkObject, node: TSESTree.CallExpression): Value {
    const kind = callee.sdk.objects[callee.object];
    if (!kind) return UNKNOWN;
    if (callee.path.length === 0) return kind.callable ? made(callee.sdk, kind.callable, node, undefined, callee.made) : UNKNOWN;
    const path = callee.path.join('.');
    const returns = ownEntry(kind.returns, path);
    if (returns !== undefined) {
      return typeof returns === 'string'
        ? { ...callee, object: returns, path: [] }
        : made(callee.sdk, returns.object, node, returns.options, callee.made);
    }
    return composed(node);
  }

  /** `prompt.pipe(model)`: an LLM object if the receiver or an argument is one. */
  function composed(node: TSESTree.CallExpression): Value {
    if (node.callee.type !== 'MemberExpression') return UNKNOWN;
    const name = propertyName(node.callee);
    if (name === undefined || !catalog.composes(name)) return UNKNOWN;
    for (const candidate of [node.callee.object, ...node.arguments.flatMap((a) => (a.type === 'ArrayExpression' ? a.elements : [a]))]) {
      if (!candidate || candidate.type === 'SpreadElement') continue;
      const value = valueOf(candidate);
      if (value.kind !== 'sdk-object' || value.path.length > 0) continue;
      const kind: ObjectKind | undefined = value.sdk.objects[value.object];
      if (kind?.composes?.includes(name)) return { ...value, object: kind.composed ?? value.object, path: [] };
    }
    return UNKNOWN;
  }

  /** An object made with options; one that only wraps an LLM (`new ChatEngine({ llm })`) is one if its LLM is. */
  function made(sdk: Sdk, object: string, node: CallNode, options: ClientOptions | undefined, before: SdkObject['made']): Value {
    if (options?.wraps) {
      const parts = options.wraps.flatMap((place) => {
        const at = argumentAt(node, place, valueOf);
        return at.kind === 'given' ? [membersOf(at.node).map(valueOf)] : [];
      });
      const inner = parts.flat().find((v): v is SdkObject => v.kind === 'sdk-object');
      // Another part that is not seen (a retriever beside the model) may ask the same server first, and try again.
      const elsewhere = parts.some((values) => values.every((v) => v.kind !== 'sdk-object'))
        ? { retries: { attempts: undefined, off: undefined } }
        : inner?.elsewhere;
      return inner
        ? { kind: 'sdk-object', sdk, object, path: [], made: inner.made, inner: inner.inner ?? inner, ...(elsewhere && { elsewhere }) }
        : UNKNOWN;
    }
    return { kind: 'sdk-object', sdk, object, path: [], made: options ? [...before, { node, options }] : before };
  }

  /** The members of an array or object that is written out; otherwise the node itself. */
  function membersOf(node: Node): readonly Node[] {
    const expression = unwrap(node);
    if (expression.type === 'ArrayExpression') return expression.elements.flatMap((e) => (e && e.type !== 'SpreadElement' ? [e] : []));
    const value = valueOf(expression);
    return value.kind === 'object' ? value.node.properties.flatMap((p) => (p.type === 'Property' ? [p.value] : [])) : [node];
  }

  function functionCalled(node: Node): FunctionNode | undefined {
    const value = valueOf(node);
    return value.kind === 'function' ? value.node : undefined;
  }

  return { valueOf, valueOfType, functionCalled };
}

function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** Property names from a pattern to one of its identifiers; `undefined` through arrays, rests and computed keys. */
export function pathTo(id: TSESTree.Identifier, pattern: Node): string[] | undefined {
  if (pattern === id) return [];
  if (pattern.type === 'AssignmentPattern') return pathTo(id, pattern.left);
  if (pattern.type === 'TSParameterProperty') return pathTo(id, pattern.parameter);
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || !contains(property.value, id)) continue;
    const name = propertyName(property);
    const rest = pathTo(id, property.value);
    return name === undefined || !rest ? undefined : [name, ...rest];
  }
  return undefined;
}

function typeName(name: TSESTree.EntityName): { root: TSESTree.Identifier; path: string[] } | undefined {
  if (name.type === 'Identifier') return { root: name, path: [name.name] };
  if (name.type !== 'TSQualifiedName') return undefined;
  const left = typeName(name.left);
  return left ? { root: left.root, path: [...left.path, name.right.name] } : undefined;
}
