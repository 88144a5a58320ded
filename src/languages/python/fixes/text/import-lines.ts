import type { Edit } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import { moduleOf } from '../../modules/imports.js';
import type { RepairContext } from '../context.js';
import { type ImportKey, compareImports, compareMembers, compareMixed, sectionOf } from './import-order.js';
import { indentAt, layoutOf, lineEnd, lineStart } from './layout.js';
import { startOf, startWithComments } from './start-with-comments.js';

/** An import to be written: `import module as alias`, or names of a module. */
export interface NewImport {
  readonly module: string;
  readonly alias?: string;
  readonly names?: readonly string[];
}

/**
 * Writes imports where isort puts them: in the block of imports that opens the file, in their section, in order.
 *
 * @param limit Offset of the statement that needs them, where it runs while the module is loaded.
 * @returns `undefined` where the file has no place for a line.
 */
export function importEdits(imports: readonly NewImport[], limit: number, context: RepairContext): readonly Edit[] | undefined {
  if (imports.length === 0) return [];
  const { newline } = layoutOf(context);
  const fresh = imports.map((each): Entry => ({ key: keyOf(each, context), text: lineOf(each, context) }));
  const block = blockFor(
    fresh.map(({ key }) => key),
    limit,
    context,
  );
  if (!block) return withoutImports(fresh, context);
  const entries: Entry[] = block.map((statement) => ({ key: statementKey(statement, context), statement }));
  const isCompact =
    entries.every((each, i) => i === 0 || !isBlankBetween(entries[i - 1]?.statement, each.statement, context.file.text)) &&
    new Set(entries.map(({ key }) => key.section)).size > 1;
  for (const each of [...fresh].sort((a, b) => a.key.section - b.key.section || compareImports(a.key, b.key)))
    entries.splice(indexFor(each, entries), 0, each);
  return runsOf(entries).flatMap((run) => editFor(run, isCompact ? '' : newline, context) ?? []);
}

/** One line of an import block; a line to be added has a text, the others a statement. */
interface Entry {
  readonly key: ImportKey;
  readonly statement?: ImportStatement;
  readonly text?: string;
}

type ImportStatement = ast.Import | ast.ImportFrom;

function keyOf({ module, names }: NewImport, { filename }: RepairContext): ImportKey {
  const level = /^\.*/.exec(module)?.[0].length ?? 0;
  return { section: sectionOf(module, level, filename), isFrom: names !== undefined, level, module: module.slice(level) };
}

function statementKey(statement: ImportStatement, { filename }: RepairContext): ImportKey {
  const level = statement.type === 'ImportFrom' ? statement.level : 0;
  const module = statement.type === 'ImportFrom' ? (statement.module ?? '') : (statement.names[0]?.name ?? '');
  return { section: sectionOf(module, level, filename), isFrom: statement.type === 'ImportFrom', level, module };
}

function lineOf({ module, alias, names }: NewImport, context: RepairContext): string {
  if (!names) return `import ${module}${alias === undefined ? '' : ` as ${alias}`}`;
  return fromImport(module, [...names].sort(compareMembers), '', context);
}

/** `from module import a, b`, in parentheses where it would be too long for one line. */
export function fromImport(module: string, names: readonly string[], base: string, context: RepairContext): string {
  const { newline, indent, width } = layoutOf(context);
  const line = `from ${module} import ${names.join(', ')}`;
  if (base.length + line.length <= width) return line;
  return [`from ${module} import (`, ...names.map((name) => `${base}${indent}${name},`), `${base})`].join(newline);
}

/** Adds names to a `from` import; `undefined` where it cannot be written again without losing something. */
export function mergedNames(statement: ast.ImportFrom, added: readonly string[], context: RepairContext): Edit | undefined {
  const { text } = context.file;
  const [first] = statement.names;
  const [start, end] = statement.range;
  if (!first) return undefined;
  const source = text.slice(start, end);
  const written = statement.names.map((n) => (n.asname === null ? n.name : `${n.name} as ${n.asname}`));
  const sorted = written.every((name, i) => i === 0 || compareMembers(written[i - 1] ?? '', name) <= 0);
  const names = sorted ? [...written, ...added].sort(compareMembers) : [...written, ...added];
  if (source.includes('#') || source.includes('\\')) return besideComments(statement, added, context);
  const open = text.slice(start, first.range[0]);
  const head = `from ${'.'.repeat(statement.level)}${statement.module ?? ''}`;
  if (!open.includes('(')) {
    const rest = text.slice(end, lineEnd(text, end));
    // A comment would have to be moved to fit, and it may be one that tools read.
    if (rest.includes('#') && lineEnd(text, end) - lineStart(text, start) + added.join(', ').length + 2 > layoutOf(context).width)
      return undefined;
    return { span: { start, end }, text: fromImport(head.slice(5), names, indentAt(text, start), context) };
  }
  // As it is: one name a line, or several.
  const { newline } = layoutOf(context);
  const isHanging = text.slice(lineStart(text, first.range[0]), first.range[0]).trim() === '';
  const isOneEach =
    isHanging && statement.names.every((n, i) => i === 0 || text.slice(statement.names[i - 1]?.range[1] ?? 0, n.range[0]).includes('\n'));
  if (isOneEach) {
    const inner = indentAt(text, first.range[0]);
    const last = statement.names.at(-1) ?? first;
    const span = { start: lineStart(text, first.range[0]), end: last.range[1] };
    return { span, text: names.map((name) => inner + name).join(`,${newline}`) };
  }
  return besideComments(statement, added, context);
}

