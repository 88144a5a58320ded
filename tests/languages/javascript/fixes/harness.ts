import { parser } from 'typescript-eslint';
import { type ESLint, Linter } from 'eslint';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { expect } from 'vitest';
import { repairJavaScript } from '../../../../src/languages/javascript/fixes/index.js';
import type { ProjectManifest } from '../../../../src/languages/javascript/modules/manifest.js';
import type { RepairContext } from '../../../../src/languages/javascript/fixes/context.js';
import type { Call } from '../../../../src/model/facts/call.js';
import type { RetryProposal } from '../../../../src/model/catalog/retry-library.js';
import type { Sdk } from '../../../../src/model/catalog/sdk.js';
import type { Endpoint } from '../../../../src/model/facts/endpoint.js';
import type { Intent, Repair } from '../../../../src/model/fix.js';
import { NO_FACTS } from '../../../../src/model/file-facts.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/model/settings.js';
import { SDKS } from './sdks.js';

/** What surrounds the source; everything has a default. */
export interface Surroundings {
  readonly filename?: string;
  readonly settings?: Partial<Settings>;
  readonly manifest?: ProjectManifest;
  readonly proposals?: ReadonlyMap<string, RetryProposal>;
  readonly sourceType?: 'module' | 'commonjs';
}

/** A manifest with these dependencies, by name and version range. */
export function manifestWith(
  ranges: Readonly<Record<string, string>>,
  hasNodeTypes = true,
  hasClientTypes = true,
  pathBelow = 'src/app.ts',
): ProjectManifest {
  return {
    rangeOf: (name) => ranges[name],
    majorOf: (name) => Number(/\d+/.exec(ranges[name] ?? '')?.[0]) || undefined,
    hasNodeTypes: () => hasNodeTypes,
    hasClientTypes: () => hasClientTypes,
    hasPage: () => false,
    pathBelow,
  };
}

/** An endpoint to be found by its text; `at` is what it starts with in the source, quote included. */
export interface EndpointAt extends Partial<Endpoint> {
  readonly at: string;
}

/** A call to be found by its callee's text. */
export interface CallAt extends Partial<Omit<Call, 'retryOption'>> {
  readonly at: string;
  /** The text of the value that says how often to retry; `'absent'` where the option is not set. */
  readonly retries?: string;
}

export type Wanted =
  | { readonly kind: 'read-endpoint-from-environment'; readonly endpoint: EndpointAt; readonly others?: readonly EndpointAt[] }
  | { readonly kind: 'catch-connection-error'; readonly call: CallAt; readonly then?: 'rethrow' | 'fallback' }
  | { readonly kind: 'set-max-retries'; readonly call: CallAt; readonly retries?: number }
  | { readonly kind: 'wrap-with-retry'; readonly call: CallAt; readonly retries?: number };

export interface Repaired {
  readonly output: string;
  readonly repair: Repair;
}

/** Repairs a source, and checks what holds for every repair: it parses, and no comment is lost. */
export function repaired(source: string, wanted: Wanted, surroundings: Surroundings = {}): Repaired {
  const repair = repairOf(source, wanted, surroundings);
  if (!repair) throw new Error(`No repair for:\n${source}`);
  const output = applied(source, repair);
  const before = parsed(source, surroundings);
  const after = parsed(output, surroundings);
  expect(comments(after)).toEqual(expect.arrayContaining([...comments(before)]));
  return { output, repair };
}

export function repairOf(source: string, wanted: Wanted, surroundings: Surroundings = {}): Repair | undefined {
  const sourceCode = parsed(source, surroundings);
  const nodes = nodesOf(sourceCode);
  const endpoints =
    wanted.kind === 'read-endpoint-from-environment'
      ? [wanted.endpoint, ...(wanted.others ?? [])].map((e) => endpointAt(e, sourceCode))
      : [];
  const call = wanted.kind === 'read-endpoint-from-environment' ? undefined : callAt(wanted.call, sourceCode, nodes);
  const context: RepairContext = {
    sourceCode,
    filename: filenameOf(surroundings),
    settings: { ...DEFAULT_SETTINGS, ...surroundings.settings },
    facts: { ...NO_FACTS, endpoints: [...endpoints].sort((a, b) => a.span.start - b.span.start), calls: call ? [call] : [] },
    manifest: surroundings.manifest,
    callNode: (c) =>
      nodes.find(
        (n) => /^(?:Call|New)Expression$/.test(n.type) && n.range[0] === c.whole.start && n.range[1] === c.whole.end,
      ) as TSESTree.CallExpression,
    endpointNode: (e) => nodes.find((n) => n.range[0] === e.span.start && n.range[1] === e.span.end) ?? sourceCode.ast,
    clientNode: () => nodes.find((n) => n.type === 'NewExpression'),
    sdkOf: (c): Sdk | undefined => SDKS[c.sdk],
    failureOf: otherFact,
    swallowing: otherFact,
    blindNode: otherFact,
    urlsElsewhere: () => [],
    proposals: surroundings.proposals ?? new Map(),
    ownRetries: { here: [], canExport: false, elsewhere: () => undefined },
  };
  return repairJavaScript(intentOf(wanted, endpoints, call), context);
}

