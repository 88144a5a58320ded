import { memoizedQuery } from '../../../engine/memoized-query.js';
import { MAX_ALTERNATIVES, alternatives, asFallback, combined, hole, inGap, literalText } from '../../../engine/urls/url-text.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import { type Node, type Tree, stringOf, unwrap } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluate.js';
import { type Imports, NO_IMPORTS } from '../values/imported-values.js';
import { traceCall, traceNewUrl } from './calls.js';
import { environmentVariable } from './environment.js';
import { traceMember } from './members.js';
import type { UrlContext, UrlText } from './url-context.js';
import { definedTexts } from './variables.js';

/** Follows a URL back to the literals, variables and arguments that make it. */
export interface UrlTracer {
  trace(node: Node): readonly UrlText[];
  /** The variable of the environment that an expression reads. */
  environmentVariable(node: Node): string | undefined;
}

const MAX_DEPTH = 40;

/** Expressions followed in one file before the rest is unknown: bounds the time on generated code. */
const MAX_STEPS = 100_000;

/** Makes the tracer of a file. */
export function createUrlTracer(
  tree: Tree,
  evaluator: Evaluator,
  style: EnvironmentStyle | undefined,
  imports: Imports = NO_IMPORTS,
): UrlTracer {
  const query = memoizedQuery<readonly UrlText[]>({ maxDepth: MAX_DEPTH, maxSteps: MAX_STEPS, unknown: [hole('unknown')] });
  const context: UrlContext = {
    tree,
    evaluator,
    style,
    imports,
    trace: (node) => query.ask(node, () => traceExpression(context, unwrap(node)).slice(0, MAX_ALTERNATIVES)),
    traceVariable: (variable) =>
      query.ask(variable, () => definedTexts(context, variable), {
        keep: 'nothing',
        unknown: [hole('unknown', variable.name, variable)],
      }),
  };
  return { trace: context.trace, environmentVariable: (node) => environmentVariable(context, node) };
}

function traceExpression(context: UrlContext, node: Node): readonly UrlText[] {
  const text = stringOf(node);
  if (text !== undefined) return [literalText(text, node)];
  const variable = environmentVariable(context, node);
  if (variable !== undefined) return [hole('environment', variable, variable)];
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number' ? [{ parts: [{ text: String(node.value), node }], fallback: false }] : [hole('unknown')];
    case 'TemplateLiteral':
      return combined(
        node.quasis.flatMap((quasi, i) => {
          const expression = node.expressions[i];
          const own: readonly UrlText[] = quasi.value.cooked ? [literalText(quasi.value.cooked, node)] : [];
          return [own, expression ? inGap(context.trace(expression), `\${${context.tree.text.slice(...expression.range)}}`) : []].filter(
            (alternatives) => alternatives.length > 0,
          );
        }),
      );
    case 'BinaryExpression':
      return node.operator === '+' ? combined([context.trace(node.left), context.trace(node.right)]) : [hole('unknown')];
    case 'LogicalExpression': {
      const left = context.trace(node.left);
      if (node.operator === '&&') return context.trace(node.right).map(asFallback);
      return alternatives(left, context.trace(node.right));
    }
    case 'ConditionalExpression':
      return [...context.trace(node.consequent), ...context.trace(node.alternate)].map(asFallback);
    case 'AwaitExpression':
      return context.trace(node.argument);
    case 'AssignmentExpression':
      return node.operator === '='
        ? context.trace(node.right)
        : [...context.trace(node.left), ...context.trace(node.right).map(asFallback)];
    case 'Identifier': {
      const binding = context.tree.variableOf(node);
      return binding ? context.traceVariable(binding) : [hole('unknown', node.name)];
    }
    case 'MemberExpression':
      return traceMember(context, node);
    case 'CallExpression':
      return traceCall(context, node);
    case 'NewExpression':
      if (node.callee.type === 'Identifier' && node.callee.name === 'URL' && !context.tree.variableOf(node.callee))
        return traceNewUrl(context, node);
      return [hole('unknown')];
    default:
      return [hole('unknown')];
  }
}
