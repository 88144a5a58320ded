import type { TSESTree } from '@typescript-eslint/utils';
import { once } from '../../../engine/lazy-fields.js';
import { hostKind } from '../../../engine/urls/host-kind.js';
import { isKeyless, isNoKey, isOpenModel, namesOwnServer, proposalFor } from '../../../engine/heuristics/self-hosted.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { textOf } from '../../../engine/urls/recognize.js';
import type { IgnoredOption, ImplicitResponses, MissingKey, ProviderFallback } from '../../../model/problems/client-options.js';
import type { ClientOptions, IgnoredName } from '../../../model/catalog/options.js';
import type { Span } from '../../../model/span.js';
import { argumentAt } from '../values/arguments.js';
import type { UnresolvedCall } from '../calls/calls.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Node, type Tree, isNothing, propertyName, readsOf, stringOf, unwrap } from '../syntax/tree.js';
import type { UrlTracer } from '../urls/trace.js';

/** A call that makes a client, and the options that it can be given. */
export interface ClientConstruction {
  readonly node: CallNode;
  /** As a person would say it: `new OpenAI`. */
  readonly name: string;
  readonly options: ClientOptions;
}

/** What a file's clients are looked at with. */
interface ClientContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly tracer: UrlTracer;
  readonly makers: readonly ClientConstruction[];
  readonly calls: readonly UnresolvedCall[];
  /** Calls with options of their own that are not read. */
  readonly requests: readonly { readonly node: CallNode; readonly ignored: readonly IgnoredName[] }[];
  majorOf(name: string): number | undefined;
}

/** The problems of what the clients of a file are given, and are not: each computed when it is asked for. */
export function clientProblems(context: ClientContext) {
  const { makers, requests, tree } = context;
  const own = once(() => makers.filter(({ node }) => !isMethod(node, context)));
  return {
    ignoredOptions: (): readonly IgnoredOption[] =>
      [
        ...own().flatMap(({ node, name, options }) => ignoredIn(node, `${name}()`, options.ignored ?? [], context)),
        ...requests.flatMap(({ node, ignored }) => ignoredIn(node, `${nameOf(node, tree)}()`, ignored, context)),
        ...ignoredVariables(own(), context),
      ].sort((a, b) => a.span.start - b.span.start),
    providerFallbacks: () => fallbacksOf(own(), context),
    missingKeys: () => own().flatMap((maker) => missingKey(maker, context) ?? []),
    implicitResponses: () => implicitResponses(context),
  };
}

/** `client.withOptions(…)`: what is absent there is the client's. */
function isMethod({ callee }: CallNode, { evaluator }: ClientContext): boolean {
  return callee.type === 'Super' || evaluator.valueOf(callee).kind === 'sdk-object';
}

function nameOf({ callee }: CallNode, { text }: Tree): string {
  return codeExcerpt(text.slice(callee.range[0], callee.range[1]));
}

function spanOf({ range: [start, end] }: Node): Span {
  return { start, end };
}

function ignoredIn(
  node: CallNode,
  reaches: string,
  ignored: readonly IgnoredName[],
  { evaluator, majorOf }: ClientContext,
): readonly IgnoredOption[] {
  return ignored.flatMap(({ at, effect, meant, asSignal, until }): readonly IgnoredOption[] => {
    if (until) {
      const major = majorOf(until.package);
      if (major === undefined || major >= until.major) return [];
    }
    const found = argumentAt(node, at, evaluator.valueOf);
    const property = found.kind === 'given' ? found.node.parent : undefined;
    if (property?.type !== 'Property' || propertyName(property) !== at.split('.').at(-1)) return [];
    // What is read is there too.
    if (meant && argumentAt(node, meant, evaluator.valueOf).kind === 'given') return [];
    const name = at.split('.').slice(1).join('.');
    const target = meant?.split('.').slice(1).join('.');
    const remedy = asSignal
      ? 'signal'
      : target === undefined
        ? 'none'
        : target.split('.').length > name.split('.').length
          ? 'nest'
          : 'rename';
    return [
      {
        span: spanOf(property.key),
        whole: spanOf(property),
        name,
        reaches,
        effect,
        remedy,
        ...(target === undefined ? {} : { meant: target }),
      },
    ];
  });
}

