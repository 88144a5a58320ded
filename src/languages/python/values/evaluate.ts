import { whileUnderWay } from '../../../engine/in-progress.js';
import type { CallKind, Export, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { argumentAt, entryOf } from './arguments.js';
import { changesOf } from './dict-writes.js';
import type { CatalogView } from './catalog.js';
import { ownEntry } from '../../../catalog/presets/own-entry.js';
import { deferredCallsOf } from './deferred.js';
import { importedName, moduleOf } from '../modules/imports.js';
import { reachingBindings } from '../syntax/reaching-definitions.js';
import { type Binding, type Tree, type Variable, childrenOf, classOf, isNone, stringOf } from '../syntax/tree.js';
import { type HttpObject, type SdkObject, UNKNOWN, type Value } from './value.js';

/** Says what an expression is. Never throws; gives up (`unknown`) after a fixed depth. */
export interface Evaluator {
  valueOf(node: Node): Value;
  /** The function that a callee runs, if it is in this file. */
  functionCalled(node: Node): FunctionNode | undefined;
  /** The qualified name of an expression: `requests.exceptions.ConnectionError`, builtins without a module. */
  qualifiedName(node: Node): readonly string[] | undefined;
  /** A member of a class: a method, or what is assigned to it. */
  memberOf(of: ast.ClassDef, name: string): Value;
  valueOfVariable(variable: Variable): Value;
  /** What reading a member of a value gives. */
  memberOfValue(value: Value, name: string): Value;
  /** What calling a value without arguments that matter gives. */
  resultOf(value: Value): Value;
  /** Whether a qualified name is one of an SDK's exports. */
  isOfCatalog(path: readonly string[]): boolean;
  /** The request that a call of a qualified name sends while it makes an object: `FAISS.from_documents`. */
  sentByMaker(path: readonly string[]): CallKind | undefined;
  /** Direct calls of a function by its name in this file. */
  callsOf(fn: FunctionNode): readonly ast.Call[];
  /** The constant that an expression is, also behind a name that is assigned once. */
  literalOf(node: Node): ast.Constant | undefined;
  /** The argument that a call gives to a parameter, `self` counted out where the call binds it. */
  argumentFor(call: ast.Call, fn: FunctionNode, parameter: ast.Arg): ast.Expression | undefined;
}

/** Steps from a name to its definition after which the answer is `unknown`; real code needs fewer than ten. */
const MAX_DEPTH = 60;
/** Expressions looked at in one file before the rest is `unknown`: bounds the time on generated code. */
const MAX_STEPS = 200_000;
/** Classes between a class and a base of it. */
const MAX_BASES = 8;
/** Where Streamlit keeps objects from one run of a page to the next. */
const SESSION_STATE = 'streamlit.session_state';

export function createEvaluator(tree: Tree, catalog: CatalogView): Evaluator {
  const known = new Map<Node, Value>();
  const underWay = new Set<Node | Variable>();
  /** Times an answer was cut short because it asks for itself; one that was is kept for the question under way alone. */
  let cuts = 0;
  const provisional = new Map<Node, Value>();
  let steps = 0;

  function valueOf(node: Node): Value {
    const done = known.get(node) ?? provisional.get(node);
    if (done) return done;
    if (underWay.has(node) || underWay.size > MAX_DEPTH || (steps += 1) > MAX_STEPS) {
      cuts += 1;
      return UNKNOWN;
    }
    const before = cuts;
    const value = whileUnderWay(underWay, node, () => evaluate(node));
    if (cuts === before || underWay.size === 0 || value.kind !== 'unknown') known.set(node, value);
    else provisional.set(node, value);
    if (underWay.size === 0) provisional.clear();
    return value;
  }

  function evaluate(node: Node): Value {
    switch (node.type) {
      case 'Name': {
        const variable = tree.variableOf(node);
        return variable ? valueOfVariable(variable, node) : builtin(node.id);
      }
      case 'Attribute':
        return member(valueOf(node.value), node.attr);
      case 'Subscript': {
        const key = stringOf(node.slice);
        const holder = key === undefined ? UNKNOWN : valueOf(node.value);
        if (key !== undefined && holder.kind === 'external' && holder.path.join('.') === SESSION_STATE) return kept(key);
        if (key === undefined || holder.kind !== 'dict') return UNKNOWN;
        const found = entryOf(holder.node, key, valueOf);
        return found.kind === 'given' ? valueOf(found.node) : UNKNOWN;
      }
      case 'Await':
        return valueOf(node.value);
      case 'Call':
        return called(node);
      case 'BoolOp':
        return firstKnown(node.values);
      case 'IfExp':
        return firstKnown([node.body, node.orelse]);
      case 'NamedExpr':
        return valueOf(node.value);
      case 'Lambda':
        return { kind: 'function', node };
      case 'Dict':
        return { kind: 'dict', node, changes: changesOf(node, tree) };
      case 'List':
      case 'Tuple':
        return { kind: 'list', node };
      case 'BinOp':
        return node.op === '|' ? piped(node) : UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  /** What a file puts into Streamlit's `session_state` under a key: it is there again in the page's next run. */
  function kept(key: string): Value {
    stateWrites ??= stateWritesIn();
    return merged((stateWrites.get(key) ?? []).map(valueOf));
  }

  let stateWrites: ReadonlyMap<string, readonly ast.Expression[]> | undefined;
  function stateWritesIn(): ReadonlyMap<string, readonly ast.Expression[]> {
    const found = new Map<string, ast.Expression[]>();
    const stack: Node[] = [tree.module];
    for (let node = stack.pop(); node; node = stack.pop()) {
      stack.push(...childrenOf(node));
      const targets = node.type === 'Assign' ? node.targets : node.type === 'AnnAssign' ? [node.target] : [];
      if ((node.type !== 'Assign' && node.type !== 'AnnAssign') || !node.value || isNone(node.value)) continue;
      for (const target of targets) {
        const key = target.type === 'Subscript' ? stringOf(target.slice) : target.type === 'Attribute' ? target.attr : undefined;
        const holder =
          key !== undefined && (target.type === 'Subscript' || target.type === 'Attribute')
            ? qualifiedName(target.value)?.join('.')
            : undefined;
        if (key === undefined || holder !== SESSION_STATE) continue;
        found.set(key, [...(found.get(key) ?? []), node.value]);
      }
    }
    return found;
  }

  function builtin(name: string): Value {
    for (const statement of starImports()) {
      const value = fromPath([...moduleOf(statement), name]);
      if (value.kind !== 'external' || exportOf(value.path)) return value;
    }
    return { kind: 'builtin', name };
  }

  let stars: readonly ast.ImportFrom[] | undefined;
  function starImports(): readonly ast.ImportFrom[] {
    return (stars ??= tree.module.body.filter((s): s is ast.ImportFrom => s.type === 'ImportFrom' && s.names[0]?.name === '*'));
  }

  function firstKnown(nodes: readonly Node[]): Value {
    for (const node of nodes) {
      const value = valueOf(node);
      if (value.kind !== 'unknown' && value.kind !== 'builtin') return value;
    }
    return UNKNOWN;
  }

  function valueOfVariable(variable: Variable, read?: Node): Value {
    if (underWay.has(variable)) {
      cuts += 1;
      return UNKNOWN;
    }
    const value = whileUnderWay(underWay, variable, () => definedValue(read ? reachingBindings(variable, read) : variable.bindings));
    return value;
  }

  function definedValue(bindings: readonly Binding[]): Value {
    const values: Value[] = [];
    let annotated: Value = UNKNOWN;
    for (const binding of bindings) {
      switch (binding.kind) {
        case 'import': {
          const value = fromPath(importedName(binding.node, binding.statement));
          // `try: from langfuse.openai import OpenAI` / `except ImportError: from openai import OpenAI`
          if (value.kind !== 'external' || exportOf(value.path) || bindings.length === 1) return value;
          values.push(value);
          break;
        }
        case 'function':
          return { kind: 'function', node: binding.node };
        case 'class':
          return { kind: 'class', node: binding.node };
        case 'parameter':
          if (bindings.length === 1) return valueOfParameter(binding.node, binding.fn);
          values.push(valueOfParameter(binding.node, binding.fn));
          break;
        case 'assign':
          if (binding.annotation) annotated = valueOfType(binding.annotation);
          if (binding.value && !isNone(binding.value)) values.push(valueOf(binding.value));
          break;
        case 'with':
          values.push(entered(valueOf(binding.item.context_expr)));
          break;
        case 'loop':
          values.push(
            binding.isWhole && (binding.iter.type === 'List' || binding.iter.type === 'Tuple')
              ? merged(binding.iter.elts.map(valueOf))
              : UNKNOWN,
          );
          break;
        case 'unpack':
        case 'other':
          values.push(UNKNOWN);
      }
    }
    const value = merged(values);
    return value.kind === 'unknown' ? annotated : value;
  }

  /** What `with x as y` gives: clients hand out themselves; what a request hands out is its answer. */
  function entered(value: Value): Value {
    return value.kind === 'sdk-object' || value.kind === 'http' || value.kind === 'made-by' || value.kind === 'instance' ? value : UNKNOWN;
  }

  /** Several values of one variable: the same kind of thing, its options no longer known; otherwise unknown. */
  function merged(values: readonly Value[]): Value {
    const known = values.filter((v) => v.kind !== 'unknown');
    // One of several clients of a settings' choice: those of other packages have the same methods.
    const objects = known.filter((v) => v.kind === 'sdk-object');
    const [first, ...rest] = objects.length > 0 && known.every((v) => v.kind === 'sdk-object' || v.kind === 'made-by') ? objects : known;
    if (!first || (rest.length + 1 < values.length && first.kind !== 'sdk-object' && first.kind !== 'http')) return UNKNOWN;
    if (rest.length === 0) return values.length === 1 || first.kind !== 'sdk-object' ? first : { ...first, made: [], either: [first.made] };
    if (first.kind === 'external') return first;
    if (first.kind === 'http')
      return rest.every((v) => v.kind === 'http' && v.client === first.client && v.export === first.export)
        ? { ...first, made: [] }
        : UNKNOWN;
    if (first.kind !== 'sdk-object') return UNKNOWN;
    const same = rest.every(
      (v) => v.kind === 'sdk-object' && v.sdk === first.sdk && v.path.join('.') === first.path.join('.') && isAsync(v) === isAsync(first),
    );
    return same
      ? { ...first, made: [], either: objects.flatMap((object) => (object.made.length > 0 ? [object.made] : (object.either ?? [[]]))) }
      : UNKNOWN;
  }

  function isAsync(object: SdkObject): boolean {
    return Object.values(object.sdk.objects[object.object]?.calls ?? {}).some((call) => call.async);
  }

  function valueOfParameter(parameter: ast.Arg, fn: FunctionNode): Value {
    const owner = fn.type === 'Lambda' ? undefined : classOf(fn);
    if (owner && parameter === firstParameter(fn) && fn.type !== 'Lambda' && !isDecoratedBy(fn, 'staticmethod')) {
      return isDecoratedBy(fn, 'classmethod') || fn.name === '__new__' ? { kind: 'class', node: owner } : { kind: 'instance', of: owner };
    }
    if (parameter === fn.args.vararg || parameter === fn.args.kwarg) return UNKNOWN;
    const typed = parameter.annotation ? valueOfType(parameter.annotation) : UNKNOWN;
    if (typed.kind !== 'unknown') return typed;
    const initial = defaultOf(parameter, fn.args);
    if (initial && !isNone(initial)) {
      const value = valueOf(initial);
      if (value.kind === 'sdk-object' || value.kind === 'http') return value;
    }
    const values = [...callsOf(fn), ...deferredCallsOf(fn, tree, evaluator)].map((call) => {
      const argument = argumentFor(call, fn, parameter);
      return argument ? valueOf(argument) : UNKNOWN;
    });
    return values.length > 0 && values.every((v) => v.kind === 'sdk-object' || v.kind === 'http') ? merged(values) : UNKNOWN;
  }

  function callsOf(fn: FunctionNode): readonly ast.Call[] {
    if (fn.type === 'Lambda') return fn.parent?.type === 'Assign' ? namedCalls(fn.parent.targets[0]) : [];
    const owner = classOf(fn);
    if (owner) {
      if (fn.name === '__init__') {
        const variable = tree.variableBoundBy(owner);
        return variable ? variable.reads.flatMap((read) => (isCallee(read) ? [read.parent] : [])) : [];
      }
      if (fn.name === '__call__') return tree.calls.filter((call) => functionCalled(call.func) === fn);
      return (tree.attributeReads.get(fn.name) ?? []).flatMap((read) =>
        isCallee(read) && functionCalled(read) === fn ? [read.parent] : [],
      );
    }
    const variable = tree.variableBoundBy(fn);
    return variable ? variable.reads.flatMap((read) => (isCallee(read) ? [read.parent] : [])) : [];
  }

  function namedCalls(target: Node | undefined): readonly ast.Call[] {
    const variable = target?.type === 'Name' ? tree.variableOf(target) : undefined;
    return variable ? variable.reads.flatMap((read) => (isCallee(read) ? [read.parent] : [])) : [];
  }

  function argumentFor(call: ast.Call, fn: FunctionNode, parameter: ast.Arg): ast.Expression | undefined {
    const given = call.keywords.find((k) => k.arg === parameter.arg);
    if (given) return given.value;
    const positions = [...fn.args.posonlyargs, ...fn.args.args];
    const bound = fn.type !== 'Lambda' && classOf(fn) !== undefined && !isDecoratedBy(fn, 'staticmethod') ? 1 : 0;
    const index = positions.indexOf(parameter) - bound;
    if (index < 0 || call.args.slice(0, index + 1).some((a) => a.type === 'Starred')) return undefined;
    return call.args[index];
  }

  /** What an annotation says its values are. */
  function valueOfType(annotation: ast.Expression): Value {
    switch (annotation.type) {
      case 'Constant':
        return annotation.kind === 'str' ? valueOfTypeName(annotation.value) : UNKNOWN;
      case 'BinOp': {
        const values = membersOf(annotation)
          .filter((member) => !isNone(member))
          .map(valueOfType);
        return values.length === 1 ? (values[0] ?? UNKNOWN) : sameKind(values);
      }
      case 'Subscript': {
        const name = qualifiedName(annotation.value)?.at(-1);
        const elements = annotation.slice.type === 'Tuple' ? annotation.slice.elts : [annotation.slice];
        if (
          name === 'Optional' ||
          name === 'Annotated' ||
          name === 'Final' ||
          name === 'ClassVar' ||
          name === 'Awaitable' ||
          name === 'Coroutine'
        ) {
          const inner = name === 'Coroutine' ? elements.at(-1) : elements[0];
          return inner ? valueOfType(inner) : UNKNOWN;
        }
        if (name === 'Union') {
          const values = elements.filter((e) => !isNone(e)).map(valueOfType);
          return values.length === 1 ? (values[0] ?? UNKNOWN) : sameKind(values);
        }
        return UNKNOWN;
      }
      case 'Name':
      case 'Attribute':
        return instanceOf(valueOf(annotation), annotation);
      default:
        return UNKNOWN;
    }
  }

  function sameKind(values: readonly Value[]): Value {
    return values.every((v) => v.kind === 'sdk-object') ? merged(values) : UNKNOWN;
  }

  /** `"OpenAI | None"` of an annotation that is a string. */
  function valueOfTypeName(text: string): Value {
    const [name = ''] = text
      .replace(/\s*\|\s*None\s*$/, '')
      .replace(/^Optional\[(.*)\]$/, '$1')
      .split('[');
    const [first = '', ...rest] = name.trim().split('.');
    const variable = tree.moduleVariable(first);
    if (!variable) return UNKNOWN;
    const value = rest.reduce<Value>((at, part) => member(at, part), valueOfVariable(variable));
    const [binding] = variable.bindings;
    return binding ? instanceOf(value, binding.node) : UNKNOWN;
  }

  function instanceOf(value: Value, node: Node): Value {
    if (value.kind === 'class') return { kind: 'instance', of: value.node };
    if (value.kind === 'http' && value.isClass && value.path.length === 0) return { ...value, isClass: false };
    if (value.kind !== 'external') return UNKNOWN;
    const found = exportOf(value.path);
    if (found?.entry.kind === 'class' && found.rest.length === 0)
      return { kind: 'sdk-object', sdk: found.sdk, object: found.entry.object, path: [], made: [] };
    return found ? UNKNOWN : { kind: 'made-by', path: value.path, members: [], node };
  }

  function fromPath(path: readonly string[]): Value {
    const found = exportOf(path);
    if (found) {
      const { sdk, entry, rest, name } = found;
      if (entry.kind === 'instance')
        return rest.reduce<Value>((at, part) => member(at, part), { kind: 'sdk-object', sdk, object: entry.object, path: [], made: [] });
      if (entry.kind === 'function' && rest.length === 0) return { kind: 'sdk-function', sdk, name, call: entry.call };
      return { kind: 'external', path };
    }
    const http = catalog.http(path);
    const [first, ...rest] = http?.rest ?? [];
    const entry = first === undefined ? undefined : ownEntry(http?.entry.exports, first);
    if (http && entry && first !== undefined) {
      const object: HttpObject = { kind: 'http', client: http.entry, export: entry, isClass: entry.kind === 'class', path: [], made: [] };
      if (entry.kind === 'request')
        return rest.length === 0 ? { kind: 'http-request', http: object, request: entry.request, name: path.join('.') } : UNKNOWN;
      return rest.reduce<Value>((at, part) => member(at, part), object);
    }
    return { kind: 'external', path };
  }

  /** The catalog's entry for a qualified name. */
  function exportOf(path: readonly string[]): { sdk: Sdk; entry: Export; rest: readonly string[]; name: string } | undefined {
    const found = catalog.sdk(path);
    let [name, ...rest] = found?.rest ?? [];
    if (!found || name === undefined) return undefined;
    let entry: Export | undefined = ownEntry(found.entry.exports, name);
    while (entry?.kind === 'class') {
      const [next] = rest;
      const inside: Export | undefined = next === undefined ? undefined : ownEntry(entry.statics, next);
      if (!inside) break;
      [name, ...rest] = rest as [string, ...string[]];
      entry = inside;
    }
    return entry ? { sdk: found.entry, entry, rest, name } : undefined;
  }

  function sentByMaker(path: readonly string[]): CallKind | undefined {
    const found = exportOf(path);
    return found?.entry.kind === 'factory' && found.rest.length === 0 ? found.entry.sends : undefined;
  }

  function member(value: Value, name: string): Value {
    switch (value.kind) {
      case 'external':
        return value.path.join('.') === SESSION_STATE && name !== 'get' ? kept(name) : fromPath([...value.path, name]);
      case 'made-by':
        return { ...value, members: [...value.members, name] };
      case 'sdk-object': {
        const view = ownEntry(value.sdk.objects[value.object]?.views, name);
        if (view) return view === 'read' ? { ...value, isRead: true } : value;
        return { ...value, path: [...value.path, name] };
      }
      case 'http': {
        if (value.export.kind === 'request') return UNKNOWN;
        const path = [...value.path, name];
        const request = ownEntry(value.export.methods, path.join('.'));
        return request && !value.isClass ? { kind: 'http-request', http: value, request, name: path.join('.') } : { ...value, path };
      }
      case 'instance':
        return valueOfMember(value.of, name, new Set());
      case 'class':
        return valueOfMember(value.node, name, new Set());
      case 'http-request':
      case 'sdk-function':
      case 'function':
      case 'builtin':
      case 'dict':
      case 'list':
      case 'unknown':
        return UNKNOWN;
    }
  }

  function valueOfMember(of: ast.ClassDef, name: string, seen: Set<ast.ClassDef>): Value {
    if (seen.has(of)) return UNKNOWN;
    seen.add(of);
    const values: Value[] = [];
    let annotated: Value = UNKNOWN;
    for (const statement of of.body) {
      if ((statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef') && statement.name === name) {
        if (!isDecoratedBy(statement, 'property') && !isDecoratedBy(statement, 'cached_property'))
          return { kind: 'function', node: statement };
        return returnedBy(statement);
      }
      if (statement.type === 'AnnAssign' && statement.target.type === 'Name' && statement.target.id === name) {
        annotated = valueOfType(statement.annotation);
        if (statement.value && !isNone(statement.value)) values.push(fieldDefault(statement.value));
      }
      if (statement.type === 'Assign' && statement.targets.some((t) => t.type === 'Name' && t.id === name) && !isNone(statement.value))
        values.push(valueOf(statement.value));
    }
    for (const write of tree.attributeWrites.get(name) ?? []) {
      if (isNone(write.value) && !write.annotation) continue;
      const holder = valueOf(write.target.value);
      if ((holder.kind !== 'instance' || holder.of !== of) && (holder.kind !== 'class' || holder.node !== of)) continue;
      if (write.annotation) annotated = valueOfType(write.annotation);
      if (!isNone(write.value)) values.push(valueOf(write.value));
    }
    const found = merged(values);
    if (found.kind !== 'unknown') return found;
    if (annotated.kind !== 'unknown') return annotated;
    if (values.length > 0) return UNKNOWN;
    const own = inherited(of, name, seen);
    return own.kind === 'unknown' ? ofHeirs(of, name) : own;
  }

  /** What subclasses of this file keep in a field that the class only reads: `self.client` of a base class. */
  function ofHeirs(of: ast.ClassDef, name: string): Value {
    const writes = (tree.attributeWrites.get(name) ?? []).filter(({ value, target }) => {
      if (isNone(value)) return false;
      const holder = valueOf(target.value);
      return holder.kind === 'instance' && holder.of !== of && inheritsFrom(holder.of, of);
    });
    const values = writes.map(({ value }) => valueOf(value));
    return values.some((v) => v.kind === 'sdk-object' || v.kind === 'http') ? merged(values) : UNKNOWN;
  }

  function inheritsFrom(heir: ast.ClassDef, of: ast.ClassDef, depth = 0): boolean {
    if (depth > MAX_BASES) return false;
    return heir.bases.some((base) => {
      const value = valueOf(base);
      return value.kind === 'class' && (value.node === of || inheritsFrom(value.node, of, depth + 1));
    });
  }

  function inherited(of: ast.ClassDef, name: string, seen: Set<ast.ClassDef>): Value {
    for (const base of of.bases) {
      const value = valueOf(base);
      if (value.kind === 'class') {
        const found = valueOfMember(value.node, name, seen);
        if (found.kind !== 'unknown') return found;
      }
      const entry = value.kind === 'external' ? exportOf(value.path) : undefined;
      if (entry?.entry.kind === 'class')
        return member({ kind: 'sdk-object', sdk: entry.sdk, object: entry.entry.object, path: [], made: [] }, name);
      if (value.kind === 'http' && value.isClass)
        return [...seen].some(sendsByItself) ? UNKNOWN : member({ ...value, isClass: false }, name);
    }
    return UNKNOWN;
  }

  /** A client with a `request` of its own, which may give each one a time limit, look at the status, or try again. */
  function sendsByItself({ body }: ast.ClassDef): boolean {
    return body.some(
      (statement) => (statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef') && SENDS.has(statement.name),
    );
  }

  /** `field(default_factory=OpenAI)`, `Field(default=…)`: what a dataclass or model begins with. */
  function fieldDefault(value: ast.Expression): Value {
    if (value.type !== 'Call') return valueOf(value);
    const initial = value.keywords.find((k) => k.arg === 'default')?.value;
    if (initial) return valueOf(initial);
    const factory = value.keywords.find((k) => k.arg === 'default_factory')?.value;
    if (!factory) return valueOf(value);
    const fn = valueOf(factory);
    if (fn.kind === 'function') return returnedBy(fn.node);
    return instanceOf(fn, factory);
  }

  function called(node: ast.Call): Value {
    const callee = valueOf(node.func);
    switch (callee.kind) {
      case 'external': {
        const dotted = callee.path.join('.');
        if (TRANSPARENT.has(dotted)) {
          const argument = node.args[dotted === 'typing.cast' ? 1 : 0];
          if (!argument) return UNKNOWN;
          const typed = dotted === 'typing.cast' && node.args[0] ? valueOfType(node.args[0]) : UNKNOWN;
          const value = valueOf(argument);
          return typed.kind === 'unknown' || value.kind === typed.kind ? value : typed;
        }
        const found = exportOf(callee.path);
        if (found?.rest.length === 0 && (found.entry.kind === 'class' || found.entry.kind === 'factory'))
          return made(found.sdk, found.entry.object, node, found.entry.options, []);
        // `ChatOpenAI.from_config(…)`: a class method of an SDK's class hands out one of it.
        if (found?.entry.kind === 'class' && found.rest.length === 1)
          return { kind: 'sdk-object', sdk: found.sdk, object: found.entry.object, path: [], made: [] };
        const chain = composedBy(node);
        return chain.kind === 'unknown' ? { kind: 'made-by', path: callee.path, members: [], node } : chain;
      }
      case 'builtin':
        return calledBuiltin(callee.name, node);
      case 'made-by': {
        const chain = composedBy(node);
        return chain.kind === 'unknown' ? callee : chain;
      }
      case 'sdk-object':
        return calledMember(callee, node);
      case 'http': {
        if (!callee.isClass || callee.export.kind !== 'class' || callee.path.length > 0) return UNKNOWN;
        return { ...callee, isClass: false, made: [...callee.made, { node, factory: callee.export.options ?? {} }] };
      }
      case 'class':
        return { kind: 'instance', of: callee.node, made: node };
      case 'function':
        return returnedBy(callee.node);
      case 'instance': {
        const method = valueOfMember(callee.of, '__call__', new Set());
        return method.kind === 'function' ? returnedBy(method.node) : composedBy(node);
      }
      default:
        return composedBy(node);
    }
  }

  function calledBuiltin(name: string, node: ast.Call): Value {
    const [first, second] = node.args;
    if (name === 'dict' && node.args.length === 0) return { kind: 'dict', node, changes: changesOf(node, tree) };
    if (name === 'getattr' && first) {
      const attribute = stringOf(second);
      return attribute === undefined ? UNKNOWN : member(valueOf(first), attribute);
    }
    if (name === 'super') {
      // What the class itself does not have comes from its bases; asking the class finds both.
      for (let at: Node | null = node.parent; at; at = at.parent) if (at.type === 'ClassDef') return superOf(at);
    }
    return UNKNOWN;
  }

  function superOf(of: ast.ClassDef): Value {
    for (const base of of.bases) {
      const value = valueOf(base);
      if (value.kind === 'class') return { kind: 'instance', of: value.node };
      const made = instanceOf(value, base);
      if (made.kind === 'sdk-object' || made.kind === 'http') return made;
    }
    return UNKNOWN;
  }

  function returnedBy(fn: FunctionNode): Value {
    const typed = fn.type !== 'Lambda' && fn.returns ? valueOfType(fn.returns) : UNKNOWN;
    if (tree.yields(fn)) {
      // `@contextmanager def client(): yield OpenAI()`
      return typed;
    }
    const returned = tree
      .returnsOf(fn)
      .filter((r) => !isNone(r))
      .map(valueOf);
    const all = returned.length > 0 ? merged(returned) : UNKNOWN;
    return all.kind === 'unknown' ? typed : all;
  }

  /** What calling an SDK object or one of its methods hands out. */
  function calledMember(callee: SdkObject, node: ast.Call): Value {
    const kind = callee.sdk.objects[callee.object];
    if (!kind) return UNKNOWN;
    if (callee.path.length === 0) return kind.callable ? made(callee.sdk, kind.callable, node, undefined, callee.made) : UNKNOWN;
    const returns = ownEntry(kind.returns, callee.path.join('.'));
    if (returns !== undefined) {
      if (typeof returns === 'string') return { ...callee, object: returns, path: [] };
      return made(callee.sdk, returns.object, node, returns.options, callee.made);
    }
    return composedBy(node);
  }

  /** `RunnableSequence(prompt, model)`, `prompt.pipe(model)`. */
  function composedBy(node: ast.Call): Value {
    if (node.func.type !== 'Attribute') return UNKNOWN;
    return composed(node.func.attr, [node.func.value, ...node.args]);
  }

  /** `prompt | llm`, `llm | parser`. */
  function piped(node: ast.BinOp): Value {
    const left = composed('__or__', [node.left]);
    return left.kind === 'unknown' ? composed('__ror__', [node.right]) : left;
  }

  /** A chain is an LLM object if one of its links is. */
  function composed(name: string, links: readonly Node[]): Value {
    for (const link of links) {
      const value = valueOf(link);
      if (value.kind !== 'sdk-object' || value.path.length > 0) continue;
      const kind: ObjectKind | undefined = value.sdk.objects[value.object];
      if (kind?.composes?.includes(name)) return { ...value, object: kind.composed ?? value.object, path: [] };
    }
    return UNKNOWN;
  }

  /** An object made with options; one around an LLM fails as the LLM inside does. */
  function made(sdk: Sdk, object: string, node: ast.Call, options: ClientOptions | undefined, before: SdkObject['made']): Value {
    const places = options?.wraps ?? options?.inner;
    const inner = places
      ?.map((place) => argumentAt(node, place, valueOf))
      .flatMap((at) => (at.kind === 'given' ? [valueOf(at.node)] : []))
      .find((v): v is SdkObject => v.kind === 'sdk-object');
    if (options?.wraps && !inner) return UNKNOWN;
    const own = options && !options.wraps ? [...before, { node, options }] : before;
    return {
      kind: 'sdk-object',
      sdk,
      object,
      path: [],
      made: inner ? [...inner.made, ...own] : own,
      ...(inner && { inner: inner.inner ?? inner }),
    };
  }

  function functionCalled(node: Node): FunctionNode | undefined {
    const value = valueOf(node);
    const called = value.kind === 'instance' ? valueOfMember(value.of, '__call__', new Set()) : value;
    return called.kind === 'function' ? called.node : undefined;
  }

  function literalOf(node: Node): ast.Constant | undefined {
    if (node.type === 'Constant') return node;
    const bindings = node.type === 'Name' ? (tree.variableOf(node)?.bindings ?? []) : [];
    const [only] = bindings;
    return bindings.length === 1 && only?.kind === 'assign' && only.value?.type === 'Constant' ? only.value : undefined;
  }

  function qualifiedName(node: Node): readonly string[] | undefined {
    if (node.type === 'Name') {
      const variable = tree.variableOf(node);
      if (!variable) return [node.id];
      for (const binding of variable.bindings) if (binding.kind === 'import') return importedName(binding.node, binding.statement);
      return undefined;
    }
    if (node.type !== 'Attribute') return undefined;
    const owner = qualifiedName(node.value);
    return owner && [...owner, node.attr];
  }

  function isDecoratedBy(fn: ast.FunctionDef, name: string): boolean {
    return fn.decorator_list.some((decorator) => qualifiedName(decorator)?.at(-1) === name);
  }

  function resultOf(value: Value): Value {
    switch (value.kind) {
      case 'function':
        return returnedBy(value.node);
      case 'class':
        return { kind: 'instance', of: value.node };
      case 'external':
        return { kind: 'made-by', path: value.path, members: [], node: tree.module };
      case 'instance':
      case 'made-by':
        return value;
      default:
        return UNKNOWN;
    }
  }

  const evaluator: Evaluator = {
    valueOfVariable: (variable) => valueOfVariable(variable),
    memberOfValue: member,
    resultOf,
    isOfCatalog: (path) => exportOf(path) !== undefined,
    sentByMaker,
    valueOf,
    functionCalled,
    qualifiedName,
    memberOf: (of, name) => valueOfMember(of, name, new Set()),
    callsOf,
    literalOf,
    argumentFor,
  };
  return evaluator;
}

/** The classes of `A | B | C`; of a union of more than anybody writes, the last ones. */
function membersOf(union: ast.BinOp): readonly ast.Expression[] {
  const members: ast.Expression[] = [];
  let at: ast.Expression = union;
  for (; at.type === 'BinOp' && members.length < MAX_DEPTH; at = at.left) members.push(at.right);
  return at.type === 'BinOp' ? members : [at, ...members];
}

/** Functions that hand back what they are given, as far as names can say. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'typing.cast',
  'copy.copy',
  'copy.deepcopy',
  'functools.partial',
  'asyncio.run',
  'functools.lru_cache',
  'functools.cache',
]);

function firstParameter(fn: FunctionNode): ast.Arg | undefined {
  return fn.args.posonlyargs[0] ?? fn.args.args[0];
}

/** The default of a parameter. */
export function defaultOf(parameter: ast.Arg, args: ast.Arguments): ast.Expression | undefined {
  const keyword = args.kwonlyargs.indexOf(parameter);
  if (keyword >= 0) return args.kw_defaults[keyword] ?? undefined;
  const positions = [...args.posonlyargs, ...args.args];
  const at = positions.indexOf(parameter);
  return at < 0 ? undefined : args.defaults[at - (positions.length - args.defaults.length)];
}

function isCallee<N extends ast.Name | ast.Attribute>(read: N): read is N & { readonly parent: ast.Call } {
  return read.parent?.type === 'Call' && read.parent.func === read;
}

/** What the other methods of an HTTP client send their requests with: of requests, httpx and aiohttp. */
const SENDS: ReadonlySet<string> = new Set(['request', 'send', '_request']);
