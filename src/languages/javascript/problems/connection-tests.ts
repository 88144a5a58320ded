import type { TSESTree } from '@typescript-eslint/utils';
import { ERROR_GUARDS } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Handler } from '../flow/paths.js';
import { packageOf } from '../modules/specifier.js';
import { type Node, type Tree, keepsValue, propertyName, readsOf, stringOf, unwrap } from '../syntax/tree.js';

/**
 * A test of a handler that asks for a refused connection: the property at `path` is `"ECONNREFUSED"`, `name` is a
 * connection error's, the message has a text in it, the error is of a class. `other` may ask for it: what it does is not seen.
 */
export type ConnectionTest = { readonly node: Node; readonly error: string } & (
  | { readonly kind: 'code'; readonly path: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'class'; readonly package: string; readonly name: string }
  | { readonly kind: 'other' }
);

/** The tests of a handler, in the order of the source. */
export function connectionTests(body: Handler['body'], tree: Tree, evaluator: Evaluator): readonly ConnectionTest[] {
  const param = body.type === 'CatchClause' ? body.param : body.params[0];
  const variable = param?.type === 'Identifier' ? tree.variableOf(param) : undefined;
  const seen = new Set<unknown>([variable]);
  return variable
    ? readsOf(variable)
        .flatMap((read) => testsAt(read))
        .sort((a, b) => a.node.range[0] - b.node.range[0])
    : [];

  function testsAt(read: TSESTree.Identifier): readonly ConnectionTest[] {
    const path: string[] = [];
    let at: Node = read;
    while (at.parent) {
      const around: Node = at.parent;
      const name = around.type === 'MemberExpression' && around.object === at ? propertyName(around) : undefined;
      if (name === undefined && !keepsValue(around)) break;
      if (name !== undefined) path.push(name);
      at = around;
    }
    const error = read.name;
    const { parent } = at;
    switch (parent?.type) {
      case 'VariableDeclarator':
        return path.length === 0 && parent.init === at ? alias(parent.id) : [];
      case 'BinaryExpression': {
        if (parent.operator === 'instanceof') return path.length === 0 && parent.left === at ? classTest(parent, parent.right, error) : [];
        const text = stringOf(parent.left === at ? parent.right : parent.left);
        return text === undefined || !/^[!=]==?$/.test(parent.operator) ? [] : compared(parent, path.join('.'), text, error);
      }
      case 'CallExpression':
        return parent.callee === at ? method(parent, path, error) : argument(parent, path, error);
      default:
        return [];
    }
  }

  /** `const err = error as NodeJS.ErrnoException`. */
  function alias(id: Node): readonly ConnectionTest[] {
    const other = id.type === 'Identifier' ? tree.variableOf(id) : undefined;
    if (!other || seen.has(other)) return [];
    seen.add(other);
    return readsOf(other).flatMap((read) => testsAt(read));
  }

  function compared(node: Node, path: string, text: string, error: string): readonly ConnectionTest[] {
    if (text === 'ECONNREFUSED') return [{ node, error, kind: 'code', path }];
    if (path === 'name' && NAMES.has(text)) return [{ node, error, kind: 'name', text }];
    return path === 'constructor.name' ? [{ node, error, kind: 'other' }] : [];
  }

  /** `error.message.includes('ECONNREFUSED')` */
  function method(node: TSESTree.CallExpression, path: readonly string[], error: string): readonly ConnectionTest[] {
    const text = stringOf(node.arguments[0]);
    if (path.join('.') !== 'message.includes' || text === undefined) return [];
    return /ECONNREFUSED|^fetch failed$/.test(text) ? [{ node, error, kind: 'message', text }] : [{ node, error, kind: 'other' }];
  }

  /** `['ECONNREFUSED'].includes(error.code)`, `X.isInstance(error)`, `isAxiosError(error)`, `isConnectionError(error)`. */
  function argument(node: TSESTree.CallExpression, path: readonly string[], error: string): readonly ConnectionTest[] {
    const callee = unwrap(node.callee);
    const member = callee.type === 'MemberExpression' ? callee : undefined;
    const name = member ? propertyName(member) : callee.type === 'Identifier' ? callee.name : undefined;
    if (name === 'includes' && member?.object.type === 'ArrayExpression')
      return member.object.elements.some((e) => stringOf(e) === 'ECONNREFUSED')
        ? [{ node, error, kind: 'code', path: path.join('.') }]
        : [];
    if (path.length > 0) return [];
    const guarded = name === undefined ? undefined : ERROR_GUARDS.get(name);
    if (guarded) return [{ node, error, kind: 'class', ...guarded }];
    if (name === 'isInstance' && member) return classTest(node, member.object, error);
    return isCondition(node) ? [{ node, error, kind: 'other' }] : [];
  }

  function classTest(node: Node, of: Node, error: string): readonly ConnectionTest[] {
    const names: string[] = [];
    let root = unwrap(of);
    for (; root.type === 'MemberExpression'; root = unwrap(root.object)) names.unshift(propertyName(root) ?? '');
    const value = root.type === 'Identifier' ? evaluator.valueOf(root) : undefined;
    const module =
      value?.kind === 'http' ? value.client.packages[0] : value?.kind === 'external' && value.module !== '' ? value.module : undefined;
    if (module === undefined || (value?.kind !== 'external' && value?.kind !== 'http'))
      return value?.kind === 'class' || root.type !== 'Identifier' || BUILTINS.has(root.name) ? [] : [{ node, error, kind: 'other' }];
    const name = names.at(-1) ?? value.path.at(-1) ?? '';
    // Who looks at the status means the server's answer.
    if (isAboutStatus(node)) return [];
    return CLASSES.has(name) ? [{ node, error, kind: 'class', package: packageOf(module), name }] : [{ node, error, kind: 'other' }];
  }

  function isAboutStatus(node: Node): boolean {
    let at = node;
    while (at.parent?.type === 'LogicalExpression') at = at.parent;
    return /\bstatus(?:Code)?\b/.test(tree.text.slice(at.range[0], at.range[1]));
  }
}

function isCondition(node: Node): boolean {
  let at = node;
  while (at.parent && (at.parent.type === 'LogicalExpression' || at.parent.type === 'UnaryExpression' || keepsValue(at.parent)))
    at = at.parent;
  return (at.parent?.type === 'IfStatement' || at.parent?.type === 'ConditionalExpression') && at.parent.test === at;
}

/** Names and classes of connection errors; a class that is not one of these may be a base of them. */
const NAMES: ReadonlySet<string> = new Set([
  'APIConnectionError',
  'AI_APICallError',
  'APICallError',
  'AI_RetryError',
  'FetchError',
  'ConnectionError',
]);
const CLASSES: ReadonlySet<string> = new Set(['APIConnectionError', 'AxiosError', 'FetchError', 'APICallError', 'RetryError']);
/** Every error is an `Error`: code that asks for these asks for something else, or for the message. */
const BUILTINS: ReadonlySet<string> = new Set(['Error', 'AggregateError', 'SyntaxError', 'RangeError', 'DOMException']);
