import { isLogCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import type { Evaluator } from '../values/evaluator.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { alwaysExits } from '../syntax/statements.js';
import { type Tree, type Variable, allArgs, blocksOf, functionAround, isFunction, isNone, stringOf, visitBelow } from '../syntax/tree.js';

/**
 * How much of an answer is used:
 * - 0: nothing but its status;
 * - 1: its size, or whether it is there;
 * - 2: what the model said.
 */
export type AnswerUse = 0 | 1 | 2;

/** Functions of the file that are followed into one another. */
const MAX_DEPTH = 3;
/** Passes over a function until no variable gets more of the answer. */
const MAX_PASSES = 5;

/** Says how much of a call's answer its function uses: returns, stores, prints, hands to another function or decides by. */
export function createAnswerUse(tree: Tree, evaluator: Evaluator): (answer: Node, fn: FunctionNode) => AnswerUse {
  return (answer, fn) => {
    const { left, returned } = scan({ tree, evaluator, fn, answer, held: new Map(), depth: 0 });
    return larger(left, returned);
  };
}

interface Scan {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly fn: FunctionNode;
  /** The expression whose value is the answer; absent where a parameter holds it. */
  readonly answer: Node | undefined;
  /** How much of the answer the variables of the function hold. */
  readonly held: Map<Variable, AnswerUse>;
  readonly depth: number;
}

interface Uses {
  /** What leaves the function before it returns. */
  readonly left: AnswerUse;
  readonly returned: AnswerUse;
}

function scan(context: Scan): Uses {
  let uses: Uses = { left: 0, returned: 0 };
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const before = [...context.held.values()].join('');
    uses = { left: 0, returned: 0 };
    visitBelow(context.fn, (node) => {
      const use = usesAt(node, context);
      uses = { left: larger(uses.left, use.left ?? 0), returned: larger(uses.returned, use.returned ?? 0) };
    });
    if ([...context.held.values()].join('') === before) break;
  }
  return uses;
}

/** What a node does with the answer, the nodes below it left out. Notes the variables that get something of it. */
function usesAt(node: Node, context: Scan): Partial<Uses> {
  const { fn } = context;
  switch (node.type) {
    case 'Assign':
      return { left: Math.max(0, ...node.targets.map((target) => assigned(target, partOf(node.value, context), context))) as AnswerUse };
    case 'AnnAssign':
      return { left: node.value ? assigned(node.target, partOf(node.value, context), context) : 0 };
    case 'AugAssign':
      return { left: assigned(node.target, partOf(node.value, context), context) };
    case 'NamedExpr':
      return { left: assigned(node.target, partOf(node.value, context), context) };
    case 'For':
    case 'AsyncFor':
    case 'comprehension':
      return { left: assigned(node.target, partOf(node.iter, context), context) };
    case 'withitem':
      return { left: node.optional_vars ? assigned(node.optional_vars, partOf(node.context_expr, context), context) : 0 };
    case 'If':
    case 'While':
    case 'Assert':
    case 'IfExp':
      return { left: decided(node.test, context) };
    case 'Match':
      return { left: partOf(node.subject, context) };
    case 'Return':
      return functionAround(node) === fn ? { returned: node.value ? partOf(node.value, context) : 0 } : {};
    case 'Yield':
      return { left: node.value ? partOf(node.value, context) : 0 };
    case 'YieldFrom':
      return { left: partOf(node.value, context) };
    case 'Lambda':
      return node === fn ? { returned: partOf(node.body, context) } : {};
    case 'Call':
      return { left: handedOver(node, context) };
    case 'Name': {
      // A function inside of it may do anything with what it reads.
      const variable = context.tree.variableOf(node);
      const part = variable ? (context.held.get(variable) ?? 0) : 0;
      return { left: part > 0 && functionAround(node) !== fn ? part : 0 };
    }
    default:
      return {};
  }
}

