import type { CallPurpose } from '../../../model/catalog/sdk.js';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import type { ServerPath } from '../../../model/catalog/server.js';
import { FEW_TOKENS, MODEL_INPUTS, SHORT_QUESTION, TOKEN_LIMITS, VERDICTS } from '../../../engine/calls/request-words.js';
import type { Evaluator } from '../values/evaluator.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { type Tree, functionAround, isFunction, stringOf } from '../syntax/tree.js';
import { createAnswerUse } from './answer-use.js';
import type { UnresolvedCall } from './calls.js';
import { isMeasured } from './measured-calls.js';
import { type FieldReader, bodyFields, sdkFields } from './request-fields.js';

/** The HTTP request that a call is. */
export interface SentRequest {
  readonly request: HttpRequest;
  /** What is known of the paths that it may go to. */
  readonly paths: readonly (ServerPath | undefined)[];
}

/** What the purpose of a call is read with. */
interface PurposeContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly answerUse: ReturnType<typeof createAnswerUse>;
}

/**
 * Says what a call is for from what the code does with its answer. A call that the catalog takes for a question to a model is none
 * where it only tests the connection, loads, unloads or warms up a model, or measures the server.
 */
export function createPurposes(tree: Tree, evaluator: Evaluator): (raw: UnresolvedCall, http?: SentRequest) => UnresolvedCall {
  const context: PurposeContext = { tree, evaluator, answerUse: createAnswerUse(tree, evaluator) };
  return (raw, http) => {
    const { node } = raw;
    if (raw.purpose !== 'model' || node.type === 'Reference') return raw;
    const field = http ? bodyFields(node, http.request, tree, evaluator) : sdkFields(node, evaluator);
    // A pull, an agent's run or what a store embeds is wanted for what it does, whatever becomes of the answer.
    if (raw.runsTools || http?.paths.some((path) => path?.hasEffect)) return raw;
    const purpose = loadsModel(context, raw, http, field)
      ? 'management'
      : isQuestion(http, field)
        ? byUse(context, node, http, field)
        : 'model';
    return purpose === 'model' ? raw : { ...raw, purpose };
  };
}

function byUse(context: PurposeContext, node: ast.Call, http: SentRequest | undefined, field: FieldReader): CallPurpose {
  if (isDropped(node)) return isCaughtHere(node) ? 'management' : 'model';
  const isConstant = hasShortInput(context, field);
  const isShort = asksForFewTokens(context, field);
  const fn = functionAround(node);
  if (!fn || fn.type === 'Lambda' || context.tree.yields(fn)) return isConstant && isShort ? 'state' : 'model';
  const use = context.answerUse(node, fn);
  // The number of tokens is what a tokenizer answers.
  const countsTokens = http?.paths.some((path) => path?.path.endsWith('tokenize')) === true;
  const isUnread = use === 0 || (use === 1 && !countsTokens);
  const isVerdict = tellsOnlySuccess(context, fn);
  if (isShort && (isConstant || isVerdict || isUnread)) return 'state';
  if (isVerdict && (isConstant || isUnread)) return 'state';
  if (use === 0 && isCaughtHere(node)) return 'management';
  // Where the answer is used too, the time is said beside it.
  return use === 1 && isMeasured(node, fn, context.tree, context.evaluator) ? 'state' : 'model';
}

/** Whether the call hands over what a model is asked. */
function isQuestion(http: SentRequest | undefined, field: FieldReader): boolean {
  return http !== undefined || MODEL_INPUTS.some((name) => field(name).kind === 'given');
}

/** Ollama loads a model for a request without a prompt, and unloads it with `keep_alive: 0`. */
function loadsModel(context: PurposeContext, raw: UnresolvedCall, http: SentRequest | undefined, field: FieldReader): boolean {
  const api = http ? http.paths.find((path) => path)?.api : raw.library;
  if (api !== 'ollama') return false;
  const inputs = ['prompt', 'messages', 'input'].map((name) => field(name));
  const given = inputs.find(({ kind }) => kind === 'given');
  if (given?.kind === 'given') return isBlank(context, given.node);
  return inputs.every(({ kind }) => kind === 'absent') && field('keep_alive').kind === 'given';
}

function isBlank(context: PurposeContext, node: ast.Expression): boolean {
  const literal = context.evaluator.literalOf(node);
  if (literal?.kind === 'str') return literal.value.trim() === '';
  return node.type === 'List' && node.elts.length === 0;
}

