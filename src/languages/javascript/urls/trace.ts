import { whileUnderWay } from '../../../engine/in-progress.js';
import type { TSESTree } from '@typescript-eslint/utils';
import type { EnvironmentStyle } from '../../../model/settings.js';
import {
  type UrlPart as Part,
  type UrlText as Text,
  MAX_ALTERNATIVES,
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
import { propertyOf } from '../values/arguments.js';
import { type Evaluator, pathTo } from '../values/evaluate.js';
import { type Imports, NO_IMPORTS } from '../values/imported-values.js';
import { importOf } from '../modules/imports.js';
import {
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  classAround,
  isFunction,
  propertyName,
  readsOf,
  stringOf,
  unwrap,
} from '../syntax/tree.js';

export type UrlPart = Part<Node>;
export type UrlText = Text<Node>;

/** Follows a URL back to the literals, variables and arguments that make it. */
export interface UrlTracer {
  trace(node: Node): readonly UrlText[];
  /** The variable of the environment that an expression reads. */
  environmentVariable(node: Node): string | undefined;
}

const MAX_DEPTH = 40;
/** Expressions followed in one file before the rest is unknown: bounds the time on generated code. */
const MAX_STEPS = 100_000;

export function createUrlTracer(
  tree: Tree,
  evaluator: Evaluator,
  style: EnvironmentStyle | undefined,
  imports: Imports = NO_IMPORTS,
): UrlTracer {
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
    const texts = whileUnderWay(underWay, node, () => follow(unwrap(node)).slice(0, MAX_ALTERNATIVES));
    if (cuts === before || underWay.size === 0) known.set(node, texts);
    else provisional.set(node, texts);
    if (underWay.size === 0) provisional.clear();
    return texts;
  }

  function follow(node: Node): readonly UrlText[] {
    const text = stringOf(node);
    if (text !== undefined) return [literalText(text, node)];
    const variable = environmentVariable(node);
    if (variable !== undefined) return [hole('environment', variable, variable)];
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'number' ? [{ parts: [{ text: String(node.value), node }], fallback: false }] : [hole('unknown')];
      case 'TemplateLiteral':
        return combined(
          node.quasis.flatMap((quasi, i) => {
            const expression = node.expressions[i];
            const own: readonly UrlText[] = quasi.value.cooked ? [literalText(quasi.value.cooked, node)] : [];
            return [own, expression ? inGap(trace(expression), `\${${tree.text.slice(...expression.range)}}`) : []].filter(
              (alternatives) => alternatives.length > 0,
            );
          }),
        );
      case 'BinaryExpression':
        return node.operator === '+' ? combined([trace(node.left), trace(node.right)]) : [hole('unknown')];
      case 'LogicalExpression': {
        const left = trace(node.left);
        if (node.operator === '&&') return trace(node.right).map(asFallback);
        return alternatives(left, trace(node.right));
      }
      case 'ConditionalExpression':
        return [...trace(node.consequent), ...trace(node.alternate)].map(asFallback);
      case 'AwaitExpression':
        return trace(node.argument);
      case 'AssignmentExpression':
        return node.operator === '=' ? trace(node.right) : [...trace(node.left), ...trace(node.right).map(asFallback)];
      case 'Identifier': {
        const binding = tree.variableOf(node);
        return binding ? traceVariable(binding) : [hole('unknown', node.name)];
      }
      case 'MemberExpression':
        return traceMember(node);
      case 'CallExpression':
        return traceCall(node);
      case 'NewExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'URL' && !tree.variableOf(node.callee)) return traceNewUrl(node);
        return [hole('unknown')];
      default:
        return [hole('unknown')];
    }
  }

  /** `new URL(path, base)`: an absolute path replaces the base's, a relative one follows its last slash. */
  function traceNewUrl(node: TSESTree.NewExpression): readonly UrlText[] {
    const [path, base] = node.arguments;
    if (!path || path.type === 'SpreadElement') return [hole('unknown')];
    const paths = trace(path);
    if (!base || base.type === 'SpreadElement') return paths;
    const first = paths[0]?.parts[0];
    if (first && 'text' in first && /^[a-z][a-z0-9+.-]*:\/\//i.test(first.text)) return paths;
    const absolute = first !== undefined && 'text' in first && first.text.startsWith('/');
    const bases = trace(base).map((b) => ({ ...b, parts: resolvedBase(b.parts, absolute) }));
    return combined([bases, paths]);
  }

  function resolvedBase(parts: readonly UrlPart[], absolute: boolean): readonly UrlPart[] {
    return parts.map((part, i) => {
      if (!('text' in part) || i < parts.length - 1) return part;
      const origin = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(\/.*)?$/i.exec(part.text);
      if (absolute) return origin ? { ...part, text: origin[1] ?? '' } : part.text.startsWith('/') ? { ...part, text: '' } : part;
      return {
        ...part,
        text: part.text.endsWith('/') ? part.text : origin && origin[2] === undefined ? `${part.text}/` : part.text.replace(/[^/]*$/, ''),
      };
    });
  }

  function traceVariable(variable: Variable): readonly UrlText[] {
    if (underWay.has(variable)) {
      cuts += 1;
      return [hole('unknown', variable.name, variable)];
    }
    const texts = whileUnderWay(underWay, variable, () => definedTexts(variable));
    return texts;
  }

  function definedTexts(variable: Variable): readonly UrlText[] {
    const imported = importOf(variable);
    if (imported)
      return [
        filledElsewhere(hole('unknown', variable.name, variable), imports.text(imported.module, imported.path), {
          from: imported.module,
          path: imported.path,
        }),
      ];
    const texts: UrlText[] = [];
    for (const def of variable.defs) {
      const node = def.node as Node;
      if (def.type === 'Parameter' && isFunction(node)) texts.push(...traceParameter(def.name as TSESTree.Identifier, node, variable));
      else if (node.type === 'VariableDeclarator') {
        const id = def.name as TSESTree.Identifier;
        if (node.id === id) {
          if (node.init) texts.push(...withPathname(trace(node.init), node.init, variable));
        } else if (node.init) texts.push(...traceDestructured(id, node.id, node.init, variable));
        else return [hole('unknown', variable.name, variable)];
      } else return [hole('unknown', variable.name, variable)];
    }
    let writes = 0;
    for (const reference of variable.references) {
      if (!reference.isWrite() || reference.init) continue;
      writes += 1;
      const parent = reference.identifier.parent as Node | undefined;
      if (parent?.type === 'AssignmentExpression' && parent.left === reference.identifier && parent.operator === '=')
        texts.push(...trace(parent.right));
      else if (parent?.type === 'AssignmentExpression' && parent.left === reference.identifier && parent.operator === '+=')
        texts.push(...combined([texts, trace(parent.right)]));
      else texts.push(hole('unknown', variable.name, variable));
    }
    if (texts.length === 0) return [hole('unknown', variable.name, variable)];
    const several =
      writes > 0 &&
      !(
        writes === 1 &&
        variable.defs.every((d) => (d.node as Node).type === 'VariableDeclarator' && !(d.node as TSESTree.VariableDeclarator).init)
      );
    // The same variable under one name: what it is joined with elsewhere tells about it here (see `identity`).
    return (several ? texts.map(asFallback) : texts).map((t) => identified(t, variable));
  }

  /** `const url = new URL(base); url.pathname = '/v1/embeddings'`: the path that is set counts. */
  function withPathname(texts: readonly UrlText[], init: Node, variable: Variable): readonly UrlText[] {
    if (unwrap(init).type !== 'NewExpression') return texts;
    const writes = (tree.propertyWrites.get('pathname') ?? []).filter((w) => {
      const { object } = w.left as TSESTree.MemberExpression;
      return object.type === 'Identifier' && tree.variableOf(object) === variable;
    });
    const [write] = writes;
    if (!write || writes.length > 1) return texts;
    return combined([texts.map((text) => ({ ...text, parts: resolvedBase(text.parts, true) })), trace(write.right)]);
  }

  function traceDestructured(id: TSESTree.Identifier, pattern: Node, init: Node, identity: unknown): readonly UrlText[] {
    const given = defaultOf(id, pattern);
    const path = pathTo(id, pattern);
    const texts: UrlText[] = [];
    if (path) {
      const env = environmentObject(init);
      if (env && path.length === 1) texts.push(hole('environment', path[0], path[0]));
      else texts.push(...tracePath(init, path));
    }
    if (texts.length === 0) texts.push(hole('configuration', id.name, identity));
    return given ? [...texts, ...trace(given).map(asFallback)] : texts;
  }

  function tracePath(object: Node, path: readonly string[]): readonly UrlText[] {
    let at: Node = object;
    for (const [i, name] of path.entries()) {
      const value = evaluator.valueOf(at);
      if (value.kind !== 'object') return [hole('configuration', path.at(-1))];
      const found = propertyOf(value.node, name, evaluator.valueOf);
      if (found.kind !== 'given') return [hole(found.kind === 'absent' ? 'unknown' : 'configuration', name)];
      if (i === path.length - 1) return found.overridable ? trace(found.node).map(asFallback) : trace(found.node);
      at = found.node;
    }
    return trace(at);
  }

  /** A parameter: its default, and what the callers in this file give. */
  function traceParameter(id: TSESTree.Identifier, fn: FunctionNode, identity: unknown): readonly UrlText[] {
    const index = fn.params.findIndex((p) => p.range[0] <= id.range[0] && id.range[1] <= p.range[1]);
    const param = fn.params[index];
    if (!param || param.type === 'RestElement') return [hole('parameter', id.name, identity)];
    const target = param.type === 'TSParameterProperty' ? param.parameter : param;
    const pattern = target.type === 'AssignmentPattern' ? target.left : target;
    const texts: UrlText[] = [hole('parameter', id.name, identity)];
    const given = defaultOf(id, target);
    if (given) texts.push(...trace(given).map(asFallback));
    const path = pathTo(id, pattern);
    if (!path) return texts;
    if (target.type === 'AssignmentPattern' && path.length > 0) texts.push(...tracePath(target.right, path).map(asFallback));
    for (const call of callsOf(fn)) {
      const argument = call.arguments[index];
      if (!argument || argument.type === 'SpreadElement') continue;
      texts.push(...(path.length === 0 ? trace(argument) : tracePath(argument, path)).filter((t) => t.parts.some((p) => 'text' in p)));
    }
    return texts;
  }

  function callsOf(fn: FunctionNode): readonly { arguments: TSESTree.CallExpressionArgument[] }[] {
    const parent = fn.parent;
    if (parent.type === 'MethodDefinition') {
      const of = parent.parent.parent;
      if (parent.kind === 'constructor') {
        const id = 'id' in of && of.id ? tree.variableOf(of.id) : undefined;
        return id ? readsOf(id).flatMap((r) => (r.parent.type === 'NewExpression' && r.parent.callee === r ? [r.parent] : [])) : [];
      }
      const name = propertyName(parent);
      return tree.calls.filter(
        (c): c is TSESTree.CallExpression =>
          c.type === 'CallExpression' &&
          c.callee.type === 'MemberExpression' &&
          propertyName(c.callee) === name &&
          evaluator.functionCalled(c.callee) === fn,
      );
    }
    const id =
      fn.type === 'FunctionDeclaration'
        ? fn.id
        : parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
          ? parent.id
          : undefined;
    const variable = id ? tree.variableOf(id) : undefined;
    return variable
      ? readsOf(variable).flatMap((r) => (r.parent.type === 'CallExpression' && r.parent.callee === r ? [r.parent] : []))
      : [];
  }

  function traceMember(node: TSESTree.MemberExpression): readonly UrlText[] {
    const name = propertyName(node);
    if (name === undefined) return [hole('configuration')];
    if ((name === 'href' || name === 'origin') && isNewUrl(node.object)) return trace(node.object);
    const value = evaluator.valueOf(node.object);
    if (value.kind === 'object') {
      const found = propertyOf(value.node, name, evaluator.valueOf);
      const later = writesTo(node.object, name);
      if (found.kind !== 'given')
        return [...later.flatMap((w) => trace(w.right)), hole<Node>('configuration', name)].slice(
          0,
          later.length === 1 && found.kind === 'absent' ? 1 : MAX_ALTERNATIVES,
        );
      if (later.length > 0) return [...trace(found.node).map(asFallback), ...later.flatMap((w) => trace(w.right)).map(asFallback)];
      return found.overridable ? trace(found.node).map(asFallback) : trace(found.node);
    }
    if (value.kind === 'instance') {
      const texts = traceField(value.of, name, false);
      // A field of a settings object is a default: whoever holds the object may set another.
      return unwrap(node.object).type === 'ThisExpression' ? texts : texts.map(asFallback);
    }
    if (value.kind === 'class') return traceField(value.node, name, true);
    if (node.object.type === 'Identifier') {
      const variable = tree.variableOf(node.object);
      // Where this file sets another, what stands there elsewhere is gone.
      const elsewhere =
        value.kind === 'external' && writesTo(node.object, name).length === 0
          ? imports.text(value.module, [...value.path, name])
          : undefined;
      return [
        filledElsewhere(
          hole('configuration', `${node.object.name}.${name}`, variable ? `${variable.name}.${name}` : undefined),
          elsewhere,
          value.kind === 'external' ? { from: value.module, path: [...value.path, name] } : undefined,
        ),
      ];
    }
    const owner = node.object.type === 'MemberExpression' ? propertyName(node.object) : undefined;
    return [hole('configuration', owner === undefined ? name : `${owner}.${name}`, tree.text.slice(node.range[0], node.range[1]))];
  }

  /** `new URL(…)`, or a constant that holds one. */
  function isNewUrl(node: Node): boolean {
    const expression = unwrap(node);
    if (expression.type === 'NewExpression') return true;
    const variable = expression.type === 'Identifier' ? tree.variableOf(expression) : undefined;
    const definition = variable?.defs[0]?.node as Node | undefined;
    return (
      definition?.type === 'VariableDeclarator' &&
      definition.init?.type === 'NewExpression' &&
      definition.init.callee.type === 'Identifier' &&
      definition.init.callee.name === 'URL'
    );
  }

  function writesTo(object: Node, name: string): readonly TSESTree.AssignmentExpression[] {
    if (object.type !== 'Identifier') return [];
    const variable = tree.variableOf(object);
    return (tree.propertyWrites.get(name) ?? []).filter((w) => {
      const target = w.left as TSESTree.MemberExpression;
      return target.object.type === 'Identifier' && variable !== undefined && tree.variableOf(target.object) === variable;
    });
  }

  /** A field of a class: its initialiser and everything the class assigns to it. */
  function traceField(of: import('../syntax/tree.js').ClassNode, name: string, isStatic: boolean): readonly UrlText[] {
    const identity = `${of.range[0]}.${name}`;
    const texts: UrlText[] = [];
    for (const element of of.body.body) {
      if (element.type === 'MethodDefinition' && element.kind === 'constructor' && !isStatic) {
        for (const param of element.value.params) {
          if (param.type !== 'TSParameterProperty') continue;
          const id = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
          if (id.name === name) texts.push(...traceParameter(id, element.value as FunctionNode, identity));
        }
      } else if (element.type === 'PropertyDefinition' && element.static === isStatic && propertyName(element) === name && element.value) {
        texts.push(...trace(element.value));
      } else if (
        element.type === 'MethodDefinition' &&
        element.kind === 'get' &&
        propertyName(element) === name &&
        element.static === isStatic
      ) {
        return returned(element.value as FunctionNode).map((t) => identified(t, identity));
      }
    }
    let written = 0;
    for (const write of tree.propertyWrites.get(name) ?? []) {
      const target = write.left as TSESTree.MemberExpression;
      if (target.object.type !== 'ThisExpression' || classAround(target) !== of) continue;
      written += 1;
      texts.push(...trace(write.right));
    }
    if (texts.length === 0) return [hole('configuration', name, identity)];
    const several =
      written > 1 ||
      (written === 1 && of.body.body.some((e) => e.type === 'PropertyDefinition' && propertyName(e) === name && e.value !== null));
    return (several ? texts.map(asFallback) : texts).map((t) => identified(t, identity));
  }

  function traceCall(node: TSESTree.CallExpression): readonly UrlText[] {
    const { callee } = node;
    const [first] = node.arguments;
    if (
      callee.type === 'Identifier' &&
      (callee.name === 'String' || callee.name === 'encodeURI') &&
      !tree.variableOf(callee) &&
      first &&
      first.type !== 'SpreadElement'
    )
      return trace(first);
    if (callee.type === 'MemberExpression') {
      const name = propertyName(callee);
      if (name !== undefined && SAME_URL.has(name)) {
        const texts = trace(callee.object);
        if (name === 'concat' && first && first.type !== 'SpreadElement') return combined([texts, trace(first)]);
        if (name !== 'replace' && name !== 'replaceAll') return texts;
        return texts.map((t) =>
          first && isTrailingSlash(first) ? withoutTrailingSlash(t) : asRewritten(name === 'replace' ? withoutTrailingSlash(t) : t),
        );
      }
    }
    const fn = evaluator.functionCalled(callee);
    if (!fn || fn.generator) return [hole('unknown')];
    return returned(fn);
  }

  function returned(fn: FunctionNode): readonly UrlText[] {
    const texts = tree.returnsOf(fn).map(trace);
    if (texts.length === 0) return [hole('unknown')];
    return texts.length === 1 ? texts.flat() : texts.flat().map(asFallback);
  }

  function environmentVariable(node: Node): string | undefined {
    const expression = unwrap(node);
    if (expression.type === 'MemberExpression') {
      const name = propertyName(expression);
      return name !== undefined && environmentObject(expression.object) ? name : undefined;
    }
    if (expression.type === 'CallExpression') {
      const name = stringOf(expression.arguments[0]);
      if (name === undefined) return undefined;
      if (expression.callee.type === 'MemberExpression') {
        const method = propertyName(expression.callee);
        if ((method === 'get' || method === 'getOrThrow') && (environmentObject(expression.callee.object) || method === 'getOrThrow'))
          return name;
        if (method === 'get' && /config|env/i.test(tree.text.slice(...expression.callee.object.range))) return name;
      }
    }
    return undefined;
  }

  /** `process.env`, `import.meta.env`, `Deno.env`, `Bun.env`, an `env` from a module, or what settings name. */
  function environmentObject(node: Node): boolean {
    const expression = unwrap(node);
    if (expression.type === 'Identifier') {
      const variable = tree.variableOf(expression);
      const imported = variable ? importOf(variable) : undefined;
      if (imported) {
        const name = imported.path.at(-1) ?? '';
        if (typeof style === 'object') return name === style.import && imported.module === style.from;
        return ENVIRONMENT_MODULES.test(imported.module) || name === 'env';
      }
      const init = variable?.defs.length === 1 ? (variable.defs[0]?.node as Node | undefined) : undefined;
      return init?.type === 'VariableDeclarator' && init.id.type === 'Identifier' && init.init !== null && environmentObject(init.init);
    }
    if (expression.type !== 'MemberExpression') return false;
    const text = tree.text.slice(expression.range[0], expression.range[1]).replace(/\s+|\?/g, '');
    return ENVIRONMENTS.has(text);
  }

  return { trace, environmentVariable };
}

