import type * as ast from '../syntax/ast.js';
import type { Call } from '../../../model/facts/call.js';
import { type Variable, childrenOf, functionAround, isFunction, isWithin } from '../syntax/tree.js';
import { loopAround } from '../syntax/statements.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { isLogCall, isSleepCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import { type Blind, type BlindContext, ANSWER_ERRORS, ends } from './blind-libraries.js';

export function blindHandler(
  context: BlindContext,
  kind: 'loop' | 'recursion' | 'wrapper',
  statement: ast.Try,
  handler: ast.ExceptHandler,
  call: Call,
): Blind | undefined {
  // Several clauses: the code tells errors apart, but for those about the answer's own shape (`KeyError`).
  if (
    statement.handlers.some((other) =>
      other === handler ? other.excType && !isAnything(context, other.excType, call) : !isAboutAnswer(context, other.excType),
    )
  )
    return undefined;
  const fn = functionAround(statement);
  const loop = kind === 'loop' ? loopAround(statement) : undefined;
  if (kind === 'loop' && (!loop || (loop.type === 'For' ? !isCounted(context, loop) : loop.type !== 'While'))) return undefined;
  if (loop && changesRequest(context, loop, statement)) return undefined;
  const error = handler.name === null ? undefined : variableNamed(context, handler.name, handler);
  const errors = new Set<Variable>(error ? [error] : []);
  if (
    handler.name !== null &&
    !error &&
    new RegExp(String.raw`\b${handler.name}\b`).test(handler.body.map((s) => context.tree.textOf(s)).join('\n'))
  )
    return undefined;
  if (!handler.body.every((s) => isBlindStatement(context, s, errors, kind === 'recursion' ? fn : undefined))) return undefined;
  const isKept = [...errors].every((variable) =>
    variable.reads.every(
      (read) =>
        (variable === error && !isWithin(read, handler)) || (loop !== undefined && !isWithin(read, loop)) || isSink(context, read, errors),
    ),
  );
  if (!isKept) return undefined;
  const [start] = handler.range;
  return {
    kind: kind === 'recursion' ? 'recursion' : 'loop',
    span: { start, end: handler.excType ? handler.excType.range[1] : start + 'except'.length },
    name: `except${handler.excType ? ` ${codeExcerpt(context.tree.textOf(handler.excType))}` : ''}`,
    call,
  };
}

/** Whether a class is every `Exception`, or all that the library raises: `openai.OpenAIError`, `requests.RequestException`. */
function isAnything(context: BlindContext, type: ast.Expression, call: Call): boolean {
  const ancestors = context.raws.get(call)?.failure.ancestors ?? [];
  const root = ancestors.findLast((name) => name.includes('.'));
  return context.matcher
    .classesIn(type)
    .some(
      (name) => name === 'Exception' || name === 'BaseException' || (name !== undefined && root !== undefined && ends(name) === ends(root)),
    );
}

function isAboutAnswer(context: BlindContext, type: ast.Expression | null): boolean {
  return type !== null && context.matcher.classesIn(type).every((name) => name !== undefined && ANSWER_ERRORS.has(name));
}

function variableNamed(context: BlindContext, name: string, handler: ast.ExceptHandler): Variable | undefined {
  const stack: Node[] = [...handler.body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'Name' && node.id === name) return context.tree.variableOf(node);
    stack.push(...childrenOf(node));
  }
  return undefined;
}

/** Whether a loop only counts: one that goes over something else asks other models, other servers. */
function isCounted(context: BlindContext, { iter }: ast.For): boolean {
  return iter.type === 'Call' && /^(?:range|(?:itertools\.)?count)$/.test(context.tree.textOf(iter.func));
}

/** Whether the loop sets something that the request reads: a counter that picks the model, another key. */
function changesRequest(context: BlindContext, loop: ast.For | ast.While, statement: ast.Try): boolean {
  const set = new Set<Variable>();
  const stack: Node[] = loop.type === 'For' ? [loop.target, ...loop.body] : [...loop.body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node === statement) {
      stack.push(...statement.handlers.flatMap((handler) => handler.body), ...statement.finalbody);
      continue;
    }
    const targets =
      node.type === 'Assign'
        ? node.targets
        : node.type === 'AugAssign' || node.type === 'AnnAssign'
          ? [node.target]
          : node === (loop as ast.For).target
            ? [node]
            : [];
    for (const target of targets) {
      if (target.type !== 'Name') return true;
      const variable = context.tree.variableOf(target);
      if (variable) set.add(variable);
    }
    if (!isFunction(node)) stack.push(...childrenOf(node));
  }
  return [...set].some((variable) =>
    variable.reads.some((read) => statement.body.some((s) => isWithin(read, s)) && !isLogged(context, read, statement)),
  );
}

function isLogged(context: BlindContext, read: Node, within: Node): boolean {
  for (let at: Node | null = read; at && at !== within; at = at.parent)
    if (at.type === 'Call' && isLogCall(context.tree.textOf(at.func))) return true;
  return false;
}