/** Notes what a target gets; gives what leaves the function by it. */
function assigned(target: ast.Expression, part: AnswerUse, context: Scan): AnswerUse {
  if (part === 0) return 0;
  switch (target.type) {
    case 'Name': {
      const variable = context.tree.variableOf(target);
      if (!variable || !isLocal(variable, context.fn)) return part;
      context.held.set(variable, larger(context.held.get(variable) ?? 0, part));
      return 0;
    }
    case 'Starred':
      return assigned(target.value, part, context);
    case 'Tuple':
    case 'List':
      return Math.max(0, ...target.elts.map((element) => assigned(element, part, context))) as AnswerUse;
    case 'Subscript':
      return isMade(target.value, context) ? assigned(target.value, part, context) : part;
    default:
      return part;
  }
}

function isLocal({ scope }: Variable, fn: FunctionNode): boolean {
  return scope.node === fn || scope.node.type.endsWith('Comp') || scope.node.type === 'GeneratorExp';
}

/** Whether a name stands for a list or dict that the function makes. */
function isMade(node: ast.Expression, { tree, fn }: Scan): node is ast.Name {
  const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
  return (
    variable !== undefined &&
    isLocal(variable, fn) &&
    variable.bindings.length > 0 &&
    variable.bindings.every(
      (binding) =>
        binding.kind === 'assign' &&
        (binding.value?.type === 'List' ||
          binding.value?.type === 'Dict' ||
          binding.value?.type === 'Set' ||
          binding.value?.type === 'Call'),
    )
  );
}

/** What a call takes out of the function: what is printed, collected elsewhere, or handed to a function that is not seen. */
function handedOver(call: ast.Call, context: Scan): AnswerUse {
  const given = partOfArguments(call, context);
  const name = dottedName(call.func);
  if (given > 0 && PRINTS.test(name)) return given;
  const { func } = call;
  if (func.type === 'Attribute' && isLogCall(name)) return smaller(given);
  if (func.type === 'Attribute') {
    if (given > 0 && COLLECTS.has(func.attr)) return isMade(func.value, context) ? assigned(func.value, given, context) : given;
    const receiver = partOf(func.value, context);
    // `response.stream_to_file(path)`
    if (receiver > 0) return isStatement(call) && !READERS.has(func.attr) ? receiver : 0;
  }
  if (given === 0 || isStatement(call)) return given;
  const local = localUses(call, context);
  if (local) return local.left;
  const value = context.evaluator.valueOf(func);
  return value.kind === 'builtin' || value.kind === 'external' || value.kind === 'class' || isTextMethod(func) ? 0 : given;
}

/** `", ".join(parts)`, `pattern.sub("", text)`: what it does with its arguments is its result. */
function isTextMethod(func: ast.Expression): boolean {
  return func.type === 'Attribute' && TEXT_METHODS.has(func.attr);
}

/** How much of the answer an expression's value holds. */
function partOf(node: Node, context: Scan): AnswerUse {
  if (node === context.answer) return 2;
  switch (node.type) {
    case 'Constant':
    case 'Lambda':
      return 0;
    case 'Name': {
      const variable = context.tree.variableOf(node);
      const part = variable ? (context.held.get(variable) ?? 0) : 0;
      // A call that stands in such a branch itself is asked after the error of another.
      const isReason = part > 0 && isInErrorBranch(node) && !(context.answer && isInErrorBranch(context.answer));
      return isReason ? 0 : part;
    }
    case 'Attribute': {
      const holder = partOf(node.value, context);
      return STATUS.has(node.attr) ? 0 : SIZES.has(node.attr) ? smaller(holder) : holder;
    }
    case 'Subscript': {
      const holder = partOf(node.value, context);
      return SIZES.has(stringOf(node.slice) ?? '') ? smaller(holder) : larger(holder, partOf(node.slice, context));
    }
    case 'Compare':
      return compared(node, context);
    case 'UnaryOp':
      return node.op === 'not' ? smaller(partOf(node.operand, context)) : partOf(node.operand, context);
    case 'IfExp':
      return larger(partOf(node.body, context), partOf(node.orelse, context));
    case 'Call':
      return partOfCall(node, context);
    default:
      return partOfAll(childrenOfExpression(node), context);
  }
}