/** `/\/+$/`: a pattern that matches slashes at the end and nothing else. */
function isTrailingSlash(node: Node): boolean {
  return node.type === 'Literal' && 'regex' in node && /^\(?(?:\\\/|\[\/\])[+*]?\)?\$$/.test(node.regex.pattern);
}

const ENVIRONMENTS = new Set(['process.env', 'import.meta.env', 'Deno.env', 'Bun.env', 'globalThis.process.env', 'import.meta.env']);
const ENVIRONMENT_MODULES = /^(?:\$env\/|node:process$|process$|astro:env)/;

/** Methods of strings and URLs after which it is still the same server. */
const SAME_URL = new Set(['toString', 'trim', 'trimEnd', 'replace', 'replaceAll', 'toLowerCase', 'concat', 'valueOf', 'toJSON']);

/** The default of a pattern's identifier: `{ baseURL = "…" }`, `(url = "…")`. */
function defaultOf(id: TSESTree.Identifier, pattern: Node): Node | undefined {
  if (pattern.type === 'AssignmentPattern') return pattern.left === id ? pattern.right : defaultOf(id, pattern.left);
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type === 'Property' && property.value.range[0] <= id.range[0] && id.range[1] <= property.value.range[1])
      return defaultOf(id, property.value);
  }
  return undefined;
}