/** Names one by one beside those that stand there, so that what is between them stays. */
function besideComments(statement: ast.ImportFrom, added: readonly string[], context: RepairContext): Edit | undefined {
  const { text } = context.file;
  const [first] = statement.names;
  if (!first || !text.slice(statement.range[0], first.range[0]).includes('(')) return undefined;
  const names = [...added].sort(compareMembers);
  const isOwnLine = text.slice(lineStart(text, first.range[0]), first.range[0]).trim() === '';
  const separator = isOwnLine ? `,${layoutOf(context).newline}${indentAt(text, first.range[0])}` : ', ';
  const next = statement.names.find((n) => compareMembers(n.name, names[0] ?? '') > 0) ?? first;
  const at = next.range[0];
  // In front of a name: a comment behind the last one speaks of that one.
  return { span: { start: at, end: at }, text: names.map((name) => name + separator).join('') };
}

/** The block of imports that new ones belong to: no later than a statement that is neither an import nor allowed above one. */
function blockFor(keys: readonly ImportKey[], limit: number, context: RepairContext): readonly ImportStatement[] | undefined {
  const { text } = context.file;
  const blocks: ImportStatement[][] = [];
  let isOpen = false;
  for (const [i, statement] of context.tree.module.body.entries()) {
    if (startOf(statement) >= limit) break;
    if (isImport(statement) && isOwnLine(statement, text)) {
      if (!isOpen) blocks.push([]);
      blocks.at(-1)?.push(statement);
      isOpen = true;
      continue;
    }
    isOpen = false;
    if (!isFuture(statement) && !(i === 0 && isDocstring(statement)) && !isAboveImports(statement)) break;
  }
  const root = keys[0]?.module.split('.')[0];
  const sections = new Set(keys.map(({ section }) => section));
  const hasLike = (block: readonly ImportStatement[]): boolean => block.some((s) => sections.has(statementKey(s, context).section));
  return (
    blocks.find((block) => block.some((s) => statementKey(s, context).module.split('.')[0] === root)) ?? blocks.find(hasLike) ?? blocks[0]
  );
}

/** Statements that linters allow above an import: blocks, `sys.path.append(…)`, `os.environ[…] = …`, `__all__ = […]`. */
function isAboveImports(statement: ast.Statement): boolean {
  switch (statement.type) {
    case 'Import':
    case 'ImportFrom':
    case 'If':
    case 'Try':
    case 'With':
    case 'For':
      return true;
    case 'Expr':
      return (
        statement.value.type === 'Call' &&
        statement.value.func.type === 'Attribute' &&
        /^(?:sys\.path\.|os\.environ\.|matplotlib\.use$)/.test(dotted(statement.value.func))
      );
    case 'Assign': {
      const [target] = statement.targets;
      if (target?.type === 'Name') return /^__\w+__$/.test(target.id);
      return target?.type === 'Subscript' && dotted(target.value) === 'os.environ';
    }
    default:
      return false;
  }
}

function dotted(node: ast.Expression): string {
  if (node.type === 'Attribute') return `${dotted(node.value)}.${node.attr}`;
  return node.type === 'Name' ? node.id : '';
}

/** Where a line goes among those of a block: in order, if its section is; else behind the section. */
function indexFor({ key }: Entry, entries: readonly Entry[]): number {
  const section = entries.flatMap((each, index) => (each.key.section === key.section ? [index] : []));
  const at = (index: number): ImportKey => entries[index]?.key ?? key;
  const order = [compareImports, compareMixed].find((compare) =>
    section.every((index, i) => i === 0 || compare(at(section[i - 1] ?? index), at(index)) <= 0),
  );
  if (order) {
    const next = section.find((index) => order(at(index), key) > 0);
    if (next !== undefined) return next;
  }
  const last = section.at(-1) ?? entries.findLastIndex((each) => each.key.section < key.section);
  return last + 1;
}

/** New lines that stand together in one section, and the statements before and behind them. */
interface Run {
  readonly before: ImportStatement | undefined;
  readonly beforeSection: number;
  readonly fresh: readonly Entry[];
  readonly after: ImportStatement | undefined;
  readonly afterSection: number;
}

