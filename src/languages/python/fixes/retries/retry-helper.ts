import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Call } from '../../../../model/facts/call.js';
import type { Edit } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import { functionAround } from '../../syntax/tree.js';
import { thrownBy } from '../../calls/calls.js';
import { connectionErrorClass, connectionErrors } from '../handlers/connection-error.js';
import type { RepairContext } from '../context.js';
import { helperPlace } from './helper-place.js';
import { type Imports, createImports, findImported } from '../text/imports.js';
import { layoutOf } from '../text/layout.js';
import { freeName, isBound } from '../text/names.js';
import { retryDecorator, retryLibrary } from './retry-library.js';

/** What is to be tried again, and how often. */
export interface RetryPlan {
  readonly call: Call;
  readonly request: ast.Call;
  readonly isAsync: boolean;
  readonly retries: number;
}

/** A function that calls another one with the arguments that follow it, and tries again. */
export interface RetryHelper {
  readonly name: string;
  /** Its definition and imports; none where the file has it. */
  readonly edits: readonly Edit[];
  readonly title: string;
}

/** The helper of the file, or of another one, or one that is written behind the imports: with the project's retry library, else a loop. */
export function retryHelper(plan: RetryPlan, context: RepairContext): RetryHelper | undefined {
  const { call, request, isAsync } = plan;
  const { tree } = context;
  const library = retryLibrary(context);
  const imports = createImports(context);
  const error = connectionErrorClass(call, request, imports, context, tree.module);
  if (error === undefined) return undefined;
  const stem = isAsync ? 'retry_connection_async' : 'retry_connection';
  const names = [stem, `${stem}_${call.sdk.replace(/\W/g, '_')}`, `${stem}_2`, `${stem}_3`];
  const own = tree.module.body.find(
    (s): s is ast.FunctionDef =>
      isHelper(s, names, error, context) && (s.range[0] < request.range[0] || functionAround(request) !== undefined),
  );
  if (own) return { name: own.name, edits: [], title: TITLES.retryWith(own.name) };
  const shared = sharedHelper(plan, context);
  if (shared) return shared;
  const name = freeName(names, context);
  const place = helperPlace(request, context);
  if (name === undefined || !place) return undefined;
  // Where the class is also that of answers like 404, the library would try those again.
  const withDecorator = library && !isBroad(call) ? withLibrary(plan, name, error, imports, context) : undefined;
  const decorated = withDecorator && isReadyAt(place.offset, withDecorator, context) ? withDecorator : undefined;
  const lines = decorated ?? withLoop(plan, name, error, imports, context);
  if (!lines) return undefined;
  const { newline } = layoutOf(context);
  const written = lines.map((line) => indented(line, context) + newline).join('');
  const helper: Edit = { span: { start: place.offset, end: place.offset }, text: place.before + written + place.after };
  return {
    name,
    edits: [...imports.edits(), helper],
    title: decorated && library ? TITLES.retryWith(library.module) : TITLES.retryWithHelper(),
  };
}

/** The function of another file that retries all of what this call needs, imported. */
function sharedHelper({ call, request, isAsync }: RetryPlan, context: RepairContext): RetryHelper | undefined {
  const raw = context.raws.get(call);
  const classes = connectionErrors(call, context);
  const passing =
    call.failure.rejectsOnStatus && raw?.failure.passing && 'classes' in raw.failure.passing ? raw.failure.passing.classes : [];
  const found = raw && classes && context.ownRetries.elsewhere({ isAsync, errors: [...classes, ...passing], thrown: thrownBy(raw) });
  if (!found) return undefined;
  const { module } = context.tree;
  const imports = createImports(context);
  const name =
    findImported(found, request, context, module) ?? (isBound(found.name, context) ? undefined : imports.text(found, request, module));
  return name === undefined ? undefined : { name, edits: imports.edits(), title: TITLES.retryWith(name) };
}

/** Whether all imported names that a decorator reads while the module is loaded are bound above an offset. */
function isReadyAt(offset: number, lines: readonly string[], { tree }: RepairContext): boolean {
  const decorator = lines
    .slice(
      0,
      lines.findIndex((line) => /^(?:async )?def /.test(line)),
    )
    .join('\n');
  return tree.moduleVariables().every(({ name, bindings }) => {
    const imports = bindings.flatMap((b) => (b.kind === 'import' ? [b.statement.range[0]] : []));
    return imports.length === 0 || Math.min(...imports) < offset || !new RegExp(String.raw`(?<![\w.])${name}\b`).test(decorator);
  });
}

/** A line of a helper, in which one space stands for one level, as the file is written. */
function indented(line: string, context: RepairContext): string {
  const { indent, quote } = layoutOf(context);
  const levels = /^ */.exec(line)?.[0].length ?? 0;
  const code = line.slice(levels);
  return indent.repeat(levels) + (code.startsWith('"""') ? code : code.replaceAll('"', quote));
}

