import type * as ast from '../ast.js';
import { functionAround } from '../tree.js';
import { connectionErrorClass } from './connection-error.js';
import type { RepairContext } from './context.js';
import type { Imports } from './imports.js';
import { helperPlace } from './helper-place.js';
import { layoutOf } from './layout.js';
import { freeName } from './names.js';
import type { RetryPlan } from './retry-library.js';
import type { RetryWrapper } from './retry-wrapper.js';

/** A call through a function of the file that tries again; it is written behind the imports unless the file has it. */
export function retryHelper({ call, request, isAsync, retries }: RetryPlan, imports: Imports, context: RepairContext): RetryWrapper | undefined {
  const { tree } = context;
  const error = connectionErrorClass(call, request, imports, tree.module);
  if (error === undefined) return undefined;
  const title = 'Retry with a small local helper';
  const stem = isAsync ? '_retry_connection_async' : '_retry_connection';
  const names = [stem, `${stem}_${call.sdk.replace(/\W/g, '_')}`, `${stem}_2`, `${stem}_3`];
  const own = tree.module.body.find((s): s is ast.FunctionDef => isHelper(s, names, error, context) && (s.range[0] < request.range[0] || functionAround(request) !== undefined));
  if (own) return { before: `${own.name}(`, form: 'argument', edits: [], title };
  const name = freeName(names, context);
  const sleep = isAsync ? imports.text({ module: 'asyncio', alias: '_asyncio' }, request, tree.module) : imports.text({ module: 'time', alias: '_time' }, request, tree.module);
  const random = imports.text({ module: 'random', alias: '_random' }, request, tree.module);
  const place = helperPlace(request, context);
  if (name === undefined || sleep === undefined || random === undefined || !place) return undefined;
  const { newline } = layoutOf(context);
  const lines = helper({ name, error, sleep, random, retries, isAsync, rejectsOnStatus: call.failure.rejectsOnStatus }, context);
  const text = place.before + lines.join(newline) + newline + place.after;
  return { before: `${name}(`, form: 'argument', edits: [{ span: { start: place.offset, end: place.offset }, text }], title };
}

function isHelper(statement: ast.Statement, names: readonly string[], error: string, { tree }: RepairContext): boolean {
  if (statement.type !== 'FunctionDef' && statement.type !== 'AsyncFunctionDef') return false;
  return names.includes(statement.name) && statement.args.posonlyargs[0]?.arg === 'request' && new RegExp(String.raw`(?<![\w.])${error.replaceAll('.', String.raw`\.`)}(?![\w.])`).test(tree.textOf(statement));
}

interface Plan {
  readonly name: string;
  readonly error: string;
  readonly sleep: string;
  readonly random: string;
  readonly retries: number;
  readonly isAsync: boolean;
  readonly rejectsOnStatus: boolean;
}

/**
 * The delay doubles from half a second to at most 30 seconds, up to half of it random, so that clients do not come back
 * in step. The last failure goes to the caller as it is.
 */
function helper({ name, error, sleep, random, retries, isAsync, rejectsOnStatus }: Plan, context: RepairContext): readonly string[] {
  const { indent, quote } = layoutOf(context);
  const wait = isAsync ? 'await ' : '';
  const handler = rejectsOnStatus
    ? [
        '  except Exception as error:',
        '   status = getattr(error, "status_code", None) or getattr(error, "code", None)',
        '   if isinstance(status, int):',
        '    is_transient = status in (408, 429) or status >= 500',
        '   else:',
        `    is_transient = isinstance(error, ${error})`,
        `   if attempt == ${retries} or not is_transient:`,
        '    raise',
      ]
    : [`  except ${error}:`, `   if attempt == ${retries}:`, '    raise'];
  const failures = rejectsOnStatus ? 'a connection failure, 408, 429 or 5xx' : 'a connection failure';
  return [
    `${isAsync ? 'async ' : ''}def ${name}(request, /, *args, **kwargs):`,
    ` """Send a request again after ${failures}: exponential backoff with jitter."""`,
    ' attempt = 0',
    ' while True:',
    '  try:',
    `   return ${wait}request(*args, **kwargs)`,
    ...handler,
    `   ${wait}${sleep}.sleep(min(0.5 * 2**attempt, 30) * ${random}.uniform(0.5, 1))`,
    '   attempt += 1',
  ].map((line) => {
    const levels = /^ */.exec(line)?.[0].length ?? 0;
    const code = line.slice(levels);
    return indent.repeat(levels) + (code.startsWith('"""') ? code : code.replaceAll('"', quote));
  });
}
