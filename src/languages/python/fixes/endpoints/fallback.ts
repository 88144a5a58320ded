import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { type Variable, functionAround, isFunction, isWithin, visitBelow } from '../../syntax/tree.js';
import type { Statements } from '../handlers/block.js';
import type { RepairContext } from '../context.js';

const NOTE = '# Replace with your fallback.';
const TODO = '# Decide here what to do while the LLM server is down.';

/** The statement and those behind it that need what it binds: without the answer they cannot run. */
export function withDependents({ block, first, last }: Statements, context: RepairContext): Statements {
  let end = last;
  for (let i = first; i <= end; i += 1) {
    const statement = block[i];
    if (!statement) break;
    for (const variable of boundIn([statement], context)) {
      for (const read of variable.reads) {
        const index = block.findIndex((s) => isWithin(read, s));
        if (index > end) end = index;
      }
    }
  }
  return { block, first, last: end };
}

/** What a handler does instead of some statements: it returns, or gives their names a value. */
export function fallbackLines({ block, first, last }: Statements, context: RepairContext): readonly string[] {
  const { tree } = context;
  const region = block.slice(first, last + 1);
  const fn = region[0] && functionAround(region[0]);
  if (region.some(returnsValue)) return [fn && tree.yields(fn) ? 'return' : `return None  ${NOTE}`];
  const names = boundIn(region, context)
    .filter((v) => v.reads.some((read) => !region.some((s) => isWithin(read, s))))
    .filter((v) => !v.bindings.some((b) => b.node.range[0] < (region[0]?.range[0] ?? 0)))
    .map((v) => v.name);
  const fields = region.flatMap((s) => targetsOf(s)).filter((t): t is ast.Attribute => t.type === 'Attribute');
  const lines = [...new Set([...names, ...fields.map((f) => tree.textOf(f))])].map((name) => `${name} = None  ${NOTE}`);
  return lines.length > 0 ? lines : [TODO];
}

/** Variables of the statements' own scope that they give a value. */
function boundIn(statements: readonly ast.Statement[], { tree }: RepairContext): readonly Variable[] {
  const found = new Set<Variable>();
  const visit = (node: Node): boolean => {
    const variable = tree.variableBoundBy(node as ast.Arg) ?? (node.type === 'Name' ? tree.variableOf(node) : undefined);
    if (variable?.bindings.some((b) => b.node === node)) found.add(variable);
    return !isFunction(node) && node.type !== 'ClassDef';
  };
  for (const statement of statements) visitBelow(statement, visit);
  const fn = statements[0] && functionAround(statements[0]);
  return [...found].filter((v) => v.scope.node === (fn ?? tree.module) || v.scope.node.type === 'Module');
}

function returnsValue(statement: Node): boolean {
  let found = false;
  visitBelow(statement, (node) => {
    found ||= node.type === 'Return';
    return !found && !isFunction(node) && node.type !== 'ClassDef';
  });
  return found;
}

function targetsOf(statement: ast.Statement): readonly ast.Expression[] {
  if (statement.type === 'Assign') return statement.targets.flatMap((t) => (t.type === 'Tuple' || t.type === 'List' ? t.elts : [t]));
  return statement.type === 'AnnAssign' ? [statement.target] : [];
}
