import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Call } from '../../../../model/facts/call.js';
import type { RetryProposal } from '../../../../model/catalog/retry-library.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import { type Node, isFunction } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { importName, importNames, isCommonJs } from '../text/import-name.js';
import { layoutOf } from '../text/layout.js';
import { variableNamed } from '../text/names.js';
import { HELPER_NAME, retryHelper } from './retry-helper.js';
import type { RetryWrapper } from './retry-wrapper.js';
import { isPlainPromise } from './promise-use.js';
import { REQUEST_METHODS, callKindOf, chainOf } from '../handlers/surfacing.js';
import { topLevelAround } from '../../syntax/top-level.js';

/** Hands a call to the project's retry library as a function, or to a helper that is written into the file once. */
export function wrapWithRetry(call: Call, retries: number, context: RepairContext): Repair | undefined {
  if (call.surfaces !== 'await' || call.runsTools) return undefined;
  const request = requestOf(call, context);
  if (!topLevelAround(request) || isInInitializer(request) || mayLoseNarrowing(request, context) || sendsMadeRequest(call, context))
    return undefined;
  if (!isPlainPromise(request, callKindOf(call, context)?.isIterable === true, context)) return undefined;
  const thunk = thunkOf(request, context);
  if (!thunk) return undefined;
  const wrapper =
    throughLibrary(request, retries, context) ?? throughOwnFunction(request, context) ?? retryHelper(request, retries, context);
  return (
    wrapper && {
      // Insertions at one offset keep this order: an import goes before the call, the helper behind it.
      edits: [
        ...wrapper.edits.filter((e) => e.span.start <= request.range[0]),
        ...around(request, wrapper.before + thunk, wrapper.after),
        ...wrapper.edits.filter((e) => e.span.start > request.range[0]),
      ],
      applicability: 'unsafe',
      title: wrapper.title,
    }
  );
}

/**
 * Whether a test before the request says something of a property or variable in it (`if (!options.model) return`):
 * TypeScript forgets that inside a function, and the result would not compile.
 */
function mayLoseNarrowing(request: Node, context: RepairContext): boolean {
  if (!layoutOf(context).typescript) return false;
  const { text } = context.sourceCode;
  let start = 0;
  for (let at = request.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    start = at.range[0];
    break;
  }
  // Split first: one expression for all of it would take quadratic time on long text.
  const pieces = text.slice(start, request.range[0]).split(/[;{}]/);
  const tests = pieces.filter((piece) => /\b(?:if|while)\b|&&|\?/.test(piece)).join('\n');
  const used = text.slice(...request.range).match(/[A-Za-z_$][\w$]*(?:!?\??\.[A-Za-z_$][\w$]*)+/g) ?? [];
  return used.some((path) => prefixesOf(path.replace(/[!?]/g, '')).some((prefix) => tests.includes(prefix)));
}

/** `this.a.b` gives `this.a` and `this.a.b`. */
function prefixesOf(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 2).join('.'));
}

/** `fetch(request)` of a `new Request(…)` that is made outside: it cannot be sent twice. */
function sendsMadeRequest(call: Call, context: RepairContext): boolean {
  const [first] = context.callNode(call).arguments;
  const definition =
    first?.type === 'Identifier' ? (variableNamed(first.name, first, context.sourceCode)?.defs[0]?.node as Node | undefined) : undefined;
  const made = definition?.type === 'VariableDeclarator' ? definition.init : undefined;
  return made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'Request';
}

/** The expression that sends the request anew each time it is evaluated. */
function requestOf(call: Call, context: RepairContext): Node {
  const chain = chainOf(context.callNode(call), REQUEST_METHODS);
  return chain.parent?.type === 'ChainExpression' ? chain.parent : chain;
}

/** `() => `, or `async () => ` where the request waits for its own arguments; `undefined` where it cannot be a function. */
function thunkOf(request: Node, { sourceCode }: RepairContext): string | undefined {
  const inner = innerTypes(request, sourceCode.visitorKeys);
  if (inner.has('YieldExpression')) return undefined;
  return inner.has('AwaitExpression') || request.type === 'ChainExpression' ? 'async () => ' : '() => ';
}