/** Repairs that need the facts of a real extraction are tested with their rules. */
function otherFact(): never {
  throw new TypeError('This fact belongs to another file.');
}

/** Applies the edits as ESLint does: in order, and never over one another. */
export function applied(source: string, { edits }: Repair): string {
  const bom = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = source.slice(bom.length);
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    expect(span.start).toBeGreaterThanOrEqual(at);
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return bom + result + text.slice(at);
}

export function parsed(source: string, surroundings: Surroundings = {}): Readonly<TSESLint.SourceCode> {
  let found: unknown;
  const plugin: ESLint.Plugin = { rules: { grab: { create: (context) => ({ Program: () => void (found = context.sourceCode) }) } } };
  const messages = new Linter().verify(
    source,
    [
      {
        linterOptions: { noInlineConfig: true },
        files: ['**/*.{js,cjs,mjs,jsx,ts,tsx,mts,cts,vue,svelte}'],
        plugins: { test: plugin },
        rules: { 'test/grab': 'error' },
        languageOptions: {
          parser: parser,
          sourceType: surroundings.sourceType ?? 'module',
          parserOptions: { ecmaFeatures: { jsx: filenameOf(surroundings).endsWith('x') } },
        },
      },
    ],
    filenameOf(surroundings),
  );
  const fatal = messages.find((m) => m.fatal);
  if (fatal) throw new Error(`${fatal.message} at line ${fatal.line} of:\n${source}`);
  return found as TSESLint.SourceCode;
}

function filenameOf({ filename }: Surroundings): string {
  return filename ?? 'src/app.ts';
}

function intentOf(wanted: Wanted, [endpoint]: readonly Endpoint[], call: Call | undefined): Intent {
  if (wanted.kind === 'read-endpoint-from-environment') {
    if (!endpoint) throw new Error('No endpoint');
    return { kind: wanted.kind, endpoint };
  }
  if (!call) throw new Error('No call');
  if (wanted.kind === 'catch-connection-error') return { kind: wanted.kind, call, then: wanted.then ?? 'rethrow' };
  return { kind: wanted.kind, call, retries: wanted.retries ?? 5 };
}

function endpointAt({ at, ...known }: EndpointAt, sourceCode: Readonly<TSESLint.SourceCode>): Endpoint {
  const start = sourceCode.text.indexOf(at);
  if (start < 0) throw new Error(`No ${at} in the source`);
  const found = sourceCode.getNodeByRangeIndex(start);
  const node = found?.type === 'TemplateElement' ? found.parent : found;
  if (!node) throw new Error(`No node at ${at}`);
  const url = known.url ?? at.slice(1).replace(/["'`]$/, '');
  return {
    span: { start: node.range[0], end: node.range[1] },
    source: 'literal',
    url,
    shown: url,
    base: url,
    host: 'self-hosted',
    reaches: '`new OpenAI({ baseURL })`',
    ...known,
  };
}

function callAt({ at, retries, ...known }: CallAt, sourceCode: Readonly<TSESLint.SourceCode>, nodes: readonly TSESTree.Node[]): Call {
  const { text } = sourceCode;
  const node = nodes.find(
    (n): n is TSESTree.CallExpression => n.type === 'CallExpression' && text.slice(...n.callee.range).replace(/\s/g, '') === at,
  );
  if (!node) throw new Error(`No call of ${at} in the source`);
  const value = retries === undefined || retries === 'absent' ? -1 : text.indexOf(retries) + retries.lastIndexOf(' ') + 1;
  return {
    span: { start: node.callee.range[0], end: node.callee.range[1] },
    whole: { start: node.range[0], end: node.range[1] },
    sdk: 'openai',
    name: at,
    purpose: 'model',
    runtime: 'server',
    repeatable: true,
    failure: {
      library: 'the OpenAI SDK',
      attempts: 3,
      seconds: 1.5,
      error: 'APIConnectionError',
      shown: '`APIConnectionError`',
      rejectsOnStatus: true,
      verb: 'throws',
    },
    test: { kind: 'class', module: 'openai', name: 'APIConnectionError' },
    surfaces: at === 'streamText' ? 'never' : at.endsWith('.stream') ? 'read' : 'await',
    answer: 'unary',
    handling: { kind: 'lost', end: 'top-level' },
    retry: { kind: 'sdk', attempts: 3 },
    endpoint: undefined,
    retryOption:
      retries === undefined
        ? undefined
        : {
            name: 'maxRetries',
            value: value < 0 ? undefined : { start: value, end: value + retries.length - retries.lastIndexOf(' ') - 1 },
          },
    ...known,
  };
}

function nodesOf(sourceCode: Readonly<TSESLint.SourceCode>): readonly TSESTree.Node[] {
  const nodes: TSESTree.Node[] = [];
  const visit = (node: TSESTree.Node): void => {
    nodes.push(node);
    for (const key of sourceCode.visitorKeys[node.type] ?? []) {
      for (const child of [(node as unknown as Record<string, TSESTree.Node | TSESTree.Node[] | null>)[key]].flat())
        if (child) visit(child);
    }
  };
  visit(sourceCode.ast);
  return nodes;
}

function comments(sourceCode: Readonly<TSESLint.SourceCode>): readonly string[] {
  return sourceCode.getAllComments().map((c) => c.value.replace(/\s+/g, ' '));
}
