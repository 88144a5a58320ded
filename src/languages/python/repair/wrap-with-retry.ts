import type { Call } from '../../../model/call.js';
import type { Edit, Repair } from '../../../model/repair.js';
import type * as ast from '../ast.js';
import { statementAround } from '../tree.js';
import type { RepairContext } from './context.js';
import { createImports } from './imports.js';
import { retryHelper } from './retry-helper.js';
import { retryLibrary, throughLibrary } from './retry-library.js';
import type { RetryWrapper } from './retry-wrapper.js';

/** Hands a call to the retry library of the file or the project, or to a helper that is written into the file once. */
export function wrapWithRetry(call: Call, retries: number, context: RepairContext): Repair | undefined {
  const raw = context.raws.get(call);
  if (raw?.node.type !== 'Call' || (raw.nature !== 'plain' && raw.nature !== 'coroutine')) return undefined;
  const request = raw.node;
  const isAsync = raw.nature === 'coroutine';
  if (!canBeWrapped(request, isAsync)) return undefined;
  return withLibrary(call, request, isAsync, retries, context) ?? withHelper(call, request, isAsync, retries, context);
}

function withLibrary(call: Call, request: ast.Call, isAsync: boolean, retries: number, context: RepairContext): Repair | undefined {
  const library = retryLibrary(context);
  // Where the class is also that of answers like 404, the library would try those again.
  if (!library || isBroad(call)) return undefined;
  const imports = createImports(context);
  const through = throughLibrary(library, { call, request, isAsync, retries }, imports, context);
  const edits = through && (through.form === 'loop' ? [through.edit] : around(request, through, context));
  return through && edits && { edits: [...imports.edits(), ...edits], safety: 'review', title: through.title };
}

function withHelper(call: Call, request: ast.Call, isAsync: boolean, retries: number, context: RepairContext): Repair | undefined {
  const imports = createImports(context);
  const wrapper = retryHelper({ call, request, isAsync, retries }, imports, context);
  const edits = wrapper && around(request, wrapper, context);
  return wrapper && edits && { edits: [...imports.edits(), ...wrapper.edits, ...edits].sort((a, b) => a.span.start - b.span.start), safety: 'review', title: wrapper.title };
}

/** Whether the class that tells a refused connection is that of other failures too. */
function isBroad({ test, failure, sdk }: Call): boolean {
  return sdk === 'urllib' || (test?.kind === 'class' && test.name !== failure.error.split('.').at(-1));
}

/** A decorator is no place for a call through another; what `async with` enters need not be what a coroutine gives. */
function canBeWrapped(request: ast.Call, isAsync: boolean): boolean {
  const statement = statementAround(request);
  const isDecorator = statement && 'decorator_list' in statement && statement.decorator_list.some((d) => d.range[0] <= request.range[0] && request.range[1] <= d.range[1]);
  if (isDecorator === true) return false;
  if (isAsync && (request.parent?.type === 'withitem' || request.parent?.type === 'AsyncFor')) return false;
  return !request.args.some((argument) => argument.type === 'GeneratorExp');
}

/** The callee becomes an argument, or is wrapped; the arguments stay where they are. */
function around(request: ast.Call, { before, form }: RetryWrapper, { file }: RepairContext): readonly Edit[] | undefined {
  const [start, end] = request.func.range;
  const open = /^\s*\(/.exec(file.text.slice(end))?.[0].length;
  if (open === undefined) return undefined;
  const head: Edit = { span: { start, end: start }, text: before };
  if (form === 'decorated') return [head, { span: { start: end, end }, text: ')' }];
  const hasArguments = request.args.length + request.keywords.length > 0;
  const separator = !hasArguments ? '' : /^\s*[\r\n#]/.test(file.text.slice(end + open)) ? ',' : ', ';
  return [head, { span: { start: end, end: end + open }, text: separator }];
}
