import type { TSESTree } from '@typescript-eslint/utils';
import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Call } from '../../../../model/facts/call.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import { type FunctionNode, type Node, propertyName } from '../../syntax/tree.js';
import { type WrittenTest, writeTest } from './connection-error-test.js';
import type { RepairContext } from '../context.js';
import { fallbackValue } from '../endpoints/fallback-value.js';
import { type Layout, indentAt, layoutOf, quoted } from '../text/layout.js';
import { logMessage } from './log-message.js';
import { variableNamed } from '../text/names.js';
import { type ProtectedStatements, protectedStatements } from './protected-statements.js';
import { type Surfacing, surfacingOf } from './surfacing.js';
import { tryBlock } from './try-block.js';

type Then = 'rethrow' | 'fallback';

/**
 * Handles a refused connection where it surfaces: `try`/`catch` around the statements that need the answer, or
 * `.catch()` on the promise where no `await` is, or where a `try` block would take names away from their readers.
 */
export function catchConnectionError(call: Call, then: Then, context: RepairContext): Repair | undefined {
  // A `try` around the call does not cover what a response reads later.
  if (call.handling.kind === 'lost' && call.handling.end === 'response') return undefined;
  const surfacing = surfacingOf(call, context);
  // The handler logs with the global `console`.
  if (!surfacing || (variableNamed('console', surfacing.at, context.sourceCode)?.defs.length ?? 0) > 0) return undefined;
  const error = errorName(surfacing.at, context);
  const test = writeTest(call, error, surfacing.at, context);
  if (!test && (call.test || then === 'fallback')) return undefined;
  const plan = { call, then, error, test, layout: layoutOf(context) };
  const edit = inTryBlock(surfacing, plan, context) ?? onPromise(surfacing, plan, context);
  if (!edit) return undefined;
  return {
    edits: beside([...(test?.edits ?? [])], edit),
    applicability: 'unsafe',
    title: then === 'rethrow' ? TITLES.rethrow('throws') : TITLES.fallBack(),
  };
}

interface Plan {
  readonly call: Call;
  readonly then: Then;
  readonly error: string;
  readonly test: WrittenTest | undefined;
  readonly layout: Layout;
}

function inTryBlock(surfacing: Surfacing, plan: Plan, context: RepairContext): Edit | undefined {
  if (surfacing.kind === 'promise' && !isUsedAsMore(surfacing, context)) return undefined;
  const statements = protectedStatements(surfacing.at, plan.then === 'fallback', context);
  if (!statements) return undefined;
  // Nothing throws where a promise or a stream is only made.
  if (surfacing.kind !== 'await' && !/\bawait\b/.test(textOf(statements, context))) return undefined;
  const fallback = plan.then === 'fallback' ? fallbackIn(statements, surfacing.fn, context) : [];
  return fallback && tryBlock(statements, plan.error, handlerLines(plan, fallback), context);
}

/** `client.create(…).catch((error) => { … })` */
function onPromise(surfacing: Surfacing, plan: Plan, context: RepairContext): Edit | undefined {
  const { at } = surfacing;
  if (surfacing.kind === 'read' || (surfacing.kind === 'promise' && isUsedAsMore(surfacing, context))) return undefined;
  const promise = at.type === 'AwaitExpression' && at.argument.type === 'CallExpression' ? at.argument : surfacing.promise;
  if (promise.type !== 'CallExpression' || (at.type === 'ForOfStatement' && at.right === promise)) return undefined;
  if (!hidesNoMethods(promise, surfacing.fn, plan.layout)) return undefined;
  const fallback = plan.then === 'fallback' ? fallbackOf(promise, surfacing.fn, context) : [];
  if (!fallback) return undefined;
  const { text } = context.sourceCode;
  const { newline, indent, typescript } = plan.layout;
  const own = indentAt(text, promise.range[1]);
  const param = typescript ? `(${plan.error}: unknown)` : `(${plan.error})`;
  const dot = dotOf(promise, context);
  const body = handlerLines(plan, fallback).map((line) => (dot.indent ?? own) + indent + line);
  return {
    span: { start: promise.range[1], end: promise.range[1] },
    text: [`${dot.before}.catch(${param} => {`, ...body, `${dot.indent ?? own}})`].join(newline),
  };
}

/** The lines of a handler, not yet indented. */
function handlerLines({ call, then, error, test, layout }: Plan, fallback: readonly string[]): readonly string[] {
  const { indent, semicolon } = layout;
  const log = `console.error(${quoted(logMessage(call), layout.quote)}, ${error})${semicolon}`;
  const rethrow = `throw ${error}${semicolon}`;
  if (then === 'rethrow') return test ? [`if (${test.text}) {`, indent + log, '}', rethrow] : [log, rethrow];
  const negated = test?.isCompound === true ? `!(${test.text})` : `!${test?.text ?? error}`;
  return [`if (${negated}) {`, indent + rethrow, '}', log, ...fallback.map((line) => (line.startsWith('//') ? line : line + semicolon))];
}

const TODO = '// TODO: decide what to do while the LLM server is down.';