/** Whether a statement only logs, waits, counts, keeps the error for later, or ends. */
function isBlindStatement(context: BlindContext, s: ast.Statement, errors: Set<Variable>, recursion: FunctionNode | undefined): boolean {
  switch (s.type) {
    case 'Pass':
    case 'Continue':
    case 'Break':
    case 'Raise':
      return true;
    case 'Return':
      return s.value === null || (recursion ? callsAgain(context, s.value, recursion) : !holdsCall(context, s.value));
    case 'If':
      return (
        countsAttempts(context, s.test, errors) &&
        [...s.body, ...s.orelse].every((inner) => isBlindStatement(context, inner, errors, recursion))
      );
    case 'AugAssign':
      return s.target.type === 'Name' && !holdsError(s.value, errors) && isCalm(context, s.value);
    case 'Assign': {
      const [target] = s.targets;
      const variable = s.targets.length === 1 && target?.type === 'Name' ? context.tree.variableOf(target) : undefined;
      if (!variable) return false;
      if (holdsError(s.value, errors)) errors.add(variable);
      return isCalm(context, s.value);
    }
    case 'Expr': {
      const value = s.value.type === 'Await' ? s.value.value : s.value;
      if (value.type === 'Constant') return true;
      if (value.type !== 'Call') return false;
      const name = context.tree.textOf(value.func);
      return isLogCall(name) || isSleepCall(name);
    }
    default:
      return false;
  }
}

/** Whether an error is read only to be logged, raised, returned, or kept in a variable of which that holds too. */
function isSink(context: BlindContext, read: Node, errors: Set<Variable>): boolean {
  let child = read;
  for (let at = read.parent; at; child = at, at = at.parent) {
    if (at.type === 'Raise' || at.type === 'Return' || (at.type === 'Call' && at.func !== child && isLogCall(context.tree.textOf(at.func))))
      return true;
    if (at.type === 'Assign') {
      const [target] = at.targets;
      const variable = target?.type === 'Name' ? context.tree.variableOf(target) : undefined;
      return at.value === child && variable !== undefined && errors.has(variable);
    }
    if (at.type === 'Await' || at.type === 'If' || at.type === 'Expr' || isFunction(at)) return false;
  }
  return false;
}

function holdsError(node: Node, errors: ReadonlySet<Variable>): boolean {
  return [...errors].some((variable) => variable.reads.some((read) => isWithin(read, node)));
}

function holdsCall(context: BlindContext, node: Node): boolean {
  return context.tree.calls.some((call) => isWithin(call, node));
}

/** Whether all calls in a node only compute: `min(…)`, `str(e)`, `random.uniform(…)`. */
function isCalm(context: BlindContext, node: Node): boolean {
  return context.tree.calls.every(
    (call) =>
      !isWithin(call, node) ||
      /^(?:str|repr|min|max|int|float|round|pow|type|len|random\.\w+|math\.\w+|time\.\w+|traceback\.\w+|\w*Exception|\w*Error)$/.test(
        context.tree.textOf(call.func),
      ),
  );
}

/** `attempt < 3`, `i == retries - 1`: numbers and names, no text, nothing of the error. */
function countsAttempts(context: BlindContext, test: ast.Expression, errors: ReadonlySet<Variable>): boolean {
  if (test.type === 'BoolOp') return test.values.every((value) => countsAttempts(context, value, errors));
  return (
    test.type === 'Compare' &&
    !/\b(?:in|is)\b/.test(context.tree.textOf(test)) &&
    [test.left, ...test.comparators].every((side) => isCount(context, side, errors))
  );
}

function isCount(context: BlindContext, node: ast.Expression, errors: ReadonlySet<Variable>): boolean {
  switch (node.type) {
    case 'Constant':
      return typeof node.value === 'number';
    case 'BinOp':
      return isCount(context, node.left, errors) && isCount(context, node.right, errors);
    case 'Attribute':
      return !/status|code/i.test(node.attr) && isCount(context, node.value, errors);
    case 'Name': {
      const variable = context.tree.variableOf(node);
      return variable !== undefined && !errors.has(variable) && !/status|code/i.test(node.id);
    }
    default:
      return false;
  }
}

/** `return ask(prompt, n - 1)`: the own function, with the own parameters, counted on at most. */
function callsAgain(context: BlindContext, node: ast.Expression, fn: FunctionNode): boolean {
  const call = node.type === 'Await' ? node.value : node;
  if (call.type !== 'Call' || context.evaluator.functionCalled(call.func) !== fn) return false;
  const parameters = [...fn.args.posonlyargs, ...fn.args.args, ...fn.args.kwonlyargs];
  return [...call.args, ...call.keywords.map(({ value }) => value)].every((argument) => {
    const given = argument.type === 'BinOp' ? argument.left : argument;
    const parameter = parameters.find((p) => {
      const own = context.evaluator.argumentFor(call, fn, p);
      return own === argument;
    });
    return parameter !== undefined && given.type === 'Name' && given.id === parameter.arg;
  });
}