function runsOf(entries: readonly Entry[]): readonly Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < entries.length;) {
    const entry = entries[i];
    let end = i;
    while (entries[end]?.text !== undefined && entries[end]?.key.section === entry?.key.section) end += 1;
    if (end === i) {
      i += 1;
      continue;
    }
    const before = entries.slice(0, i).findLast((e) => e.statement);
    const after = entries.slice(end).find((e) => e.statement);
    runs.push({
      before: before?.statement,
      beforeSection: entries[i - 1]?.key.section ?? -1,
      fresh: entries.slice(i, end),
      after: after?.statement,
      afterSection: entries[end]?.key.section ?? -1,
    });
    i = end;
  }
  return runs;
}

/** @param blank What separates sections. */
function editFor({ before, beforeSection, fresh, after, afterSection }: Run, blank: string, context: RepairContext): Edit | undefined {
  const { text } = context.file;
  const { newline } = layoutOf(context);
  const section = fresh[0]?.key.section;
  const lines = fresh.map((each) => (each.text ?? '') + newline).join('');
  const end = before && lineEnd(text, before.range[1]);
  const isFree = before && end !== undefined && /^[ \t]*(?:#|$)/.test(text.slice(before.range[1], end));
  // Beside a statement of the same section; else behind the section above, else in front of the one below.
  if (before && end !== undefined && isFree && (beforeSection === section || afterSection !== section)) {
    const isLast = end >= text.length;
    const offset = isLast ? text.length : end + (text[end] === '\r' ? 2 : 1);
    const gap = beforeSection === section ? '' : blank;
    const isBlankBelow = afterSection === section || after === undefined || isBlankBetween(before, after, text);
    return insert(offset, (isLast ? newline : '') + gap + lines + (isBlankBelow ? '' : blank));
  }
  const next = after ?? before;
  if (!next) return undefined;
  return insert(startWithComments(next, text), lines + (after && afterSection !== section ? blank : ''));
}

function isBlankBetween(before: ImportStatement | undefined, after: ImportStatement | undefined, text: string): boolean {
  return before !== undefined && after !== undefined && /\n[ \t]*\r?\n/.test(text.slice(before.range[1], after.range[0]));
}

/** The first imports of a file go below its docstring, or on top. */
function withoutImports(fresh: readonly Entry[], context: RepairContext): readonly Edit[] | undefined {
  const { newline } = layoutOf(context);
  const place = firstPlace(context);
  if (!place) return undefined;
  const sorted = [...fresh].sort((a, b) => a.key.section - b.key.section || compareImports(a.key, b.key));
  const lines = sorted
    .map((each, i) => (i > 0 && sorted[i - 1]?.key.section !== each.key.section ? newline : '') + (each.text ?? '') + newline)
    .join('');
  return [insert(place.offset, place.before + lines + place.after)];
}

/** Where lines go that open a file without imports, and what separates them from the rest. */
export interface FirstPlace {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** Below the docstring (or `from __future__ import …`), else above the first statement and the comments that speak of it. */
export function firstPlace(context: RepairContext): FirstPlace | undefined {
  const { text } = context.file;
  const { newline } = layoutOf(context);
  const { body } = context.tree.module;
  const start = body.findIndex((s, i) => !(i === 0 && isDocstring(s)) && !isFuture(s));
  const first = start < 0 ? undefined : body[start];
  const above = body[(start < 0 ? body.length : start) - 1];
  if (above) {
    const end = lineEnd(text, above.range[1]);
    if (!/^[ \t]*(?:#.*)?$/.test(text.slice(above.range[1], end))) return undefined;
    const isLast = end >= text.length;
    const offset = isLast ? text.length : end + (text[end] === '\r' ? 2 : 1);
    const isSeparate = /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset));
    return { offset, before: (isLast ? newline : '') + newline, after: isSeparate ? '' : newline };
  }
  if (!first) return { offset: text.length, before: text === '' || text.endsWith('\n') ? '' : newline, after: '' };
  if (!isOwnLine(first, text)) return undefined;
  const isDefinition = first.type === 'FunctionDef' || first.type === 'AsyncFunctionDef' || first.type === 'ClassDef';
  return { offset: startWithComments(first, text), before: '', after: isDefinition ? newline + newline : newline };
}

function isDocstring(statement: ast.Statement): boolean {
  return statement.type === 'Expr' && statement.value.type === 'Constant' && statement.value.kind === 'str';
}

function isFuture(statement: ast.Statement): boolean {
  return statement.type === 'ImportFrom' && statement.module === '__future__';
}

function isImport(statement: ast.Statement): statement is ImportStatement {
  return (statement.type === 'Import' || statement.type === 'ImportFrom') && !isFuture(statement);
}

function isOwnLine(statement: ast.Statement, text: string): boolean {
  const start = startOf(statement);
  return /^[ \t\f]*@?[ \t]*$/.test(text.slice(lineStart(text, start), start));
}

/** Whether names of a module are imported one statement each, as `force-single-line` demands. */
export function isSingleLine(module: string, context: RepairContext): boolean {
  return (
    context.tree.module.body.filter((s) => s.type === 'ImportFrom' && moduleOf(s).join('.') === module && s.names.length === 1).length > 1
  );
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
