import { TITLES } from '../../../../engine/fixes/titles.js';
import { offlineEngineOf } from '../../../../catalog/sdks/vllm/python.js';
import type { EngineAsClient } from '../../../../model/problems/offline-engine.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import { stringOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { readVariable } from '../endpoints/environment-read.js';
import { type Imports, createImports } from '../text/imports.js';
import { indentAt, layoutOf, lineStart } from '../text/layout.js';
import { versionedUrl } from '../endpoints/versioned-url.js';

/** Makes a client of the server where an engine is made that runs the model in the program's own process. */
export function useClient({ whole }: EngineAsClient, context: RepairContext): Repair | undefined {
  const { tree, file } = context;
  const call = tree.calls.find((c) => c.range[0] === whole.start && c.range[1] === whole.end);
  const engine = call && context.evaluator.valueOf(call.func);
  if (!call || engine?.kind !== 'external' || isUsedAsEngine(call, context)) return undefined;
  if (call.args.some((a) => a.type === 'Starred') || call.keywords.some((k) => k.arg === null)) return undefined;
  if (file.comments.some((c) => whole.start <= c.range[0] && c.range[1] <= whole.end)) return undefined;

  const imports = createImports(context);
  const name = engine.path.at(-1)?.startsWith('Async') === true ? 'AsyncOpenAI' : 'OpenAI';
  const client = imports.text({ module: 'openai', name }, call);
  const baseUrl = addressOf(call, imports, context);
  const apiKey = keyOf(call, imports, context);
  if (client === undefined || baseUrl === undefined || apiKey === undefined) return undefined;
  const kept = call.keywords.filter((k) => CLIENT_OPTIONS.has(k.arg ?? '')).map((k) => tree.textOf(k));
  // By default the client gives up within 1.4 s (measured: openai 3.54.0); five retries wait about 15 s for a server that restarts.
  const retries = call.keywords.some((k) => k.arg === 'max_retries') ? [] : ['max_retries=5'];
  const text = written(client, [`base_url=${baseUrl}`, `api_key=${apiKey}`, ...kept, ...retries], call, context);
  const edits: Edit[] = [...imports.edits(), { span: whole, text }];
  return {
    edits: edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    applicability: 'unsafe',
    title: TITLES.useClient(client),
  };
}

/** Keywords that engines are given by mistake, the most telling first, and what the client calls them. */
const ADDRESSES = ['base_url', 'api_base', 'openai_api_base', 'server_url', 'api_url', 'endpoint', 'url'];
const KEYS = ['api_key', 'openai_api_key'];
/** What the engine has no use for but the client takes; the model goes with each request. */
const CLIENT_OPTIONS: ReadonlySet<string> = new Set([
  'timeout',
  'max_retries',
  'default_headers',
  'default_query',
  'http_client',
  'organization',
  'project',
]);

/** Whether the program also calls what only the engine has: `llm.generate()`. */
function isUsedAsEngine(made: ast.Call, { tree, evaluator }: RepairContext): boolean {
  return tree.calls.some((call) => {
    const value = evaluator.valueOf(call.func);
    if (value.kind !== 'made-by' || value.node !== made || value.members.length !== 1) return false;
    return offlineEngineOf(value.path)?.methods.includes(value.members[0] ?? '') ?? false;
  });
}

function keyword(call: ast.Call, names: readonly string[]): ast.Expression | undefined {
  return names.flatMap((name) => call.keywords.find((k) => k.arg === name)?.value ?? []).at(0);
}

function addressOf(call: ast.Call, imports: Imports, context: RepairContext): string | undefined {
  const { quote } = layoutOf(context);
  const given = keyword(call, ADDRESSES);
  if (given) return versionedUrl(given, context);
  const host = stringOf(keyword(call, ['host']));
  const port = keyword(call, ['port']);
  const number = port?.type === 'Constant' && (port.kind === 'int' || port.kind === 'str') ? port.value : 8000;
  const read = readVariable(context.settings.envVar, call, quote, imports, context);
  const fallback = host === undefined ? 'http://localhost:8000/v1' : `http://${host === '0.0.0.0' ? 'localhost' : host}:${number}/v1`;
  return read && `${read.text} or ${quote}${fallback}${quote}`;
}

/** A server without `--api-key` takes any key, but the client asks for one. */
function keyOf(call: ast.Call, imports: Imports, context: RepairContext): string | undefined {
  const { quote } = layoutOf(context);
  const given = keyword(call, KEYS);
  if (given) return context.tree.textOf(given);
  const read = readVariable('OPENAI_API_KEY', call, quote, imports, context);
  return read && `${read.text} or ${quote}EMPTY${quote}`;
}

function written(client: string, options: readonly string[], call: ast.Call, context: RepairContext): string {
  const { text } = context.file;
  const { newline, indent, width } = layoutOf(context);
  const line = `${client}(${options.join(', ')})`;
  const [start, end] = call.range;
  if (!text.slice(start, end).includes('\n') && start - lineStart(text, start) + line.length <= width) return line;
  const own = indentAt(text, start);
  return [`${client}(`, ...options.map((option) => `${own}${indent}${option},`), `${own})`].join(newline);
}