function childrenOfExpression(node: Node): readonly Node[] {
  const children: Node[] = [];
  visitBelow(node, (child) => {
    if (child === node) return true;
    children.push(child);
    return false;
  });
  return children;
}

function partOfAll(nodes: readonly Node[], context: Scan): AnswerUse {
  return nodes.reduce<AnswerUse>((part, node) => larger(part, partOf(node, context)), 0);
}

function partOfArguments({ args, keywords }: ast.Call, context: Scan): AnswerUse {
  return partOfAll([...args, ...keywords.map(({ value }) => value)], context);
}

function partOfCall(call: ast.Call, context: Scan): AnswerUse {
  const { func } = call;
  const given = partOfArguments(call, context);
  if (func.type === 'Attribute') {
    const receiver = partOf(func.value, context);
    if (receiver > 0) {
      if (STATUS.has(func.attr)) return 0;
      const isSize = func.attr === 'get' && SIZES.has(stringOf(call.args[0]) ?? '');
      return isSize ? smaller(receiver) : larger(receiver, given);
    }
  }
  if (given === 0) return 0;
  const name = func.type === 'Name' ? func.id : '';
  if (MEASURES.has(name)) return smaller(given);
  if (ASKS_TYPE.has(name)) return 0;
  return localUses(call, context)?.returned ?? given;
}

/** What a function of this file does with the arguments of a call that hold something of the answer. */
function localUses(call: ast.Call, context: Scan): Uses | undefined {
  const { tree, evaluator, depth } = context;
  const fn = evaluator.functionCalled(call.func);
  if (!fn || fn === context.fn || depth >= MAX_DEPTH || tree.yields(fn)) return undefined;
  const held = new Map<Variable, AnswerUse>();
  for (const parameter of allArgs(fn.args)) {
    const argument = evaluator.argumentFor(call, fn, parameter);
    const part = argument ? partOf(argument, context) : 0;
    const variable = tree.variableBoundBy(parameter);
    if (part > 0 && variable) held.set(variable, part);
  }
  return held.size > 0 ? scan({ ...context, fn, answer: undefined, held, depth: depth + 1 }) : undefined;
}

/** How much of the answer decides a condition: `if text:` asks whether there is one. */
function decided(test: Node, context: Scan): AnswerUse {
  if (test.type === 'BoolOp') return test.values.reduce<AnswerUse>((part, value) => larger(part, decided(value, context)), 0);
  const part = partOf(test, context);
  return test.type === 'Compare' ? part : smaller(part);
}

/** A comparison with nothing or with a number asks for a size; with anything else, for what the model said. */
function compared({ left, ops, comparators }: ast.Compare, context: Scan): AnswerUse {
  const part = partOfAll([left, ...comparators], context);
  const isOfSize =
    comparators.every((node) => isNone(node) || (node.type === 'Constant' && (node.kind === 'int' || node.value === ''))) ||
    ops.every((op) => op === 'is' || op === 'is not') ||
    // `"response" in data`
    (ops.length === 1 && (ops[0] === 'in' || ops[0] === 'not in') && FIELDS.has(stringOf(left) ?? ''));
  return isOfSize ? smaller(part) : part;
}

/** Whether a node stands where the status of the answer says that it is an error: its text is then a reason. */
export function isInErrorBranch(node: Node): boolean {
  let child = node;
  for (let at = node.parent; at && !isFunction(at) && at.type !== 'Module'; child = at, at = at.parent) {
    if (at.type === 'If' || at.type === 'IfExp') {
      const says = statusTest(at.test);
      const isBody = at.type === 'If' ? at.body.includes(child as ast.Statement) : at.body === child;
      if (says !== undefined && child !== at.test && (says === 'ok') !== isBody) return true;
    }
    for (const block of blocksOf(at as ast.Statement)) if (isBehindSuccess(child, block)) return true;
  }
  const fn = functionAround(node);
  return fn !== undefined && fn.type !== 'Lambda' && isBehindSuccess(child, fn.body);
}

