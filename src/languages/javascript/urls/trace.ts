import { memoizedQuery } from '../../../engine/memoized-query.js';
import { MAX_ALTERNATIVES, alternatives, asFallback, combined, hole, inGap, literalText } from '../../../engine/urls/url-text.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import { type Node, type Tree, type Variable, stringOf, unwrap } from '../syntax/tree.js';
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

/** The same inside one call of a function of the file. */
const MAX_STEPS_IN_CALL = 500;

/** Calls inside one another, and calls in one file, that are followed with the arguments that they pass. */
const MAX_CALL_DEPTH = 2;
const MAX_CALLS = 200;

/** Makes the tracer of a file. */
export function createUrlTracer(
  tree: Tree,
  evaluator: Evaluator,
  style: EnvironmentStyle | undefined,
  imports: Imports = NO_IMPORTS,
): UrlTracer {
  const budget = { calls: MAX_CALLS };
  const context = createContext({ tree, evaluator, style, imports }, new Map(), 0, budget);
  return { trace: context.trace, environmentVariable: (node) => environmentVariable(context, node) };
}

type FileContext = Pick<UrlContext, 'tree' | 'evaluator' | 'style' | 'imports'>;

/** The questions inside `depth` calls, in which parameters have `values`. */
function createContext(
  file: FileContext,
  values: ReadonlyMap<Variable, readonly UrlText[]>,
  depth: number,
  budget: { calls: number },
): UrlContext {
  const query = memoizedQuery<readonly UrlText[]>({
    maxDepth: MAX_DEPTH,
    maxSteps: depth === 0 ? MAX_STEPS : MAX_STEPS_IN_CALL,
    unknown: [hole('unknown')],
  });
  const context: UrlContext = {
    ...file,
    trace: (node) => query.ask(node, () => traceExpression(context, unwrap(node)).slice(0, MAX_ALTERNATIVES)),
    traceVariable: (variable) =>
      values.get(variable) ??
      query.ask(variable, () => definedTexts(context, variable), {
        keep: 'nothing',
        unknown: [hole('unknown', variable.name, variable)],
      }),
    inCall: (inner) => {
      if (depth >= MAX_CALL_DEPTH || budget.calls === 0) return undefined;
      budget.calls -= 1;
      return createContext(file, new Map([...values, ...inner]), depth + 1, budget);
    },
  };
  return context;
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
