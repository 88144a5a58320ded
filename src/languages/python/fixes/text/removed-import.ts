import type { Edit, Repair } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import type { RepairContext } from '../context.js';
import { lineEnd, lineStart } from './layout.js';

type ImportStatement = ast.Import | ast.ImportFrom;

/** Takes away the imports of names that nothing uses once a repair is written; those that were unused before stay. */
export function withoutUnusedImports(repair: Repair, context: RepairContext): Repair {
  let { edits } = repair;
  for (const [statement, unused] of unusedNames(edits, context)) {
    const rewritten = edits.find(({ span }) => span.start === statement.range[0] && span.end === statement.range[1]);
    if (rewritten) {
      // The repair adds names to the same statement.
      const text = unused.reduce(
        (written, { name }) => written.replace(new RegExp(String.raw`, ${name}\b(?! as)|(?<=import )${name}, `), ''),
        rewritten.text,
      );
      edits = edits.map((edit) => (edit === rewritten ? { ...edit, text } : edit));
      continue;
    }
    const removals =
      unused.length === statement.names.length
        ? wholeStatement(statement, context)
        : unused.map((alias) => oneName(alias, unused, statement));
    const isFree = removals.every(
      (removal) =>
        !removalLosesComment(removal, context) && !edits.some(({ span }) => span.start < removal.span.end && span.end > removal.span.start),
    );
    if (isFree) edits = [...edits, ...removals].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
  return edits === repair.edits ? repair : { ...repair, edits };
}

/** Imported names all of whose uses stand in text that edits replace, and that the new text does not use. */
function unusedNames(edits: readonly Edit[], { tree, file }: RepairContext): ReadonlyMap<ImportStatement, readonly ast.Alias[]> {
  const found = new Map<ImportStatement, readonly ast.Alias[]>();
  if (/\b__all__\b/.test(file.text)) return found;
  for (const {
    name,
    bindings: [binding, ...more],
    reads,
  } of tree.moduleVariables()) {
    if (binding?.kind !== 'import' || more.length > 0 || reads.length === 0) continue;
    const { node, statement } = binding;
    // `import a.b` may be there for what it loads.
    if (node.asname === null && node.name.includes('.')) continue;
    const isReplaced = reads.every(({ range: [start, end] }) => edits.some(({ span }) => span.start <= start && end <= span.end));
    const word = new RegExp(String.raw`(?<![\w.])${name}\b`);
    // An annotation in quotes is a use too.
    const quoted = new RegExp(String.raw`["'][\w.[\],|]{0,80}\b${name}\b[\w.[\],|]{0,80}["']`);
    const isWritten = edits.some(
      ({ span, text }) => word.test(text) && !(span.start === statement.range[0] && span.end === statement.range[1]),
    );
    if (isReplaced && !isWritten && !quoted.test(file.text)) found.set(statement, [...(found.get(statement) ?? []), node]);
  }
  return found;
}

function oneName(alias: ast.Alias, unused: readonly ast.Alias[], { names }: ImportStatement): Edit {
  const index = names.indexOf(alias);
  const next = names[index + 1];
  const span =
    next && names.slice(index + 1).some((other) => !unused.includes(other))
      ? { start: alias.range[0], end: next.range[0] }
      : { start: names[index - 1]?.range[1] ?? alias.range[0], end: alias.range[1] };
  return { span, text: '' };
}

function wholeStatement(statement: ImportStatement, { file: { text } }: RepairContext): readonly Edit[] {
  const start = lineStart(text, statement.range[0]);
  const end = lineEnd(text, statement.range[1]);
  const isAlone = (text.slice(start, statement.range[0]) + text.slice(statement.range[1], end)).trim() === '';
  const { parent } = statement;
  const isNeeded =
    parent?.type !== 'Module' &&
    !(parent && 'body' in parent && Array.isArray(parent.body) && parent.body.length > 1 && parent.body.includes(statement));
  if (!isAlone || isNeeded) return [];
  return [{ span: { start, end: Math.min(end + (text[end] === '\r' ? 2 : 1), text.length) }, text: '' }];
}

function removalLosesComment({ span }: Edit, { file }: RepairContext): boolean {
  return file.text.slice(span.start, span.end).includes('#');
}
