import type { HttpRequest } from '../../../model/catalog/http-client.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Node, type Tree, type Variable, propertyName, readsOf, unwrap } from '../syntax/tree.js';

/**
 * Whether the body of a request is, or may be, a stream that can be read once: the body of an incoming request that is
 * passed on as it comes. A second request with it fails, whatever the server does.
 */
export function isReadOnce(call: CallNode, { body, surfaces }: HttpRequest, tree: Tree, evaluator: Evaluator): boolean {
  if (surfaces === 'event') return isPipedInto(call, tree);
  const serializes = body?.serializes === true;
  // `fetch(incoming)`, `fetch(url, incoming)`, `new Request(url, { body })`.
  if (!serializes && call.arguments.some((argument) => isRequest(unwrap(argument)))) return true;
  return body !== undefined && streamsAt(call, body.at, serializes);

  function isRequest(node: Node): boolean {
    if (isIncoming(node, ['url'])) return true;
    if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'Request') return false;
    return isRequest(unwrap(node.arguments[1] ?? node.callee)) || streamsAt(node, '1.body', false);
  }

  function streamsAt(at: CallNode, place: string, isSerialized: boolean): boolean {
    const [index = '', ...path] = place.split('.');
    const options = path.length > 0 ? at.arguments[Number(index)] : undefined;
    if (options && !isSerialized && setsDuplex(at, options, Number(index))) return true;
    const given = argumentAt(at, place, evaluator.valueOf);
    if (given.kind === 'given') return isStream(given.node, isSerialized);
    const variable = options?.type === 'Identifier' ? tree.variableOf(options) : undefined;
    // `init.body = request.body`
    return (tree.propertyWrites.get(path.at(-1) ?? '') ?? []).some(
      ({ left, right }) =>
        variable !== undefined &&
        left.type === 'MemberExpression' &&
        left.object.type === 'Identifier' &&
        tree.variableOf(left.object) === variable &&
        isStream(right, isSerialized),
    );
  }

  /** `duplex: 'half'`, without which Node takes no stream. */
  function setsDuplex(at: CallNode, options: Node, index: number): boolean {
    if (argumentAt(at, `${index}.duplex`, evaluator.valueOf).kind === 'given') return true;
    const value = evaluator.valueOf(options);
    return value.kind === 'object' && value.changes !== undefined && value.changes !== 'any' && value.changes.has('duplex');
  }

  function isStream(node: Node, isSerialized: boolean): boolean {
    const expression = unwrap(node);
    switch (expression.type) {
      case 'LogicalExpression':
        return isStream(expression.left, isSerialized) || isStream(expression.right, isSerialized);
      case 'ConditionalExpression':
        return isStream(expression.consequent, isSerialized) || isStream(expression.alternate, isSerialized);
      case 'MemberExpression':
        // The parsed body of an Express request is an object.
        return !isSerialized && propertyName(expression) === 'body' && startsAtParameter(expression.object);
      case 'Identifier': {
        const variable = tree.variableOf(expression);
        const init = variable && initOf(variable);
        return init ? isStream(init, isSerialized) : isIncoming(expression, ['headers', 'method', 'pipe', 'on', 'url']);
      }
      case 'CallExpression': {
        const { callee } = expression;
        const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
        return name === 'pipe' || name === 'pipeThrough' || name === 'toWeb';
      }
      default:
        return false;
    }
  }

  /** Whether a node is a parameter that is an incoming request: by its type, or by one of the members that are read of it. */
  function isIncoming(node: Node, members: readonly string[]): boolean {
    const variable = node.type === 'Identifier' ? tree.variableOf(node) : undefined;
    const [def] = variable?.defs ?? [];
    if (!variable || def?.type !== 'Parameter') return false;
    const { typeAnnotation } = def.name as { readonly typeAnnotation?: { readonly typeAnnotation: Node } };
    const type = typeAnnotation && tree.text.slice(...typeAnnotation.typeAnnotation.range);
    if (type !== undefined) return INCOMING_TYPES.test(type);
    return readsOf(variable).some(({ parent }) => parent.type === 'MemberExpression' && members.includes(propertyName(parent) ?? ''));
  }

  function startsAtParameter(node: Node): boolean {
    let at = unwrap(node);
    while (at.type === 'MemberExpression') at = unwrap(at.object);
    const variable = at.type === 'Identifier' ? tree.variableOf(at) : undefined;
    const init = variable && initOf(variable);
    return init ? startsAtParameter(init) : variable?.defs[0]?.type === 'Parameter';
  }
}

/** `req.pipe(upstream)` and `pipeline(req, upstream)` of `const upstream = http.request(…)`. */
function isPipedInto(call: CallNode, tree: Tree): boolean {
  const { parent } = call;
  const variable = parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? tree.variableOf(parent.id) : undefined;
  const ends = variable ? readsOf(variable) : [call];
  return ends.some((end) => {
    const taker = end.parent as Node | undefined;
    if (taker?.type !== 'CallExpression' || taker.callee === end) return false;
    const { callee } = taker;
    return (
      (callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined)?.startsWith(
        'pipe',
      ) === true
    );
  });
}

/** The value of a constant; a part that is taken out of an object has none. */
function initOf({ defs: [def, ...others] }: Variable): Node | undefined {
  const node = def?.node as Node | undefined;
  return others.length === 0 && node?.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.parent.kind === 'const'
    ? (node.init ?? undefined)
    : undefined;
}

const INCOMING_TYPES = /^(?:Request|NextRequest|IncomingMessage|http\.IncomingMessage|FastifyRequest|NextApiRequest|HonoRequest)\b/;