/** `if response.ok: return …` above. */
function isBehindSuccess(child: Node, block: readonly ast.Statement[]): boolean {
  const index = block.indexOf(child as ast.Statement);
  return block
    .slice(0, Math.max(0, index))
    .some((s) => s.type === 'If' && s.orelse.length === 0 && statusTest(s.test) === 'ok' && alwaysExits(s.body));
}

/** What a condition says of an answer's status where it holds. */
function statusTest(test: Node): 'ok' | 'error' | undefined {
  if (test.type === 'UnaryOp' && test.op === 'not') {
    const says = statusTest(test.operand);
    return says && (says === 'ok' ? 'error' : 'ok');
  }
  if (test.type === 'BoolOp') {
    const says = test.values.map(statusTest);
    return test.op === 'and' ? says.find((one) => one !== undefined) : says.every((one) => one === 'error') ? 'error' : undefined;
  }
  if (test.type === 'Attribute')
    return test.attr === 'ok' || test.attr === 'is_success' ? 'ok' : test.attr === 'is_error' ? 'error' : undefined;
  if (test.type !== 'Compare' || test.left.type !== 'Attribute' || !/^status(?:_code)?$/.test(test.left.attr)) return undefined;
  const [op] = test.ops;
  const [code] = test.comparators;
  const number = code?.type === 'Constant' && code.kind === 'int' ? code.value : 200;
  if (op === '==') return number < 300 ? 'ok' : 'error';
  if (op === '!=') return number < 300 ? 'error' : undefined;
  if (op === 'in') return 'ok';
  if (op === 'not in') return 'error';
  return op === '<' || op === '<=' ? 'ok' : 'error';
}

function isStatement({ parent }: Node): boolean {
  return parent?.type === 'Await' ? isStatement(parent) : parent?.type === 'Expr';
}

function dottedName(node: Node): string {
  if (node.type === 'Attribute') return `${dottedName(node.value)}.${node.attr}`;
  return node.type === 'Name' ? node.id : '';
}

function larger(a: AnswerUse, b: AnswerUse): AnswerUse {
  return a > b ? a : b;
}

function smaller(part: AnswerUse): AnswerUse {
  return part === 0 ? 0 : 1;
}

/** What HTTP clients tell of an answer besides its body. */
const STATUS: ReadonlySet<string> = new Set([
  'status_code',
  'status',
  'ok',
  'is_success',
  'is_error',
  'raise_for_status',
  'reason',
  'reason_phrase',
  'elapsed',
  'code',
  'getcode',
  'headers',
]);
/** Fields of an answer that count tokens or time. */
const SIZES: ReadonlySet<string> = new Set([
  'usage',
  'usage_metadata',
  'eval_count',
  'eval_duration',
  'prompt_eval_count',
  'prompt_eval_duration',
  'load_duration',
  'total_duration',
  'completion_tokens',
  'prompt_tokens',
  'total_tokens',
  'timings',
]);
/** Fields that every answer has. */
const FIELDS: ReadonlySet<string> = new Set([
  'response',
  'message',
  'choices',
  'content',
  'text',
  'embedding',
  'embeddings',
  'data',
  'error',
]);
const MEASURES: ReadonlySet<string> = new Set(['len', 'bool', 'any', 'all']);
const ASKS_TYPE: ReadonlySet<string> = new Set(['isinstance', 'hasattr', 'callable', 'type', 'id']);
/** Methods of an answer that only read or close it. */
const READERS: ReadonlySet<string> = new Set(['json', 'raise_for_status', 'close', 'aclose', 'read', 'aread', 'text', 'release', 'strip']);
/** Methods of lists, sets and dicts that put something into them. */
const COLLECTS: ReadonlySet<string> = new Set(['append', 'appendleft', 'extend', 'add', 'update', 'insert', 'setdefault']);
const TEXT_METHODS: ReadonlySet<string> = new Set(['join', 'sub', 'findall', 'search', 'match', 'split', 'loads', 'format', 'get']);
/** Calls that show their arguments to the user. */
const PRINTS = /^(?:print|pprint|\w*console\.\w+|sys\.std\w+\.\w+|rich\.\w+|typer\.\w+|click\.\w+)$/;
