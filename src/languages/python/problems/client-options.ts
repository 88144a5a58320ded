import { PYTHON_SDKS } from '../../../catalog/python.js';
import { isKeyless, isNoKey, isOpenModel, namesOwnServer, proposalFor } from '../../../engine/heuristics/self-hosted.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { textOf } from '../../../engine/urls/recognize.js';
import type { IgnoredOption, MissingKey, ProviderFallback } from '../../../model/problems/client-options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { once } from '../../../engine/lazy-fields.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import type { Span } from '../../../model/span.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { type UnresolvedCall, argumentsOf } from '../calls/calls.js';
import type { ClientConstruction } from '../calls/clients.js';
import { environmentRead } from '../values/environment.js';
import type { Evaluator } from '../values/evaluator.js';
import { type Tree, isNone, stringOf, visitBelow } from '../syntax/tree.js';
import type { UrlTracer } from '../urls/tracer.js';

/** What a file's clients are looked at with. */
interface ClientContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly tracer: UrlTracer;
  readonly makers: readonly ClientConstruction[];
  readonly calls: readonly UnresolvedCall[];
  readonly env: EnvironmentStyle | undefined;
}

/** The problems of what the clients of a file are given, and are not: each computed when it is asked for. */
export function clientProblems(context: ClientContext) {
  const { makers, evaluator } = context;
  // `client.with_options(…)`: what is absent there is the client's.
  const own = once(() => makers.filter(({ node }) => evaluator.valueOf(node.func).kind === 'external'));
  return {
    ignoredOptions: (): readonly IgnoredOption[] =>
      [...own().flatMap((maker) => ignoredIn(maker, context)), ...ignoredAttributes(context), ...ignoredVariables(own(), context)].sort(
        (a, b) => a.span.start - b.span.start,
      ),
    providerFallbacks: () => fallbacksOf(own(), context),
    missingKeys: () => own().flatMap((maker) => missingKey(maker, context) ?? []),
  };
}

function spanOf({ range: [start, end] }: Node): Span {
  return { start, end };
}

function nameOf({ func }: ast.Call, tree: Tree): string {
  return codeExcerpt(tree.textOf(func));
}

function ignoredIn({ node, options }: ClientConstruction, { tree, evaluator }: ClientContext): readonly IgnoredOption[] {
  return (options.ignored ?? []).flatMap(({ at, effect, meant }): readonly IgnoredOption[] => {
    const keyword = node.keywords.find((k) => k.arg === at);
    // What is read is there too.
    if (!keyword || (options.baseUrl ?? []).some((place) => argumentAt(node, place, evaluator.valueOf).kind === 'given')) return [];
    const [start] = keyword.range;
    return [
      {
        span: { start, end: start + at.length },
        whole: spanOf(keyword),
        name: at,
        reaches: `${nameOf(node, tree)}()`,
        effect,
        remedy: meant === undefined ? 'none' : 'rename',
        ...(meant === undefined ? {} : { meant }),
      },
    ];
  });
}

/** `openai.api_base = "…"` in a program that calls what only versions have that do not read it. */
function ignoredAttributes(context: ClientContext): readonly IgnoredOption[] {
  return WITH_IGNORED_ATTRIBUTES.flatMap((sdk) => (sdk.ignoredAttributes ?? []).flatMap((attribute) => writesOf(attribute, sdk, context)));
}

const WITH_IGNORED_ATTRIBUTES = PYTHON_SDKS.filter((sdk) => sdk.ignoredAttributes !== undefined);

function writesOf(
  { name, meant, effect, readBy }: NonNullable<Sdk['ignoredAttributes']>[number],
  { id, packages: [module] }: Sdk,
  { tree, evaluator, calls }: ClientContext,
): readonly IgnoredOption[] {
  const own = calls.filter((call) => call.library === id);
  const isReader = (call: UnresolvedCall) => call.failure.error.startsWith(`${readBy}.`);
  if (module === undefined || own.some(isReader) || !own.some((call) => call.client === undefined)) return [];
  return (tree.attributeWrites.get(name) ?? []).flatMap(({ target }): readonly IgnoredOption[] => {
    const holder = evaluator.valueOf(target.value);
    if (holder.kind !== 'external' || holder.path.join('.') !== module) return [];
    const [start, end] = target.attrRange;
    const span = { start, end };
    return [{ span, whole: span, name, reaches: module, effect, meant, remedy: 'rename' }];
  });
}

/** `os.environ["OPENAI_API_BASE"] = "…"` in front of clients that read another variable. */
function ignoredVariables(makers: readonly ClientConstruction[], { tree, evaluator }: ClientContext): readonly IgnoredOption[] {
  const reader = makers.find(
    ({ node, options }) =>
      options.publicDefault?.ignoredVariables !== undefined &&
      (options.baseUrl ?? []).every((place) => argumentAt(node, place, evaluator.valueOf).kind === 'absent'),
  );
  const found: IgnoredOption[] = [];
  for (const { name, effect, meant } of reader?.options.publicDefault?.ignoredVariables ?? []) {
    if (!reader || !tree.text.includes(name) || isReadByOther(name, tree)) continue;
    visitBelow(tree.module, (node) => {
      if (node.type !== 'Assign') return;
      for (const target of node.targets) {
        if (target.type !== 'Subscript' || stringOf(target.slice) !== name) continue;
        const holder = evaluator.valueOf(target.value);
        if (holder.kind !== 'external' || holder.path.join('.') !== 'os.environ') continue;
        const span = { start: target.slice.range[0] + 1, end: target.slice.range[1] - 1 };
        if (tree.text.slice(span.start, span.end) !== name) continue;
        found.push({ span, whole: span, name, reaches: `${nameOf(reader.node, tree)}()`, effect, meant, remedy: 'rename' });
      }
    });
  }
  return found;
}