/** The handler's last lines where statements are protected; `undefined` if the function has to return something unknown. */
function fallbackIn(statements: ProtectedStatements, fn: FunctionNode | undefined, context: RepairContext): readonly string[] | undefined {
  const own = fn ? returnsIn(fn, context) : [];
  const protectedReturns = own.filter(
    (r) => r.range[0] >= statements.first.range[0] && r.range[1] <= statements.last.range[1] && r.argument,
  );
  const responder = responderOf(fn, textOf(statements, context));
  const answer =
    responder === undefined
      ? undefined
      : `${responder}.status(503).json({ error: ${quoted('The LLM server cannot be reached.', layoutOf(context).quote)} })`;
  if (protectedReturns.length === 0) return answer === undefined ? [TODO] : [TODO, answer];
  if (answer !== undefined) return layoutOf(context).typescript ? undefined : [TODO, `return ${answer}`];
  const value = fallbackValue(
    fn,
    own.flatMap((r) => r.argument ?? []),
    context,
  );
  return value === undefined ? undefined : [TODO, value === '' ? 'return' : `return ${value}`];
}

/** The same for a handler given to `.catch()`, whose value takes the place of the answer. */
function fallbackOf(promise: Node, fn: FunctionNode | undefined, context: RepairContext): readonly string[] | undefined {
  const user = promise.parent?.type === 'AwaitExpression' || promise.parent?.type === 'UnaryExpression' ? promise.parent : promise;
  if (user.parent?.type === 'ExpressionStatement') return [TODO];
  const isResult = promise.parent?.type === 'ReturnStatement' || (fn?.type === 'ArrowFunctionExpression' && fn.body === promise);
  const value = isResult ? fallbackValue(fn, [], context) : undefined;
  return value === undefined ? undefined : [TODO, value === '' ? 'return' : `return ${value}`];
}

/** The `res` of `(req, res) => …`, if the protected text answers through it. */
function responderOf(fn: FunctionNode | undefined, text: string): string | undefined {
  const param = fn?.params[1];
  if (param?.type !== 'Identifier' || !/^(?:res|response|reply)$/.test(param.name)) return undefined;
  return new RegExp(String.raw`\b${param.name}\s*\.(?:status\([^)]*\)\s*\.)?json\(`).test(text) ? param.name : undefined;
}

function returnsIn(fn: FunctionNode, { sourceCode }: RepairContext): readonly TSESTree.ReturnStatement[] {
  const known = returnsOf.get(fn);
  if (known) return known;
  const returns: TSESTree.ReturnStatement[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ReturnStatement') returns.push(node);
    for (const key of sourceCode.visitorKeys[node.type] ?? []) {
      for (const child of [(node as unknown as Record<string, Node | Node[] | null>)[key]].flat()) {
        if (child && !/Function|Class/.test(child.type)) visit(child);
      }
    }
  };
  visit(fn.body);
  returnsOf.set(fn, returns);
  return returns;
}

/** A function is asked for once per call in it. */
const returnsOf = new WeakMap<FunctionNode, readonly TSESTree.ReturnStatement[]>();

/** Whether a promise is kept in a variable and used as more than one: `.withResponse()`, `.on()`. */
function isUsedAsMore({ promise }: Surfacing, { sourceCode }: RepairContext): boolean {
  const { parent } = promise;
  if (parent?.type !== 'VariableDeclarator') return false;
  if (parent.id.type !== 'Identifier') return true;
  return (sourceCode.scopeManager?.getDeclaredVariables(parent) ?? []).some((v) =>
    v.references.some(
      (r) =>
        r.identifier.parent.type === 'MemberExpression' &&
        r.identifier.parent.object === r.identifier &&
        !/^(?:then|catch|finally)$/.test(propertyName(r.identifier.parent) ?? ''),
    ),
  );
}

/** Whether a plain promise can stand for the SDK's own: a function may declare that it returns the latter. */
function hidesNoMethods(promise: Node, fn: FunctionNode | undefined, { typescript }: Layout): boolean {
  const isResult = promise.parent?.type === 'ReturnStatement' || (fn?.type === 'ArrowFunctionExpression' && fn.body === promise);
  const type = fn?.returnType?.typeAnnotation;
  if (!typescript || !isResult || !type || fn.async) return true;
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && /^Promise(?:Like)?$/.test(type.typeName.name);
}

/** Where `.catch` goes: on a line of its own if the chain's last method stands so. */
function dotOf(
  promise: TSESTree.CallExpression,
  { sourceCode }: RepairContext,
): { readonly before: string; readonly indent: string | undefined } {
  const { callee } = promise;
  const dot = callee.type === 'MemberExpression' && !callee.computed ? sourceCode.getTokenBefore(callee.property) : null;
  const before = dot && sourceCode.getTokenBefore(dot);
  if (!dot || !before || before.loc.end.line === dot.loc.start.line) return { before: '', indent: undefined };
  const indent = indentAt(sourceCode.text, dot.range[0]);
  return { before: (sourceCode.text.includes('\r\n') ? '\r\n' : '\n') + indent, indent };
}

/** A name for the handler's parameter that hides no other. */
function errorName(at: Node, context: RepairContext): string {
  return ['error', 'err', 'connectionError'].find((name) => !variableNamed(name, at, context.sourceCode)) ?? 'llmError';
}

function textOf({ first, last }: ProtectedStatements, { sourceCode }: RepairContext): string {
  return sourceCode.text.slice(first.range[0], last.range[1]);
}

/** Imports go before the block, also where it begins with the comments that the import would follow. */
function beside(imports: readonly Edit[], edit: Edit): readonly Edit[] {
  return [
    ...imports.map((i) =>
      i.span.start > edit.span.start && i.span.start <= edit.span.end
        ? { ...i, span: { start: edit.span.start, end: edit.span.start } }
        : i,
    ),
    edit,
  ];
}