function isHelper(statement: ast.Statement, names: readonly string[], error: string, { tree, file }: RepairContext): boolean {
  if (statement.type !== 'FunctionDef' && statement.type !== 'AsyncFunctionDef') return false;
  const start = statement.decorator_list[0]?.range[0] ?? statement.range[0];
  const text = file.text.slice(start, statement.range[0]) + tree.textOf(statement);
  return (
    names.includes(statement.name) &&
    statement.args.posonlyargs[0]?.arg === 'request' &&
    classesOf(error).every((name) => new RegExp(String.raw`(?<![\w.])${name.replaceAll('.', String.raw`\.`)}(?![\w.])`).test(text))
  );
}

/** Whether the class that tells a refused connection is that of other failures too. */
function isBroad({ test, failure, sdk }: Call): boolean {
  return sdk === 'urllib' || (test?.kind === 'class' && test.name !== failure.error.split('.').at(-1));
}

/** What may pass, as classes: the connection error, and those of 429 and 5xx where the library raises them. */
function transientClasses(
  { call, request }: RetryPlan,
  error: string,
  imports: Imports,
  context: RepairContext,
): { readonly text: string; readonly withStatus: boolean } {
  const { passing } = context.raws.get(call)?.failure ?? {};
  if (!call.failure.rejectsOnStatus || !passing || !('classes' in passing)) return { text: error, withStatus: false };
  const classes = passing.classes.map((qualified) => {
    const dot = qualified.lastIndexOf('.');
    return imports.text({ module: qualified.slice(0, dot), name: qualified.slice(dot + 1) }, request, context.tree.module);
  });
  if (classes.includes(undefined)) return { text: error, withStatus: false };
  return { text: `(${[...new Set([...classesOf(error), ...classes])].join(', ')})`, withStatus: true };
}

/** The classes of a tuple, or the one. */
function classesOf(error: string): readonly string[] {
  return error.startsWith('(') ? error.slice(1, -1).split(', ') : [error];
}

function signature(name: string, isAsync: boolean): string {
  return `${isAsync ? 'async ' : ''}def ${name}(request, /, *args, **kwargs):`;
}

function withLibrary(
  plan: RetryPlan,
  name: string,
  error: string,
  imports: Imports,
  context: RepairContext,
): readonly string[] | undefined {
  const library = retryLibrary(context);
  if (!library) return undefined;
  const { text, withStatus } = transientClasses(plan, error, imports, context);
  const decorator = retryDecorator(library, text, plan.retries + 1, plan.request, imports, context);
  if (!decorator) return undefined;
  return [
    ...decorator,
    signature(name, plan.isAsync),
    ` """Call \`request\`; retry ${withStatus ? 'connection failures, 429 and 5xx' : 'connection failures'}."""`,
    ` return ${plan.isAsync ? 'await ' : ''}request(*args, **kwargs)`,
  ];
}

/** The delay doubles from half a second, up to half of it random, so that clients do not come back in step. The last failure goes to the caller. */
function withLoop(plan: RetryPlan, name: string, error: string, imports: Imports, context: RepairContext): readonly string[] | undefined {
  const { call, request, isAsync, retries } = plan;
  const { module } = context.tree;
  const sleep = isAsync
    ? imports.text({ module: 'asyncio', alias: '_asyncio' }, request, module)
    : imports.text({ module: 'time', alias: '_time' }, request, module);
  const random = imports.text({ module: 'random', alias: '_random' }, request, module);
  if (sleep === undefined || random === undefined) return undefined;
  const wait = isAsync ? 'await ' : '';
  const { text, withStatus } = transientClasses(plan, error, imports, context);
  const failures = call.failure.rejectsOnStatus
    ? withStatus
      ? 'connection failures, 429 and 5xx'
      : 'connection failures, 408, 429 and 5xx'
    : 'connection failures';
  const delay = `${wait}${sleep}.sleep(${retries > 6 ? 'min(0.5 * 2**attempt, 30)' : '0.5 * 2**attempt'} * ${random}.uniform(0.5, 1))`;
  const handler =
    call.failure.rejectsOnStatus && !withStatus
      ? [
          '  except Exception as error:',
          '   status = getattr(error, "status_code", getattr(error, "code", None))',
          '   if isinstance(status, int):',
          '    is_transient = status in (408, 429) or status >= 500',
          '   else:',
          `    is_transient = isinstance(error, ${error})`,
          `   if attempt == ${retries} or not is_transient:`,
          '    raise',
        ]
      : [`  except ${text}:`, `   if attempt == ${retries}:`, '    raise'];
  return [
    signature(name, isAsync),
    ` """Call \`request\`; retry ${failures} with backoff."""`,
    ` for attempt in range(${retries + 1}):`,
    '  try:',
    `   return ${wait}request(*args, **kwargs)`,
    ...handler,
    `   ${delay}`,
  ];
}
