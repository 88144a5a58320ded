import { whileUnderWay } from '../../../engine/in-progress.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import {
  MAX_ALTERNATIVES,
  MAX_LITERAL,
  type UrlText as Text,
  alternatives,
  asFallback,
  asRewritten,
  combined,
  filledElsewhere,
  hole,
  identified,
  inGap,
  literalText,
  withoutTrailingSlash,
} from '../../../engine/urls/url-text.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { entryOf } from '../values/arguments.js';
import { deferredCallsOf } from '../values/deferred.js';
import { environmentRead } from '../values/environment.js';
import type { Evaluator } from '../values/evaluator.js';
import { defaultOf } from '../values/parameters.js';
import { importedText } from './imported-text.js';
import type { PythonProject } from '../flow/project-types.js';
import { lastingBindings, reachingBindings } from '../syntax/reaching-definitions.js';
import { type Binding, type Tree, type Variable, functionAround, isNone, stringOf } from '../syntax/tree.js';
import type { Value } from '../values/value.js';

export type UrlText = Text<Node>;

/** Follows a URL back to the literals, variables and arguments that make it. */
export interface UrlTracer {
  trace(node: Node): readonly UrlText[];
  /** What a name of the module holds, or an attribute of what it holds. */
  traceName(variable: Variable, attribute: string | undefined): readonly UrlText[];
}

const MAX_DEPTH = 40;
/** Expressions followed in one file before the rest is unknown: bounds the time on generated code. */
const MAX_STEPS = 100_000;

