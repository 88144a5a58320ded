import type { TSESTree } from '@typescript-eslint/utils';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import { type Argument, argumentAt, propertyOf } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Node, type Tree, propertyName, unwrap } from '../syntax/tree.js';

/** Objects inside the options of a request that hold options of the model: `options: { num_predict: 1 }` of Ollama. */
const NESTED: readonly string[] = ['options', 'config', 'generationConfig'];

/**
 * An option of a request to a model: of an SDK's call, or a field of the JSON body of an HTTP request.
 *
 * @param names Its names, in the order of preference.
 * @returns `absent` only where the whole object is seen.
 */
export function requestOption(
  node: CallNode,
  request: HttpRequest | undefined,
  names: readonly string[],
  tree: Tree,
  evaluator: Evaluator,
): Argument {
  const object = request ? bodyOf(node, request, tree, evaluator) : node.arguments[0];
  const seen = object && objectOf(object, evaluator);
  if (!seen) return { kind: 'unknown' };
  let isHidden = false;
  for (const place of [[], ...NESTED.map((name) => [name])]) {
    const [nested] = place;
    const inner = nested === undefined ? ({ kind: 'given', node: seen } as const) : propertyOf(seen, nested, evaluator.valueOf);
    if (inner.kind === 'absent') continue;
    const holder = inner.kind === 'given' ? objectOf(inner.node, evaluator) : undefined;
    if (!holder) {
      isHidden = true;
      continue;
    }
    for (const name of names) {
      const found = propertyOf(holder, name, evaluator.valueOf);
      if (found.kind === 'given') return found;
      if (found.kind === 'unknown') isHidden = true;
    }
  }
  return isHidden ? { kind: 'unknown' } : { kind: 'absent', object: seen };
}

/** The object literal that a request sends as JSON, whatever is set on it later; `undefined` where it is not seen. */
export function requestBody(node: CallNode, request: HttpRequest, tree: Tree, evaluator: Evaluator): TSESTree.ObjectExpression | undefined {
  const body = bodyOf(node, request, tree, evaluator);
  const expression = body && unwrap(body);
  if (!expression || expression.type === 'ObjectExpression') return expression;
  const value = evaluator.valueOf(expression);
  return value.kind === 'object' ? value.node : undefined;
}

/** The object that a request sends as JSON: `JSON.stringify({ … })`, or the object itself where the client writes the JSON. */
function bodyOf(node: CallNode, { body }: HttpRequest, tree: Tree, evaluator: Evaluator): Node | undefined {
  const json = argumentAt(node, '1.json', evaluator.valueOf);
  if (json.kind === 'given') return json.node;
  const given = body ? argumentAt(node, body.at, evaluator.valueOf) : undefined;
  if (given?.kind !== 'given') return undefined;
  const value = initOf(unwrap(given.node), tree);
  if (value.type === 'CallExpression' && value.callee.type === 'MemberExpression' && propertyName(value.callee) === 'stringify')
    return value.arguments[0];
  return body?.serializes === true ? value : undefined;
}

/** The value of a constant, or the node itself. */
function initOf(node: Node, tree: Tree): Node {
  const variable = node.type === 'Identifier' ? tree.variableOf(node) : undefined;
  const definition = variable?.defs.length === 1 ? (variable.defs[0]?.node as Node | undefined) : undefined;
  return definition?.type === 'VariableDeclarator' &&
    definition.parent.kind === 'const' &&
    definition.init &&
    definition.id.type === 'Identifier'
    ? unwrap(definition.init)
    : node;
}

function objectOf(node: Node, evaluator: Evaluator): TSESTree.ObjectExpression | undefined {
  const expression = unwrap(node);
  if (expression.type === 'ObjectExpression') return expression;
  const value = evaluator.valueOf(expression);
  return value.kind === 'object' && value.changes === undefined ? value.node : undefined;
}