function innerTypes(node: Node, keys: RepairContext['sourceCode']['visitorKeys']): ReadonlySet<string> {
  const types = new Set<string>();
  const visit = (at: Node): void => {
    types.add(at.type);
    for (const key of keys[at.type] ?? []) {
      for (const child of [(at as unknown as Record<string, Node | Node[] | null>)[key]].flat()) {
        if (child && !isFunction(child)) visit(child);
      }
    }
  };
  visit(node);
  return types;
}

/** A class field or a parameter's default, where the time of evaluation is part of the meaning. */
function isInInitializer(request: Node): boolean {
  const { parent } = request;
  return (
    parent?.type === 'PropertyDefinition' ||
    parent?.type === 'AccessorProperty' ||
    parent?.type === 'AssignmentPattern' ||
    parent?.type === 'Decorator'
  );
}

/** The call through the first library that the project has and that is right for its version. */
function throughLibrary(request: Node, retries: number, context: RepairContext): RetryWrapper | undefined {
  for (const [name, proposal] of context.proposals) {
    const range = context.manifest?.rangeOf(name);
    if (range === undefined || !fits(proposal, range, request, context)) continue;
    const imported = importNames(
      proposal.module,
      [{ imported: proposal.imported, local: proposal.local }, ...(proposal.also ?? []).map((one) => ({ imported: one, local: one }))],
      request,
      context,
    );
    const [before, after] = proposal.template.split('CALL');
    if (!imported || before === undefined || after === undefined) continue;
    const fill = (text: string): string => {
      let filled = text.replace(/RETRIES \+ 1/g, String(retries + 1)).replaceAll('RETRIES', String(retries));
      for (const [local, written] of imported.texts)
        filled = filled.replace(new RegExp(String.raw`\b${local.replaceAll('$', String.raw`\$`)}\b`), () => written);
      return filled;
    };
    return { before: fill(before), after: fill(after), edits: imported.edits, title: TITLES.retryWith(name) };
  }
  return undefined;
}

/** The call through a retry function that the file or another one of the project has. */
function throughOwnFunction(request: Node, context: RepairContext): RetryWrapper | undefined {
  const { here, elsewhere } = context.ownRetries;
  const local = here.find(({ name }) => name !== HELPER_NAME && isTopLevel(name, request, context));
  // The helper that the file has already knows how often.
  if (!local && here.some(({ name }) => name === HELPER_NAME)) return undefined;
  const own = local ?? elsewhere();
  if (!own) return undefined;
  const imported =
    own.module === undefined
      ? { text: own.name, edits: [] }
      : importName({ module: own.module, imported: own.name, local: own.name }, request, context);
  return imported && { before: `${imported.text}(`, after: ')', edits: imported.edits, title: TITLES.retryWith(own.name) };
}

/** Whether a name means the same at a node as at the top of the module, and the node is not inside of what has the name. */
function isTopLevel(name: string, at: Node, { sourceCode }: RepairContext): boolean {
  const declared = variableNamed(name, at, sourceCode)?.defs[0]?.node as Node | undefined;
  return (
    declared !== undefined &&
    topLevelAround(at)?.some((s) => s.range[0] <= declared.range[0] && declared.range[1] <= s.range[1]) === true &&
    !(declared.range[0] <= at.range[0] && at.range[1] <= declared.range[1])
  );
}

function fits({ majors, imported }: RetryProposal, range: string, request: Node, context: RepairContext): boolean {
  const major = Number(/\d+/.exec(range)?.[0] ?? Number.NaN);
  if (majors && !majors.includes(major)) return false;
  if (!isModule(request, context)) return false;
  // `require()` of an ES module gives its namespace, not its default export.
  return !(isCommonJs(request, context) && imported === 'default' && majors?.some((m) => m >= 5));
}

/** Whether an import can be added: a `.js` file that neither imports nor requires may be a plain script. */
function isModule(request: Node, context: RepairContext): boolean {
  if (!context.filename.endsWith('.js') || isCommonJs(request, context)) return true;
  return (topLevelAround(request) ?? []).some((s) => /^(?:Import|Export)/.test(s.type)) || context.sourceCode.text.includes('import.meta');
}

function around(request: Node, before: string, after: string): readonly Edit[] {
  return [
    { span: { start: request.range[0], end: request.range[0] }, text: before },
    { span: { start: request.range[1], end: request.range[1] }, text: after },
  ];
}
