import type { TSESTree } from '@typescript-eslint/utils';
import { type Node, type Tree, isNothing, propertyName, stringOf, unwrap } from '../syntax/tree.js';
import type { CatalogView } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluate.js';

/** What a test says when the error is a refused connection; `unknown` where that is not certain. */
type Answer = 'yes' | 'no' | 'unknown';

/** The statements of a handler that run after a refused connection; `param` is the error. */
export type AfterRefusal = (body: Node, param: Node | undefined) => Node;

/** What reading a handler needs to know of the file. */
interface HandlerContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly catalog: CatalogView;
}

/**
 * Reads which statements of a handler run after a refused connection: `if (error.status === 429) continue;` never does,
 * because an error without a response has no status. A test that is not understood keeps both of its branches.
 */
export function createAfterRefusal(tree: Tree, evaluator: Evaluator, catalog: CatalogView): AfterRefusal {
  const context: HandlerContext = { tree, evaluator, catalog };
  return (body, param) => {
    if (body.type !== 'BlockStatement' || param?.type !== 'Identifier') return body;
    const statements = runStatements(context, body.body, param.name);
    return statements === body.body ? body : { ...body, body: statements as TSESTree.Statement[] };
  };
}

/** The statements without the branches that a refused connection does not take; the same array where nothing is certain. */
function runStatements(context: HandlerContext, statements: readonly TSESTree.Statement[], error: string): readonly TSESTree.Statement[] {
  const run = statements.flatMap((statement) => runStatement(context, statement, error));
  return run.length === statements.length && run.every((statement, i) => statement === statements[i]) ? statements : run;
}

function runStatement(context: HandlerContext, statement: TSESTree.Statement, error: string): readonly TSESTree.Statement[] {
  if (statement.type === 'BlockStatement') {
    const body = runStatements(context, statement.body, error);
    return body === statement.body ? [statement] : body;
  }
  if (statement.type !== 'IfStatement') return [statement];
  const answer = answerTo(context, statement.test, error);
  if (answer === 'yes') return runStatement(context, statement.consequent, error);
  if (answer === 'no') return statement.alternate ? runStatement(context, statement.alternate, error) : [];
  return [statement];
}

