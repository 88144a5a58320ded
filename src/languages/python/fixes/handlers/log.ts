import type { Call } from '../../../../model/facts/call.js';
import type { Node } from '../../syntax/ast.js';
import { type Variable, functionAround } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import type { Imports } from '../text/imports.js';
import { layoutOf } from '../text/layout.js';
import { variablesAround } from '../text/names.js';

/** A statement that logs the exception that is handled, with the file's own logger if it has one. */
export function logStatement({ endpoint }: Call, at: Node, imports: Imports, context: RepairContext): string | undefined {
  const logger =
    variablesAround(at, context).find((variable) => isLogger(variable, at, context))?.name ?? imports.text({ module: 'logging' }, at);
  const { quote } = layoutOf(context);
  const question = endpoint?.variable === undefined ? 'Is it running?' : `Does ${endpoint.variable} point to it?`;
  return logger === undefined ? undefined : `${logger}.exception(${quote}Cannot reach the LLM server. ${question}${quote})`;
}

/** `logger = logging.getLogger(__name__)` of the module or the function, or loguru's `logger`; all have `exception()`. */
function isLogger(variable: Variable, at: Node, { evaluator }: RepairContext): boolean {
  const [binding] = variable.bindings;
  if (!binding || variable.bindings.length > 1 || variable.scope.node.type === 'ClassDef') return false;
  const isEarlier = binding.node.range[0] < at.range[0] || (variable.scope.node.type === 'Module' && functionAround(at) !== undefined);
  if (!isEarlier) return false;
  if (binding.kind === 'import')
    return binding.statement.type === 'ImportFrom' && binding.statement.module === 'loguru' && binding.node.name === 'logger';
  if (binding.kind !== 'assign' || binding.value?.type !== 'Call') return false;
  return LOGGER_MAKERS.has(evaluator.qualifiedName(binding.value.func)?.join('.') ?? '');
}

const LOGGER_MAKERS: ReadonlySet<string> = new Set([
  'logging.getLogger',
  'structlog.get_logger',
  'structlog.getLogger',
  'structlog.stdlib.get_logger',
]);