/** A few tokens answer nothing but whether the model answers. */
function asksForFewTokens(context: PurposeContext, field: FieldReader): boolean {
  return [...TOKEN_LIMITS, ...TOKEN_LIMITS.map((name) => `options.${name}`)].some((name) => {
    const limit = field(name);
    const value = limit.kind === 'given' ? context.evaluator.literalOf(limit.node) : undefined;
    return value?.kind === 'int' && value.value > 0 && value.value <= FEW_TOKENS;
  });
}

/** Whether the question is a short text that the code holds: `"Hello"`. */
function hasShortInput(context: PurposeContext, field: FieldReader): boolean {
  return MODEL_INPUTS.some((name) => {
    const input = field(name);
    return input.kind === 'given' && isShortText(context, input.node);
  });
}

function isShortText(context: PurposeContext, node: ast.Expression): boolean {
  if (node.type === 'List') return node.elts.length > 0 && node.elts.every((element) => isShortText(context, element));
  if (node.type === 'Dict') {
    const content = node.values[node.keys.findIndex((key) => stringOf(key) === 'content')];
    return content !== undefined && isShortText(context, content);
  }
  const value = node.type === 'Name' ? context.evaluator.valueOf(node) : undefined;
  if (value?.kind === 'list') return isShortText(context, value.node);
  const literal = context.evaluator.literalOf(node);
  return literal?.kind === 'str' && literal.value.length <= SHORT_QUESTION;
}

/** Whether every way out of a function says only if something worked: `True`, `False, reason`, `{"ok": False, "error": …}`. */
function tellsOnlySuccess(context: PurposeContext, fn: FunctionNode, depth = 0): boolean {
  if (fn.type === 'Lambda' || context.tree.yields(fn)) return false;
  const returned = context.tree.returnsOf(fn);
  return returned.length > 0 && returned.every((node) => isVerdict(context, node, depth));
}

function isVerdict(context: PurposeContext, node: ast.Expression, depth: number): boolean {
  if (depth > 4) return false;
  switch (node.type) {
    case 'Constant':
      return node.kind === 'bool';
    case 'Compare':
      return true;
    case 'UnaryOp':
      return node.op === 'not';
    case 'BoolOp':
      return node.values.every((value) => isVerdict(context, value, depth));
    case 'IfExp':
      return isVerdict(context, node.body, depth) && isVerdict(context, node.orelse, depth);
    case 'Attribute':
      return node.attr === 'ok' || node.attr === 'is_success';
    case 'Tuple':
      return node.elts[0] !== undefined && isVerdict(context, node.elts[0], depth);
    case 'Name': {
      const bindings = context.tree.variableOf(node)?.bindings ?? [];
      return (
        bindings.length > 0 &&
        bindings.every(
          (binding) => binding.kind === 'assign' && binding.value !== undefined && isVerdict(context, binding.value, depth + 1),
        )
      );
    }
    case 'Dict':
      return node.keys.some((key, i) => {
        const value = node.values[i];
        return VERDICTS.has(stringOf(key) ?? '') && value !== undefined && isVerdict(context, value, depth);
      });
    case 'Call':
      return isVerdictCall(context, node, depth);
    default:
      return false;
  }
}

/** `bool(text)`, `Health(ok=False, error=…)`, a function of this file that tells only success. */
function isVerdictCall(context: PurposeContext, node: ast.Call, depth: number): boolean {
  if (node.func.type === 'Name' && TRUTHS.has(node.func.id)) return true;
  if (node.keywords.some(({ arg, value }) => arg !== null && VERDICTS.has(arg) && isVerdict(context, value, depth))) return true;
  const fn = context.evaluator.functionCalled(node.func);
  return fn !== undefined && tellsOnlySuccess(context, fn, depth + 2);
}

function isDropped({ parent }: Node): boolean {
  return parent?.type === 'Await' ? isDropped(parent) : parent?.type === 'Expr';
}

/** Whether a handler of the same function lets the program go on without the answer. */
function isCaughtHere(node: Node): boolean {
  for (let at: Node = node; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if ((parent.type !== 'Try' && parent.type !== 'TryStar') || !parent.body.some((child) => child === at)) continue;
    if (parent.handlers.some(({ body }) => body.at(-1)?.type !== 'Raise')) return true;
  }
  return false;
}

const TRUTHS: ReadonlySet<string> = new Set(['bool', 'any', 'all', 'isinstance']);