/** `process.env.OPENAI_API_BASE = "…"` in front of clients that read another variable. */
function ignoredVariables(makers: readonly ClientConstruction[], { tree, evaluator }: ClientContext): readonly IgnoredOption[] {
  const reader = makers.find(
    ({ node, options }) =>
      options.publicDefault?.ignoredVariables !== undefined &&
      (options.baseUrl ?? []).every((place) => argumentAt(node, place, evaluator.valueOf).kind === 'absent'),
  );
  return (reader?.options.publicDefault?.ignoredVariables ?? []).flatMap(({ name, effect, meant }) =>
    (tree.propertyWrites.get(name) ?? []).flatMap(({ left }): readonly IgnoredOption[] => {
      if (left.type !== 'MemberExpression' || !/^(?:globalThis\.)?process\.env$/.test(tree.text.slice(...left.object.range))) return [];
      const span = spanOf(left.property);
      return [{ span, whole: span, name, reaches: `${reader?.name}()`, effect, meant, remedy: 'rename' }];
    }),
  );
}

interface Candidate {
  readonly fallback: ProviderFallback;
  readonly reads: number;
}

function fallbacksOf(makers: readonly ClientConstruction[], context: ClientContext): readonly ProviderFallback[] {
  const found = makers.flatMap((maker) => fallbackOf(maker, context) ?? []);
  // A variable that the file looks at elsewhere may be tested there.
  return found
    .filter(({ fallback: { variable } }) => {
      const all = context.tree.text.match(new RegExp(String.raw`\b${variable.replaceAll('$', String.raw`\$`)}\b`, 'g'))?.length ?? 0;
      return all <= found.filter((f) => f.fallback.variable === variable).reduce((sum, f) => sum + f.reads, 0);
    })
    .map(({ fallback }) => fallback);
}

function fallbackOf(maker: ClientConstruction, context: ClientContext): Candidate | undefined {
  const { node, name, options } = maker;
  const { tree, evaluator, tracer } = context;
  const { publicDefault } = options;
  if (!publicDefault) return undefined;
  const [place, option] =
    (options.baseUrl ?? [])
      .map((at) => [at, argumentAt(node, at, evaluator.valueOf)] as const)
      .find(([, found]) => found.kind !== 'absent') ?? [];
  if (option?.kind !== 'given' || option.overridable) return undefined;
  const value = definition(option.node, tree);
  const { read, rest, operator } = parts(value);
  const variable = tracer.environmentVariable(read);
  if (variable === undefined || !ENVIRONMENT.test(tree.text.slice(...read.range).replace(/\s|\?/g, ''))) return undefined;
  const literal = rest && stringOf(rest);
  const isEmpty = rest !== undefined && (isNothing(rest) || literal === '');
  let when: ProviderFallback['when'];
  if (!rest || (isEmpty && (operator === '||' || literal !== '' || publicDefault.when.includes('blank')))) when = 'unset';
  else if (operator === '??' && literal !== undefined && hostKind(literal) === 'self-hosted') when = 'blank';
  else return undefined;
  if (!publicDefault.when.includes(when)) return undefined;
  const sign = signOf(maker, variable, when === 'blank' ? literal : undefined, context);
  if (sign === undefined) return undefined;
  const reaches = `${name}({ ${place?.split('.').slice(1).join('.') ?? 'baseURL'} })`;
  return {
    reads: 1,
    fallback: { span: spanOf(value), variable, when, host: publicDefault.host, reaches, sign, proposal: proposalFor(variable) },
  };
}

/** The value of a constant that nothing else reads; otherwise the expression itself. */
function definition(node: Node, tree: Tree): Node {
  const expression = unwrap(node);
  const variable = expression.type === 'Identifier' ? tree.variableOf(expression) : undefined;
  const [def] = variable?.defs ?? [];
  const declarator = def?.node as Node | undefined;
  if (variable?.defs.length !== 1 || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !declarator.init)
    return expression;
  if (
    readsOf(variable).length !== 1 ||
    variable.references.filter((r) => r.isWrite()).length > 1 ||
    declarator.parent.parent.type === 'ExportNamedDeclaration'
  )
    return expression;
  return unwrap(declarator.init);
}

function parts(node: Node): { readonly read: Node; readonly rest: Node | undefined; readonly operator: string } {
  return node.type === 'LogicalExpression' && node.operator !== '&&'
    ? { read: unwrap(node.left), rest: unwrap(node.right), operator: node.operator }
    : { read: node, rest: undefined, operator: '' };
}

/** Objects of the environment itself. Those of a project's own module are checked where they are made. */
const ENVIRONMENT = /^(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env)\b/;