function answerTo(context: HandlerContext, test: Node, error: string): Answer {
  const node = unwrap(test);
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!'
        ? not(
            isOfError(context, node.argument, error) && RESPONSE.has(lastProperty(context, node.argument))
              ? 'no'
              : answerTo(context, node.argument, error),
          )
        : 'unknown';
    case 'LogicalExpression': {
      const [left, right] = [answerTo(context, node.left, error), answerTo(context, node.right, error)];
      if (node.operator === '&&') return left === 'no' || right === 'no' ? 'no' : left === 'yes' && right === 'yes' ? 'yes' : 'unknown';
      if (node.operator === '||') return left === 'yes' || right === 'yes' ? 'yes' : left === 'no' && right === 'no' ? 'no' : 'unknown';
      return 'unknown';
    }
    case 'BinaryExpression':
      return node.operator === 'instanceof'
        ? isOfError(context, node.left, error) && isResponseError(context, node.right)
          ? 'no'
          : 'unknown'
        : answerToComparison(context, node, error);
    case 'CallExpression':
      return answerToCall(context, node, error);
    case 'MemberExpression':
      // `error.response`, `error.status`: there is none.
      return isOfError(context, node, error) && RESPONSE.has(lastProperty(context, node)) ? 'no' : 'unknown';
    case 'Identifier': {
      const init = constantOf(context, node);
      return init && namesError(context, init, error) ? answerTo(context, init, error) : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** `error.status === 429`, `error.code !== 'ECONNRESET'`, `error.message === '…'`. */
function answerToComparison(context: HandlerContext, { left, operator, right }: TSESTree.BinaryExpression, error: string): Answer {
  const [subject, value] = isOfError(context, left, error) ? [left, right] : isOfError(context, right, error) ? [right, left] : [];
  if (!subject || !value) return 'unknown';
  const isEqual = operator === '===' || operator === '==';
  const isUnequal = operator === '!==' || operator === '!=';
  const last = lastProperty(context, subject);
  if (RESPONSE.has(last)) {
    if (isNothing(value)) return isEqual ? 'yes' : isUnequal ? 'no' : 'unknown';
    if (value.type !== 'Literal') return 'unknown';
    return isUnequal ? 'yes' : isEqual || /^[<>]/.test(operator) ? 'no' : 'unknown';
  }
  const text = stringOf(value);
  if (text === undefined || mayBeRefusal(last, text)) return 'unknown';
  return isEqual ? 'no' : isUnequal ? 'yes' : 'unknown';
}

/** `['ECONNRESET'].includes(error.code)`, `error.message.includes('context length')`, `/rate limit/.test(error.message)`. */
function answerToCall(context: HandlerContext, { callee, arguments: [argument] }: TSESTree.CallExpression, error: string): Answer {
  if (callee.type !== 'MemberExpression' || !argument || argument.type === 'SpreadElement') return 'unknown';
  const name = propertyName(callee);
  if (isOfError(context, argument, error)) {
    const last = lastProperty(context, argument);
    if (name === 'test') {
      const pattern = unwrap(callee.object);
      return pattern.type === 'Literal' && 'regex' in pattern && !mayBeRefusal('message', pattern.regex.pattern) ? 'no' : 'unknown';
    }
    if (name !== 'includes' && name !== 'has') return 'unknown';
    const listed = listOf(context, callee.object);
    if (!listed) return 'unknown';
    if (RESPONSE.has(last)) return listed.some(isNothing) ? 'unknown' : 'no';
    return listed.every((item) => stringOf(item) !== undefined && !mayBeRefusal(last, stringOf(item) ?? '')) ? 'no' : 'unknown';
  }
  if (
    (name === 'includes' || name === 'startsWith' || name === 'endsWith' || name === 'match') &&
    isOfError(context, callee.object, error)
  ) {
    const text = stringOf(argument) ?? (argument.type === 'Literal' && 'regex' in argument ? argument.regex.pattern : undefined);
    return text !== undefined && !mayBeRefusal('message', text) ? 'no' : 'unknown';
  }
  return 'unknown';
}

/** The items of a list that is written out: `['a', 'b']`, `new Set(['a', 'b'])`, a constant that holds one. */
function listOf(context: HandlerContext, written: Node): readonly Node[] | undefined {
  const node = unwrap(written);
  if (node.type === 'ArrayExpression')
    return node.elements.every((item) => item && item.type !== 'SpreadElement') ? (node.elements as Node[]) : undefined;
  if (node.type === 'NewExpression') {
    const [items] = node.arguments;
    return node.callee.type === 'Identifier' && node.callee.name === 'Set' && items && items.type !== 'SpreadElement'
      ? listOf(context, items)
      : undefined;
  }
  const init = node.type === 'Identifier' ? constantOf(context, node) : undefined;
  return init && init.type !== 'Identifier' ? listOf(context, init) : undefined;
}

/** Whether an expression is the error, or something read of it: `error.response?.status`, `String(error).toLowerCase()`. */
function isOfError(context: HandlerContext, written: Node, error: string): boolean {
  const node = unwrap(written);
  if (node.type === 'Identifier') {
    if (node.name === error) return true;
    const init = constantOf(context, node);
    return init !== undefined && init.type !== 'Identifier' && namesError(context, init, error) && isOfError(context, init, error);
  }
  if (node.type === 'MemberExpression') return isOfError(context, node.object, error);
  if (node.type === 'LogicalExpression')
    return (
      node.operator !== '&&' &&
      isOfError(context, node.left, error) &&
      (isOfError(context, node.right, error) || node.right.type === 'Literal')
    );
  if (node.type !== 'CallExpression') return false;
  if (node.callee.type === 'MemberExpression')
    return TEXT_METHODS.has(propertyName(node.callee) ?? '') && isOfError(context, node.callee.object, error);
  const [argument] = node.arguments;
  return (
    node.callee.type === 'Identifier' && node.callee.name === 'String' && argument !== undefined && isOfError(context, argument, error)
  );
}

/** Whether a constant's value is worth following: it names the error. */
function namesError(context: HandlerContext, init: Node, error: string): boolean {
  return new RegExp(String.raw`\b${error.replaceAll('$', String.raw`\$`)}\b`).test(context.tree.text.slice(...init.range));
}

/** What is read last: `status` of `error.response?.status`, `message` of `error.message.toLowerCase()`; empty for the error itself. */
function lastProperty(context: HandlerContext, written: Node): string {
  const node = unwrap(written);
  if (node.type === 'MemberExpression') return propertyName(node) ?? '?';
  if (node.type === 'LogicalExpression') {
    const [left, right] = [lastProperty(context, node.left), lastProperty(context, node.right)];
    return left === right || node.right.type === 'Literal' || (RESPONSE.has(left) && RESPONSE.has(right)) ? left : '?';
  }
  if (node.type === 'CallExpression')
    return node.callee.type === 'MemberExpression' ? lastProperty(context, node.callee.object) : 'message';
  const init = node.type === 'Identifier' ? constantOf(context, node) : undefined;
  return init && init.type !== 'Identifier' ? lastProperty(context, init) : '';
}

function constantOf(context: HandlerContext, node: TSESTree.Identifier): Node | undefined {
  const [definition, ...others] = context.tree.variableOf(node)?.defs ?? [];
  const declared = definition?.node as Node | undefined;
  return others.length === 0 &&
    declared?.type === 'VariableDeclarator' &&
    declared.id.type === 'Identifier' &&
    declared.parent.kind === 'const'
    ? (declared.init ?? undefined)
    : undefined;
}

/** A class of an SDK's errors that is about a response: `OpenAI.RateLimitError`. */
function isResponseError(context: HandlerContext, node: Node): boolean {
  const value = context.evaluator.valueOf(node);
  return value.kind === 'external' && context.catalog.sdk(value.module) !== undefined && RESPONSE_ERRORS.has(value.path.at(-1) ?? '');
}

/** What an error has of a response; a refused connection has none. */
const RESPONSE: ReadonlySet<string> = new Set(['status', 'statusCode', 'response', 'status_code', 'responseHeaders', 'responseBody']);

const TEXT_METHODS: ReadonlySet<string> = new Set(['toLowerCase', 'toUpperCase', 'toString', 'trim', 'valueOf']);

const RESPONSE_ERRORS: ReadonlySet<string> = new Set([
  'RateLimitError',
  'BadRequestError',
  'AuthenticationError',
  'PermissionDeniedError',
  'NotFoundError',
  'ConflictError',
  'UnprocessableEntityError',
  'InternalServerError',
  'ContentFilterFinishReasonError',
  'LengthFinishReasonError',
]);

/** Whether a refused connection may have such a text there. A message has many forms; a code or name has few. */
function mayBeRefusal(property: string, text: string): boolean {
  if (property === 'code' || property === 'errno') return /refus|connect|network|und_err|fetch|^$/i.test(text);
  if (property === 'message' || property === '')
    return /conn|refus|fetch|network|fail|socket|error|reach|unavail|abort|time|offline|down|^.{0,2}$|[*+.\\|]/i.test(text);
  return true;
}

function not(answer: Answer): Answer {
  return answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown';
}