/** @param project The file's project, where it is looked at: it tells what imported constants hold. */
export function createUrlTracer(
  tree: Tree,
  evaluator: Evaluator,
  style: EnvironmentStyle | undefined,
  project: PythonProject | undefined,
): UrlTracer {
  const { valueOf } = evaluator;
  const underWay = new Set<unknown>();
  const known = new Map<Node, readonly UrlText[]>();
  /** Times an answer was cut short because it asks for itself; one that was is kept for the question under way alone. */
  let cuts = 0;
  const provisional = new Map<Node, readonly UrlText[]>();
  let steps = 0;

  function trace(node: Node): readonly UrlText[] {
    const done = known.get(node) ?? provisional.get(node);
    if (done) return done;
    if (underWay.has(node) || underWay.size > MAX_DEPTH || (steps += 1) > MAX_STEPS) {
      cuts += 1;
      return [hole('unknown')];
    }
    const before = cuts;
    const texts = whileUnderWay(underWay, node, () => follow(node).slice(0, MAX_ALTERNATIVES));
    if (cuts === before || underWay.size === 0) known.set(node, texts);
    else provisional.set(node, texts);
    if (underWay.size === 0) provisional.clear();
    return texts;
  }

  function follow(node: Node): readonly UrlText[] {
    switch (node.type) {
      case 'Constant':
        if (node.kind === 'str') return [literalText(node.value, node)];
        if (node.kind === 'int') return [{ parts: [{ text: String(node.value), node }], fallback: false }];
        return node.kind === 'None' ? [] : [hole('unknown')];
      case 'JoinedStr':
        return combined(
          node.values.flatMap((value) =>
            value.type === 'Constant'
              ? value.kind === 'str' && value.value !== ''
                ? [textPiece(value.value, node)]
                : []
              : [inGap(trace(value.value), `{${tree.textOf(value.value)}}`)],
          ),
        );
      case 'BinOp':
        if (node.op === '+') return combined([trace(node.left), trace(node.right)]);
        if (node.op === '%') return formatted(node.left, /%[sdir]/, node.right.type === 'Tuple' ? node.right.elts : [node.right]);
        return [hole('unknown')];
      case 'BoolOp':
        if (node.op === 'and') return trace(node.values.at(-1) ?? node).map(asFallback);
        return node.values
          .slice(0, MAX_ALTERNATIVES)
          .map(trace)
          .reduce((left, right) => alternatives(left, right));
      case 'IfExp':
        return [...trace(node.body), ...trace(node.orelse)].map(asFallback);
      case 'Await':
      case 'NamedExpr':
        return trace(node.value);
      case 'Name': {
        const variable = tree.variableOf(node);
        return variable ? traceVariable(variable, node) : [hole('unknown', node.id)];
      }
      case 'Attribute':
      case 'Subscript':
      case 'Call': {
        const read = environmentRead(node, evaluator, style);
        if (read) {
          const variable: UrlText = hole('environment', read.name, read.name);
          return read.fallback ? alternatives([variable], trace(read.fallback)) : [variable];
        }
        if (node.type === 'Attribute') return traceMember(node);
        return node.type === 'Call' ? traceCall(node) : traceSubscript(node);
      }
      default:
        return [hole('unknown')];
    }
  }

  function textPiece(text: string, node: Node): readonly UrlText[] {
    return [literalText(text, node)];
  }

  /** `"http://%s:%d/v1" % (host, port)` and `"http://{}/v1".format(host)`. */
  function formatted(template: ast.Expression, gap: RegExp, values: readonly (ast.Expression | undefined)[]): readonly UrlText[] {
    const text = stringOf(template);
    if (text === undefined) return [hole('unknown')];
    const pieces = text.split(gap);
    return combined(
      pieces.flatMap((piece, i) => {
        const value = values[i];
        const filled = i < pieces.length - 1 ? [value && value.type !== 'Starred' ? trace(value) : [hole<Node>('unknown')]] : [];
        return [...(piece === '' ? [] : [textPiece(piece, template)]), ...filled];
      }),
    );
  }

  function traceVariable(variable: Variable, read: Node): readonly UrlText[] {
    if (underWay.has(variable)) {
      cuts += 1;
      return [hole('unknown', variable.name, variable)];
    }
    const texts = whileUnderWay(underWay, variable, () => definedTexts(variable, reachingBindings(variable, read)));
    return texts;
  }

  function definedTexts(variable: Variable, bindings: readonly Binding[]): readonly UrlText[] {
    const unknown: UrlText = hole('unknown', variable.name, variable);
    let texts: UrlText[] = [];
    let writes = 0;
    for (const binding of bindings) {
      switch (binding.kind) {
        case 'parameter':
          texts.push(...traceParameter(binding.node, binding.fn, variable));
          break;
        case 'assign':
          if (!binding.value) break;
          if (isNone(binding.value)) {
            writes += 1;
            break;
          }
          writes += 1;
          texts.push(...trace(binding.value));
          break;
        case 'loop': {
          const { iter } = binding;
          if (!binding.isWhole || (iter.type !== 'List' && iter.type !== 'Tuple')) return [unknown];
          texts.push(...iter.elts.flatMap(trace));
          break;
        }
        case 'other': {
          const { parent } = binding.node;
          if (parent?.type !== 'AugAssign' || parent.op !== '+') return [unknown];
          texts = [...texts, ...combined([texts, trace(parent.value)])].slice(0, MAX_ALTERNATIVES);
          break;
        }
        case 'import':
          return [withTextElsewhere(unknown, evaluator.valueOfVariable(variable), [])];
        case 'function':
        case 'class':
        case 'unpack':
        case 'with':
          return [unknown];
      }
    }
    if (texts.length === 0) return [unknown];
    const parameter = bindings.some((b) => b.kind === 'parameter');
    return (writes > 1 || (writes > 0 && parameter) ? afterEnvironment(texts) : texts).map((t) => identified(t, variable));
  }

  /** Several values of one variable: each stands in for another; the environment's variable among them is kept. */
  function afterEnvironment(texts: readonly UrlText[]): readonly UrlText[] {
    const environment = texts.flatMap((t) => t.parts).find((p) => 'hole' in p && p.hole === 'environment');
    const name = environment && 'name' in environment ? environment.name : undefined;
    return texts.map((t) =>
      name === undefined || t.variable !== undefined || 'hole' in (t.parts[0] ?? { hole: 0 })
        ? asFallback(t)
        : { ...asFallback(t), variable: name },
    );
  }

  /** A parameter: its default, and what the callers in this file give. */
  function traceParameter(parameter: ast.Arg, fn: FunctionNode, identity: unknown): readonly UrlText[] {
    const texts: UrlText[] = [hole('parameter', parameter.arg, identity)];
    if (parameter === fn.args.vararg || parameter === fn.args.kwarg) return texts;
    const initial = defaultOf(parameter, fn.args);
    if (initial && !isNone(initial)) texts.push(...trace(optionDefault(initial)).map(asFallback));
    for (const call of [...evaluator.callsOf(fn), ...deferredCallsOf(fn, tree, evaluator)]) {
      const argument = evaluator.argumentFor(call, fn, parameter);
      if (argument) texts.push(...trace(argument).filter((t) => t.parts.some((p) => 'text' in p)));
    }
    return texts;
  }

  /** `url: str = typer.Option("http://…")`, `Query(…)`, `Field(default=…)`: the literal inside is the default. */
  function optionDefault(node: ast.Expression): ast.Expression {
    if (node.type !== 'Call') return node;
    return node.keywords.find((k) => k.arg === 'default')?.value ?? node.args[0] ?? node;
  }

  function traceMember(node: ast.Attribute): readonly UrlText[] {
    const member = node.attr === 'value' && node.value.type === 'Attribute' ? enumMember(node.value) : undefined;
    if (member) return member;
    const value = valueOf(node.value);
    if (value.kind === 'instance') {
      const texts = traceInstance(value, node.attr);
      // A field of a settings object is a default: whoever holds the object may set another.
      return isSelf(node.value) ? texts : texts.map(asFallback);
    }
    if (value.kind === 'class') return traceField(value.node, node.attr, new Set());
    const owner = node.value.type === 'Name' ? node.value.id : node.value.type === 'Attribute' ? node.value.attr : undefined;
    const variable = node.value.type === 'Name' ? tree.variableOf(node.value) : undefined;
    const later = (tree.attributeWrites.get(node.attr) ?? []).filter(
      (w) => variable !== undefined && w.target.value.type === 'Name' && tree.variableOf(w.target.value) === variable,
    );
    const hidden: UrlText = hole(
      'configuration',
      owner === undefined ? node.attr : `${owner}.${node.attr}`,
      variable ? `${variable.name}.${node.attr}` : tree.textOf(node),
    );
    // Where this file sets another, what stands there elsewhere is gone.
    return later.length > 0
      ? [...later.flatMap((w) => trace(w.value)).map(asFallback), hidden]
      : [withTextElsewhere(hidden, value, [node.attr])];
  }

  /** `BaseUrl.LOCAL` of `BaseUrl.LOCAL.value`, where an enumeration of this file or of another one is in front. */
  function enumMember(node: ast.Attribute): readonly UrlText[] | undefined {
    const holder = valueOf(node.value);
    if (holder.kind === 'class') return holder.node.bases.some(isEnum) ? traceField(holder.node, node.attr, new Set()) : undefined;
    const hidden: UrlText = hole('configuration', node.attr, tree.textOf(node));
    const filled = withTextElsewhere(hidden, holder, [node.attr]);
    return filled === hidden ? undefined : [filled];
  }

  function isEnum(base: ast.Expression): boolean {
    const value = valueOf(base);
    return value.kind === 'external' && /^enum\.(?:Str)?Enum$/.test(value.path.join('.'));
  }

  /** A hole with the text that another file of the project puts there; itself where that is not known. */
  function withTextElsewhere(hidden: UrlText, value: Value, members: readonly string[]): UrlText {
    const found = value.kind === 'external' ? importedText([...value.path, ...members], project) : undefined;
    return filledElsewhere(hidden, found?.text, found && { from: found.from, path: found.path });
  }

  function isSelf(node: ast.Expression): boolean {
    return node.type === 'Name' && (tree.variableOf(node)?.bindings.some((b) => b.kind === 'parameter') ?? false);
  }

  /** An attribute of an object: what it was made with, else what its class says. */
  function traceInstance({ of, made }: Value & { readonly kind: 'instance' }, name: string): readonly UrlText[] {
    const given = made && givenField(made, of, name);
    return given ? trace(given).map((text) => identified(text, `${of.range[0]}.${name}`)) : traceField(of, name, new Set());
  }

  /** What a call gives for an attribute of the object that it makes: through `__init__`, or as the field of a dataclass or model. */
  function givenField(call: ast.Call, of: ast.ClassDef, name: string): ast.Expression | undefined {
    const init = of.body.find(
      (statement): statement is ast.FunctionDef => statement.type === 'FunctionDef' && statement.name === '__init__',
    );
    if (!init) {
      const fields =
        of.bases.length > 0
          ? []
          : of.body.flatMap((statement) =>
              statement.type === 'AnnAssign' && statement.target.type === 'Name' ? [statement.target.id] : [],
            );
      const index = fields.indexOf(name);
      return (
        call.keywords.find((keyword) => keyword.arg === name)?.value ??
        (call.args.slice(0, index + 1).some((argument) => argument.type === 'Starred') ? undefined : call.args[index])
      );
    }
    const [write, ...others] = (tree.attributeWrites.get(name) ?? []).filter(
      ({ target }) => functionAround(target) === init && isSelf(target.value),
    );
    const parameter =
      write && others.length === 0 && write.value.type === 'Name'
        ? tree.variableOf(write.value)?.bindings.find((binding) => binding.kind === 'parameter' && binding.fn === init)
        : undefined;
    return parameter?.kind === 'parameter' ? evaluator.argumentFor(call, init, parameter.node) : undefined;
  }

  /** An attribute of a class: what its body and its methods assign to it. */
  function traceField(of: ast.ClassDef, name: string, seen: Set<ast.ClassDef>): readonly UrlText[] {
    const identity = `${of.range[0]}.${name}`;
    if (seen.has(of)) return [hole('configuration', name, identity)];
    seen.add(of);
    const texts: UrlText[] = [];
    let writes = 0;
    for (const statement of of.body) {
      if (statement.type === 'Assign' && statement.targets.some((t) => t.type === 'Name' && t.id === name)) {
        writes += 1;
        texts.push(...trace(statement.value));
      } else if (statement.type === 'AnnAssign' && statement.target.type === 'Name' && statement.target.id === name) {
        writes += 1;
        // A field of a dataclass or a model: the constructor may set another.
        texts.push(
          hole('configuration', name, identity),
          ...(statement.value ? trace(optionDefault(statement.value)).map(asFallback) : []),
        );
      } else if ((statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef') && statement.name === name) {
        return returned(statement).map((t) => identified(t, identity));
      }
    }
    for (const write of tree.attributeWrites.get(name) ?? []) {
      const holder = valueOf(write.target.value);
      if ((holder.kind !== 'instance' || holder.of !== of) && (holder.kind !== 'class' || holder.node !== of)) continue;
      writes += 1;
      texts.push(...trace(write.value));
    }
    if (texts.length > 0) return (writes > 1 ? afterEnvironment(texts) : texts).map((t) => identified(t, identity));
    for (const base of of.bases) {
      const value = valueOf(base);
      if (value.kind === 'class') return traceField(value.node, name, seen);
    }
    return [hole('configuration', name, identity)];
  }

  function traceSubscript(node: ast.Subscript): readonly UrlText[] {
    const key = stringOf(node.slice);
    const value = key === undefined ? undefined : valueOf(node.value);
    const hidden: UrlText = hole('configuration', key, tree.textOf(node));
    if (key === undefined || value?.kind !== 'dict') return [hidden];
    const found = entryOf(value.node, key, valueOf);
    if (found.kind !== 'given') return [hidden];
    return isRewritten(node.value, key) ? trace(found.node).map(asFallback) : trace(found.node);
  }

  /** Whether the file assigns to the key of a dict that has a name. */
  function isRewritten(dict: ast.Expression, key: string): boolean {
    const variable = dict.type === 'Name' ? tree.variableOf(dict) : undefined;
    return (
      variable?.reads.some((read) => {
        const at = read.parent;
        if (at?.type === 'Attribute' && at.attr === 'update') return true;
        return at?.type === 'Subscript' && stringOf(at.slice) === key && at.parent?.type === 'Assign' && at.parent.targets.includes(at);
      }) ?? false
    );
  }

  function traceCall(node: ast.Call): readonly UrlText[] {
    const { func } = node;
    const [first, second] = node.args;
    const callee = valueOf(func);
    const name = callee.kind === 'external' ? callee.path.join('.') : callee.kind === 'builtin' ? callee.name : '';
    if (first && SAME_TEXT.has(name)) return trace(first);
    if (first && second && (name === 'urllib.parse.urljoin' || name === 'os.path.join' || name === 'posixpath.join'))
      return name === 'urllib.parse.urljoin' ? joinedUrl(first, second) : combined([trace(first), textPiece('/', node), trace(second)]);
    if (func.type === 'Attribute') {
      if (func.attr === 'format') return traceFormat(node, func.value);
      if (func.attr === 'join' && first && (first.type === 'List' || first.type === 'Tuple')) {
        const separator = stringOf(func.value);
        return combined(
          first.elts.flatMap((element, i) => [...(i > 0 && separator ? [textPiece(separator, func.value)] : []), trace(element)]),
        );
      }
      // `settings.get("base_url", "http://…")` of anything: the second is used where the first is absent.
      if (func.attr === 'get' && stringOf(first) !== undefined && callee.kind !== 'function')
        return traceGet(func.value, stringOf(first) ?? '', second ?? node.keywords.find((k) => k.arg === 'default')?.value);
      if (SAME_URL.has(func.attr)) {
        const texts = trace(func.value).map((t) => (func.attr === 'rstrip' || func.attr === 'removesuffix' ? withoutTrailingSlash(t) : t));
        return CHANGES_URL.has(func.attr) && stringOf(first) !== '/' ? texts.map(asRewritten) : texts;
      }
    }
    const fn = evaluator.functionCalled(func);
    return fn && !tree.yields(fn) ? returned(fn) : [hole('unknown')];
  }

  function traceGet(holder: ast.Expression, key: string, fallback: ast.Expression | undefined): readonly UrlText[] {
    const value = valueOf(holder);
    const found = value.kind === 'dict' ? entryOf(value.node, key, valueOf) : undefined;
    const texts: readonly UrlText[] =
      found?.kind === 'given' ? trace(found.node) : [hole('configuration', key, `${tree.textOf(holder)}.${key}`)];
    return fallback && !isNone(fallback) ? alternatives(texts, trace(fallback)) : texts;
  }

  /** `urljoin(base, path)`: an absolute path replaces the base's, a relative one follows its last slash. */
  function joinedUrl(base: ast.Expression, path: ast.Expression): readonly UrlText[] {
    const paths = trace(path);
    const start = paths[0]?.parts[0];
    const absolute = start !== undefined && 'text' in start && start.text.startsWith('/');
    const bases = trace(base).map((url) => ({
      ...url,
      parts: url.parts.map((part, i) => {
        if (!('text' in part) || i < url.parts.length - 1) return part;
        const origin = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(\/.*)?$/i.exec(part.text);
        if (absolute) return origin ? { ...part, text: origin[1] ?? '' } : part.text.startsWith('/') ? { ...part, text: '' } : part;
        return {
          ...part,
          text: part.text.endsWith('/') ? part.text : origin && origin[2] === undefined ? `${part.text}/` : part.text.replace(/[^/]*$/, ''),
        };
      }),
    }));
    return combined([bases, paths]);
  }

  function traceFormat(node: ast.Call, template: ast.Expression): readonly UrlText[] {
    const text = stringOf(template);
    if (text === undefined || text.length > MAX_LITERAL) return [hole('unknown')];
    let next = 0;
    const values = [...text.matchAll(/\{(\w*)(?:[^\w{}][^{}]*)?\}/g)].map(([, name = '']) => {
      if (name === '') return node.args[next++];
      return /^\d+$/.test(name) ? node.args[Number(name)] : node.keywords.find((k) => k.arg === name)?.value;
    });
    return formatted(template, /\{[^{}]*\}/, values);
  }

  function returned(fn: FunctionNode): readonly UrlText[] {
    const texts = tree
      .returnsOf(fn)
      .filter((r) => !isNone(r))
      .map(trace);
    if (texts.length === 0) return [hole('unknown')];
    return texts.length === 1 ? texts.flat() : afterEnvironment(texts.flat());
  }

  return {
    trace,
    traceName: (variable, attribute) => {
      if (attribute === undefined) return definedTexts(variable, lastingBindings(variable));
      const value = evaluator.valueOfVariable(variable);
      if (value.kind === 'instance') return traceInstance(value, attribute);
      return value.kind === 'class' ? traceField(value.node, attribute, new Set()) : [];
    },
  };
}

/** Functions that hand the text back: conversions, URL types. */
const SAME_TEXT: ReadonlySet<string> = new Set([
  'str',
  'httpx.URL',
  'yarl.URL',
  'pydantic.AnyUrl',
  'pydantic.AnyHttpUrl',
  'pydantic.HttpUrl',
  'urllib.request.Request',
  'urllib.parse.quote',
  'os.path.expandvars',
  'typing.cast',
]);
/** Methods of strings after which it is still the same server. */
const SAME_URL: ReadonlySet<string> = new Set([
  'strip',
  'rstrip',
  'lstrip',
  'lower',
  'replace',
  'removesuffix',
  'encode',
  'decode',
  'unicode_string',
  'copy_with',
  'join_url',
  'get_secret_value',
]);
/** Those of them that may change its path, unless what they are given is a slash. */
const CHANGES_URL: ReadonlySet<string> = new Set(['rstrip', 'replace', 'removesuffix', 'copy_with', 'join_url']);