/** What says that a client is meant for a server of one's own. */
function signOf(
  { node, options }: ClientConstruction,
  variable: string,
  literal: string | undefined,
  context: ClientContext,
): string | undefined {
  const { evaluator, calls, tree } = context;
  if (namesOwnServer(variable)) return variable;
  if (literal !== undefined) return literal;
  for (const place of options.apiKey?.at ?? []) {
    const key = argumentAt(node, place, evaluator.valueOf);
    const text = key.kind === 'given' ? lastText(key.node) : undefined;
    if (text !== undefined && isNoKey(text)) return text;
  }
  const places: readonly (readonly [CallNode, string])[] = [
    [node, '0.model'],
    ...calls.filter((call) => call.client === node).map((call) => [call.node, '0.model'] as const),
    ...tree.calls.filter((call) => call.type === 'CallExpression' && isModelOf(call, node, evaluator)).map((call) => [call, '0'] as const),
  ];
  return places
    .map(([call, place]) => argumentAt(call, place, evaluator.valueOf))
    .map((found) => (found.kind === 'given' ? stringOf(unwrap(found.node)) : undefined))
    .find((id) => id !== undefined && isOpenModel(id));
}

/** `vllm("Qwen/Qwen3-8B")` of a provider that is made at `maker`. */
function isModelOf(call: CallNode, maker: CallNode, { valueOf }: Evaluator): boolean {
  const value = valueOf(call.callee);
  return value.kind === 'sdk-object' && value.object === 'provider' && value.made.at(-1)?.node === maker;
}

function lastText(node: Node): string | undefined {
  const expression = unwrap(node);
  return expression.type === 'LogicalExpression' ? lastText(expression.right) : stringOf(expression);
}

function missingKey({ node, name, options }: ClientConstruction, context: ClientContext): MissingKey | undefined {
  const { evaluator, tracer, tree } = context;
  const { apiKey } = options;
  if (!apiKey || tree.text.includes(apiKey.variable)) return undefined;
  const option = (options.baseUrl ?? []).map((at) => argumentAt(node, at, evaluator.valueOf)).find((found) => found.kind !== 'absent');
  const url = option?.kind === 'given' ? tracer.trace(option.node).map(textOf).find(isKeyless) : undefined;
  if (url === undefined) return undefined;
  const keys = apiKey.at.map((at) => argumentAt(node, at, evaluator.valueOf));
  const given = keys.find((key) => key.kind !== 'absent');
  const blank = given?.kind === 'given' && apiKey.refusesBlank && stringOf(unwrap(given.node)) === '' ? spanOf(given.node) : undefined;
  if (given && !blank) return undefined;
  const { callee } = node;
  const named = callee.type === 'MemberExpression' ? callee.property : callee;
  const [place = ''] = apiKey.at;
  return {
    span: spanOf(named),
    whole: spanOf(node),
    name,
    option: place.split('.').at(-1) ?? place,
    variable: apiKey.variable,
    error: apiKey.error,
    at: apiKey.missing,
    url,
    ...(blank && { blank }),
  };
}

function implicitResponses({ tree, evaluator, tracer, majorOf }: ClientContext): readonly ImplicitResponses[] {
  return tree.calls.flatMap((node): readonly ImplicitResponses[] => {
    if (node.type !== 'CallExpression') return [];
    const value = evaluator.valueOf(node.callee);
    const responses = value.kind === 'sdk-object' ? value.sdk.objects[value.object]?.responses : undefined;
    if (value.kind !== 'sdk-object' || !responses) return [];
    const method = value.path.join('.');
    if (method !== '' && !responses.methods.includes(method)) return [];
    const made = value.made.at(-1);
    const major = majorOf(responses.package);
    if (!made || major === undefined || major < responses.since) return [];
    const option = (made.options.baseUrl ?? [])
      .map((at) => argumentAt(made.node, at, evaluator.valueOf))
      .find((found) => found.kind === 'given');
    if (option?.kind !== 'given') return [];
    const isOwn = tracer
      .trace(option.node)
      .some(
        (url) =>
          hostKind(textOf(url)) === 'self-hosted' ||
          url.parts.some((part) => 'hole' in part && part.hole === 'environment' && namesOwnServer(part.name ?? '')),
      );
    if (!isOwn) return [];
    const callee: TSESTree.Expression = node.callee;
    return [
      {
        span: spanOf(callee),
        name: nameOf(node, tree),
        library: responses.package,
        since: responses.since,
        instead: responses.instead,
        ...(method !== '' && { method }),
      },
    ];
  });
}
