import { writeReplacement } from '../../../engine/deployment/replacement.js';
import type { DeploymentChange, YamlEntryText } from '../../../model/deployment-change.js';
import type { Dependency, MappingPlace } from '../../../model/facts/workload.js';
import type { Edit, Repair } from '../../../model/fix.js';
import type { Span } from '../../../model/span.js';

/** Writes a change of a YAML file as edits of its text; `undefined` where the text has not the expected form. */
export function writeYamlChange(change: DeploymentChange, text: string): Repair | undefined {
  const edits = editsOf(change, text);
  return edits && { edits, applicability: change.applicability, title: change.title };
}

function editsOf(change: DeploymentChange, text: string): readonly Edit[] | undefined {
  switch (change.kind) {
    case 'replace':
      return writeReplacement(change, text);
    case 'replace-command':
      return replaceCommand(change.at, change.words, text);
    case 'add-entry':
      return [addEntry(change.to, change.entry, text)];
    case 'wait-until-healthy':
      return waitUntilHealthy(change.dependency, text);
  }
}

/** A list stays a list in its style, a text a text. */
function replaceCommand(at: Span, words: readonly string[], text: string): readonly Edit[] | undefined {
  const written = text.slice(at.start, at.end);
  const list = ['CMD', ...words].map((word) => JSON.stringify(word));
  if (written.startsWith('[')) return [{ span: at, text: `[${list.join(', ')}]` }];
  if (written.startsWith('- ')) {
    const indentation = ' '.repeat(columnOf(at.start, text));
    const end = at.start + written.trimEnd().length;
    return [{ span: { start: at.start, end }, text: list.map((word) => `- ${word}`).join(`${lineBreak(text)}${indentation}`) }];
  }
  const isPlain = words.every((word) => /^[\w./:=-]+$/.test(word));
  return isPlain ? [{ span: at, text: words.join(' ') }] : undefined;
}

/** On lines of its own behind the last entry, or inside the braces. */
function addEntry({ end, indentation, isFlow }: MappingPlace, entry: YamlEntryText, text: string): Edit {
  if (isFlow) return { span: { start: end, end }, text: `, ${flow(entry)}` };
  const at = endOfLine(end, text);
  const lines = block(entry, indentation, stepOf(text));
  const nl = lineBreak(text);
  return { span: { start: at, end: at }, text: lines.map((line) => `${nl}${line}`).join('') };
}

function block({ key, value }: YamlEntryText, indentation: number, step: number): readonly string[] {
  const before = ' '.repeat(indentation);
  if (typeof value === 'string') return [`${before}${key}: ${value}`];
  const inner = indentation + step;
  const below =
    'items' in value ? value.items.map((item) => `${' '.repeat(inner)}- ${item}`) : value.flatMap((entry) => block(entry, inner, step));
  return [`${before}${key}:`, ...below];
}

function flow({ key, value }: YamlEntryText): string {
  if (typeof value === 'string') return `${key}: ${value}`;
  return 'items' in value ? `${key}: [${value.items.join(', ')}]` : `${key}: { ${value.map(flow).join(', ')} }`;
}

function waitUntilHealthy({ service, list, conditionSpan }: Dependency, text: string): readonly Edit[] | undefined {
  if (conditionSpan) return [{ span: conditionSpan, text: 'service_healthy' }];
  if (!list) return undefined;
  const condition = (name: string) => (name === service ? 'service_healthy' : 'service_started');
  const written = text.slice(list.span.start, list.span.end);
  if (written.startsWith('[')) {
    const entries = list.services.map((name) => `${name}: { condition: ${condition(name)} }`);
    return written.includes('#') ? undefined : [{ span: list.span, text: `{ ${entries.join(', ')} }` }];
  }
  const at = columnOf(list.span.start, text);
  // A list may stand in the column of its key, a mapping may not.
  const deeper = at > keyColumn(list.span.start, text) ? '' : ' '.repeat(stepOf(text));
  const column = ' '.repeat(at) + deeper;
  const inner = column + ' '.repeat(stepOf(text));
  const nl = lineBreak(text);
  const lines = written.trimEnd().split(/\r?\n/);
  const items = lines.map((line) => /^\s*- +(["']?)([\w.-]+)\1(\s+#.*)?\s*$/.exec(line));
  if (lines.some((line, index) => !items[index] && !/^\s*(?:#.*)?$/.test(line))) return undefined;
  const output = lines.map((line, index) => {
    const [, , name = '', comment = ''] = items[index] ?? [];
    const before = index === 0 ? deeper : column;
    return items[index] ? `${before}${name}:${comment}${nl}${inner}condition: ${condition(name)}` : line;
  });
  return [{ span: { start: list.span.start, end: list.span.start + written.trimEnd().length }, text: output.join(nl) }];
}

/** The column of the key whose value begins at an offset. */
function keyColumn(offset: number, text: string): number {
  const before = text.slice(0, text.lastIndexOf('\n', offset - 1) + 1).trimEnd();
  const line = before.slice(before.lastIndexOf('depends_on'));
  return before.length - line.length - (before.lastIndexOf('\n', before.length - line.length) + 1);
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function endOfLine(offset: number, text: string): number {
  const end = /\r?\n|$/.exec(text.slice(offset));
  return offset + (end?.index ?? 0);
}

/** As the file has them. */
function lineBreak(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** Columns of one level, as the file has them. */
function stepOf(text: string): number {
  return /^( {2,8})[^\s#-]/m.exec(text)?.[1]?.length ?? 2;
}
