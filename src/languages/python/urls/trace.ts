import type { Node } from '../syntax/ast.js';
import { MAX_ALTERNATIVES, alternatives, asFallback, combined, hole, inGap, literalText } from '../../../engine/urls/url-text.js';
import { whileInProgress } from '../../../engine/in-progress.js';
import { environmentRead } from '../values/environment.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import type { PythonProject } from '../flow/project-types.js';
import { lastingBindings } from '../syntax/reaching-definitions.js';
import type { Tree } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';
import type { TracerContext, UrlText, UrlTracer } from './tracer.js';
import { textPiece } from './texts.js';
import { formatted } from './formatting.js';
import { definedTexts, traceVariable } from './variables.js';
import { traceField, traceInstance, traceMember } from './attributes.js';
import { traceCall } from './calls.js';
import { traceSubscript } from './lookups.js';

/** Steps from an expression to what it is made of. */
const MAX_DEPTH = 40;

/** Expressions followed in one file before the rest is unknown: bounds the time on generated code. */
const MAX_STEPS = 100_000;

/** Makes the tracer of a file. */
export function createUrlTracer(
  tree: Tree,
  evaluator: Evaluator,
  style: EnvironmentStyle | undefined,
  project: PythonProject | undefined,
): UrlTracer {
  const tracer: UrlTracer = {
    trace: (node) => memoizedTexts(context, node),
    traceName: (variable, attribute) => {
      if (attribute === undefined) return definedTexts(context, variable, lastingBindings(variable));
      const value = evaluator.valueOfVariable(variable);
      if (value.kind === 'instance') return traceInstance(context, value, attribute);
      return value.kind === 'class' ? traceField(context, value.node, attribute, new Set()) : [];
    },
  };
  const context: TracerContext = {
    tree,
    evaluator,
    style,
    project,
    tracer,
    memo: { known: new Map(), inProgress: new Set(), provisional: new Map(), cuts: 0, steps: 0 },
  };
  return tracer;
}

/** The texts that an expression may be: found once, within the bounds. */
function memoizedTexts(context: TracerContext, node: Node): readonly UrlText[] {
  const { memo } = context;
  const done = memo.known.get(node) ?? memo.provisional.get(node);
  if (done) return done;
  if (memo.inProgress.has(node) || memo.inProgress.size > MAX_DEPTH || (memo.steps += 1) > MAX_STEPS) {
    memo.cuts += 1;
    return [hole('unknown')];
  }
  const before = memo.cuts;
  const texts = whileInProgress(memo.inProgress, node, () => followExpression(context, node).slice(0, MAX_ALTERNATIVES));
  if (memo.cuts === before || memo.inProgress.size === 0) memo.known.set(node, texts);
  else memo.provisional.set(node, texts);
  if (memo.inProgress.size === 0) memo.provisional.clear();
  return texts;
}

/** The texts that an expression may be, by its syntax. */
function followExpression(context: TracerContext, node: Node): readonly UrlText[] {
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
            : [inGap(context.tracer.trace(value.value), `{${context.tree.textOf(value.value)}}`)],
        ),
      );
    case 'BinOp':
      if (node.op === '+') return combined([context.tracer.trace(node.left), context.tracer.trace(node.right)]);
      if (node.op === '%') return formatted(context, node.left, /%[sdir]/, node.right.type === 'Tuple' ? node.right.elts : [node.right]);
      return [hole('unknown')];
    case 'BoolOp':
      if (node.op === 'and') return context.tracer.trace(node.values.at(-1) ?? node).map(asFallback);
      return node.values
        .slice(0, MAX_ALTERNATIVES)
        .map(context.tracer.trace)
        .reduce((left, right) => alternatives(left, right));
    case 'IfExp':
      return [...context.tracer.trace(node.body), ...context.tracer.trace(node.orelse)].map(asFallback);
    case 'Await':
    case 'NamedExpr':
      return context.tracer.trace(node.value);
    case 'Name': {
      const variable = context.tree.variableOf(node);
      return variable ? traceVariable(context, variable, node) : [hole('unknown', node.id)];
    }
    case 'Attribute':
    case 'Subscript':
    case 'Call': {
      const read = environmentRead(node, context.evaluator, context.style);
      if (read) {
        const variable: UrlText = hole('environment', read.name, read.name);
        return read.fallback ? alternatives([variable], context.tracer.trace(read.fallback)) : [variable];
      }
      if (node.type === 'Attribute') return traceMember(context, node);
      return node.type === 'Call' ? traceCall(context, node) : traceSubscript(context, node);
    }
    default:
      return [hole('unknown')];
  }
}