/** Whether another library that the file imports reads a variable. */
function isReadByOther(variable: string, { text }: Tree): boolean {
  return PYTHON_SDKS.filter((sdk) => sdk.environment?.includes(variable))
    .flatMap((sdk) => sdk.packages)
    .some((name) => new RegExp(String.raw`\b(?:import|from)\s+${name.replaceAll('.', String.raw`\.`)}\b`).test(text));
}

interface Candidate {
  readonly fallback: ProviderFallback;
}

function fallbacksOf(makers: readonly ClientConstruction[], context: ClientContext): readonly ProviderFallback[] {
  const found = makers.flatMap((maker) => fallbackOf(maker, context) ?? []);
  // A variable that the file looks at elsewhere may be tested there.
  return found
    .filter(
      ({ fallback: { variable } }) =>
        (context.tree.text.match(new RegExp(String.raw`\b${variable}\b`, 'g'))?.length ?? 0) <=
        found.filter((f) => f.fallback.variable === variable).length,
    )
    .map(({ fallback }) => fallback);
}

function fallbackOf(maker: ClientConstruction, context: ClientContext): Candidate | undefined {
  const { node, options } = maker;
  const { tree, evaluator, env } = context;
  const { publicDefault } = options;
  if (!publicDefault?.when.includes('unset')) return undefined;
  const [place, option] =
    (options.baseUrl ?? [])
      .map((at) => [at, argumentAt(node, at, evaluator.valueOf)] as const)
      .find(([, found]) => found.kind !== 'absent') ?? [];
  if (option?.kind !== 'given') return undefined;
  const value = definition(option.node, tree);
  const read = environmentRead(value, evaluator, env);
  // `os.environ["X"]` raises by itself, a settings object where it is made.
  if (!read || value.type !== 'Call' || (read.fallback && !isNone(read.fallback)) || !isOptionalRead(value, evaluator)) return undefined;
  const sign = signOf(maker, read.name, context);
  if (sign === undefined) return undefined;
  return {
    fallback: {
      span: spanOf(value),
      variable: read.name,
      when: 'unset',
      host: publicDefault.host,
      reaches: `${nameOf(node, tree)}(${place?.split('|')[0] ?? ''}=…)`,
      sign,
      proposal: proposalFor(read.name),
    },
  };
}

/** `os.getenv(…)` and `os.environ.get(…)` give `None` for a variable that is not set. */
function isOptionalRead({ func }: ast.Call, { valueOf }: Evaluator): boolean {
  const callee = valueOf(func);
  return callee.kind === 'external' && (callee.path.join('.') === 'os.getenv' || callee.path.join('.') === 'os.environ.get');
}

/** The value of a name that is bound once and that nothing else reads; otherwise the expression itself. */
function definition(node: ast.Expression, tree: Tree): ast.Expression {
  const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
  const [binding, ...others] = variable?.bindings ?? [];
  return variable?.reads.length === 1 && others.length === 0 && binding?.kind === 'assign' && binding.value ? binding.value : node;
}

/** What says that a client is meant for a server of one's own. */
function signOf({ node, options }: ClientConstruction, variable: string, { evaluator, calls }: ClientContext): string | undefined {
  if (namesOwnServer(variable)) return variable;
  for (const place of options.apiKey?.at ?? []) {
    const key = argumentAt(node, place, evaluator.valueOf);
    const text = key.kind === 'given' ? lastText(key.node, evaluator) : undefined;
    if (text !== undefined && isNoKey(text)) return text;
  }
  const own = calls.filter((call) => call.client === node).map((call) => argumentsOf(call.node));
  return [node, ...own]
    .flatMap((call) => ['model', 'model_name'].map((name) => argumentAt(call, name, evaluator.valueOf)))
    .map((found) => (found.kind === 'given' ? stringOf(found.node) : undefined))
    .find((id) => id !== undefined && isOpenModel(id));
}

/** The literal that an expression comes to where its variable is not set. */
function lastText(node: ast.Expression, evaluator: Evaluator): string | undefined {
  if (node.type === 'BoolOp') return lastText(node.values.at(-1) ?? node, evaluator);
  const fallback = environmentRead(node, evaluator, undefined)?.fallback;
  return stringOf(fallback ?? node);
}

function missingKey({ node, options }: ClientConstruction, { tree, evaluator, tracer }: ClientContext): MissingKey | undefined {
  const { apiKey } = options;
  if (!apiKey || tree.text.includes(apiKey.variable)) return undefined;
  const option = (options.baseUrl ?? []).map((at) => argumentAt(node, at, evaluator.valueOf)).find((found) => found.kind !== 'absent');
  const url = option?.kind === 'given' ? tracer.trace(option.node).map(textOf).find(isKeyless) : undefined;
  if (url === undefined) return undefined;
  const given = apiKey.at.map((at) => argumentAt(node, at, evaluator.valueOf)).find((key) => key.kind !== 'absent');
  const blank = given?.kind === 'given' && apiKey.refusesBlank && stringOf(given.node) === '' ? spanOf(given.node) : undefined;
  if (given && !blank) return undefined;
  const [start, end] = node.func.type === 'Attribute' ? node.func.attrRange : node.func.range;
  const [name = ''] = apiKey.at;
  return {
    span: { start, end },
    whole: spanOf(node),
    name: nameOf(node, tree),
    option: name,
    variable: apiKey.variable,
    error: apiKey.error,
    at: apiKey.missing,
    url,
    ...(blank && { blank }),
  };
}
