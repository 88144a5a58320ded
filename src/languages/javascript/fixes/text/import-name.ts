import type { TSESTree } from '@typescript-eslint/utils';
import type { Edit } from '../../../../model/fix.js';
import { packageOf } from '../../modules/specifier.js';
import { type Node, propertyName, stringOf, unwrap } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, quoted } from './layout.js';
import { freeName, variableNamed } from './names.js';
import { topLevelAround } from '../../syntax/top-level.js';

/** What to import; `default` for a default import, `*` for nothing but what the file already has. */
export interface ImportRequest {
  readonly module: string;
  readonly imported: string;
  /** The local name to prefer. */
  readonly local: string;
}

/** How the imported thing is written, and the edits that import it; no edits where the file has it already. */
export interface ImportedText {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** Imports a name for use at a node: as the file has it, merged into an import of the same module, or on a line of its own. */
export function importName(request: ImportRequest, at: Node, context: RepairContext): ImportedText | undefined {
  const existing = findImported(request, at, context);
  if (existing !== undefined) return { text: existing, edits: [] };
  const body = topLevelAround(at);
  const first = body?.[0];
  if (!body || !first) return undefined;
  const local = freeName(request.local, `${request.local}Import`, context.sourceCode);
  return { text: local, edits: [mergedInto(request, local, body, context) ?? onItsOwnLine(request, local, first, body, context)] };
}

/** How several names of one module are written, and the edits that import them all: in one place. */
export interface ImportedTexts {
  /** By the local name that was preferred. */
  readonly texts: ReadonlyMap<string, string>;
  readonly edits: readonly Edit[];
}

/** Imports several names of a module. */
export function importNames(
  module: string,
  names: readonly Omit<ImportRequest, 'module'>[],
  at: Node,
  context: RepairContext,
): ImportedTexts | undefined {
  const texts = new Map<string, string>();
  const missing: Omit<ImportRequest, 'module'>[] = [];
  for (const name of names) {
    const existing = findImported({ module, imported: name.imported }, at, context);
    if (existing === undefined) missing.push(name);
    else texts.set(name.local, existing);
  }
  const [first, ...others] = missing;
  if (!first) return { texts, edits: [] };
  const imported = importName({ module, ...first }, at, context);
  const [edit, ...more] = imported?.edits ?? [];
  if (!imported || !edit || more.length > 0 || (others.length > 0 && !edit.text.includes('{ ') && !edit.text.startsWith(',')))
    return undefined;
  texts.set(first.local, imported.text);
  let { text } = edit;
  for (const { imported: name, local } of others.toReversed()) {
    const own = freeName(local, `${local}Import`, context.sourceCode);
    texts.set(local, own);
    const written = own === name ? name : isCommonJs(at, context) ? `${name}: ${own}` : `${name} as ${own}`;
    // Behind the first name, wherever that was put.
    text = text.replace(imported.text, () => `${imported.text}, ${written}`);
  }
  return { texts, edits: [{ span: edit.span, text }] };
}

/** The file's own text for an imported name that a node can see: `OpenAI`, `openai.APIConnectionError`. */
export function findImported(request: Pick<ImportRequest, 'module' | 'imported'>, at: Node, context: RepairContext): string | undefined {
  for (const binding of bindingsOf(request.module, at)) {
    if (variableNamed(binding.local, at, context.sourceCode)?.identifiers.every((id) => id !== binding.id)) continue;
    if (binding.imported === request.imported) return binding.local;
    if (binding.imported === '*' && request.imported !== 'default') return `${binding.local}.${request.imported}`;
  }
  return undefined;
}

/** Whether a file loads its modules with `require()`. */
export function isCommonJs(at: Node, { filename, sourceCode }: RepairContext): boolean {
  if (/\.c[jt]s$/.test(filename)) return true;
  if (/\.m[jt]s$/.test(filename)) return false;
  const body = topLevelAround(at) ?? [];
  if (body.some((s) => s.type.startsWith('Import') || s.type.startsWith('Export') || s.type === 'TSImportEqualsDeclaration')) return false;
  if (sourceCode.ast.sourceType !== 'module') return true;
  return (
    body.some((s) => requiresOf(s).length > 0) ||
    sourceCode.ast.tokens.some((t, i, all) => t.value === 'module' && all[i + 1]?.value === '.' && all[i + 2]?.value === 'exports')
  );
}

interface Binding {
  /** Exported name, `default`, or `*` for the module itself. */
  readonly imported: string;
  readonly local: string;
  readonly id: TSESTree.Identifier;
}

/** What the top level binds to a module's exports, types left out. */
function bindingsOf(module: string, at: Node): readonly Binding[] {
  return (topLevelAround(at) ?? []).flatMap((statement): Binding[] => {
    if (statement.type === 'ImportDeclaration') {
      if (statement.importKind === 'type' || packageOf(statement.source.value) !== packageOf(module)) return [];
      return statement.specifiers.flatMap((s): Binding[] => {
        if (s.type === 'ImportDefaultSpecifier') return [{ imported: 'default', local: s.local.name, id: s.local }];
        if (s.type === 'ImportNamespaceSpecifier') return [{ imported: '*', local: s.local.name, id: s.local }];
        if (s.importKind === 'type') return [];
        return [{ imported: s.imported.type === 'Identifier' ? s.imported.name : s.imported.value, local: s.local.name, id: s.local }];
      });
    }
    return requiresOf(statement).flatMap(({ id, from, member }): Binding[] => {
      if (packageOf(from) !== packageOf(module)) return [];
      if (id.type === 'Identifier') {
        const local = { local: id.name, id };
        return member === undefined
          ? [
              { imported: '*', ...local },
              { imported: 'default', ...local },
            ]
          : [{ imported: member, ...local }];
      }
      if (id.type !== 'ObjectPattern' || member !== undefined) return [];
      return id.properties.flatMap((p): Binding[] => {
        const imported = p.type === 'Property' ? propertyName(p) : undefined;
        return imported !== undefined && p.value?.type === 'Identifier' ? [{ imported, local: p.value.name, id: p.value }] : [];
      });
    });
  });
}

interface Require {
  readonly id: TSESTree.BindingName;
  readonly from: string;
  /** `require('x').member` */
  readonly member: string | undefined;
}

function requiresOf(statement: TSESTree.Statement): readonly Require[] {
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap((d): Require[] => {
    if (!d.init) return [];
    const init = unwrap(d.init);
    const call = init.type === 'MemberExpression' ? unwrap(init.object) : init;
    if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require') return [];
    const from = stringOf(call.arguments[0]);
    return from === undefined ? [] : [{ id: d.id, from, member: init.type === 'MemberExpression' ? propertyName(init) : undefined }];
  });
}

/** `import OpenAI from 'openai'` → `import OpenAI, { APIConnectionError } from 'openai'`. */
function mergedInto(
  request: ImportRequest,
  local: string,
  body: readonly TSESTree.ProgramStatement[],
  context: RepairContext,
): Edit | undefined {
  if (request.imported === 'default') return undefined;
  const { sourceCode } = context;
  for (const statement of body) {
    if (statement.type === 'ImportDeclaration') {
      if (statement.importKind === 'type' || packageOf(statement.source.value) !== packageOf(request.module)) continue;
      const last = statement.specifiers.at(-1);
      const name = request.imported === local ? local : `${request.imported} as ${local}`;
      if (last?.type === 'ImportSpecifier') return { span: after(last.range[1]), text: separated(last, name, context) };
      if (last?.type === 'ImportDefaultSpecifier' && sourceCode.getTokenAfter(last)?.value === 'from')
        return { span: after(last.range[1]), text: `, { ${name} }` };
    } else {
      for (const { id, from, member } of requiresOf(statement)) {
        if (id.type !== 'ObjectPattern' || member !== undefined || packageOf(from) !== packageOf(request.module)) continue;
        const last = id.properties.at(-1);
        if (last?.type !== 'Property') continue;
        return {
          span: after(last.range[1]),
          text: separated(last, request.imported === local ? local : `${request.imported}: ${local}`, context),
        };
      }
    }
  }
  return undefined;
}

/** `, name`, on a line of its own if the names before stand so. */
function separated(last: Node, name: string, { sourceCode }: RepairContext): string {
  const before = sourceCode.getTokenBefore(last);
  if (!before || before.loc.end.line === last.loc.start.line) return `, ${name}`;
  return `,${sourceCode.text.includes('\r\n') ? '\r\n' : '\n'}${indentAt(sourceCode.text, last.range[0])}${name}`;
}

function onItsOwnLine(
  request: ImportRequest,
  local: string,
  first: Node,
  body: readonly TSESTree.ProgramStatement[],
  context: RepairContext,
): Edit {
  const layout = layoutOf(context);
  const { text } = context.sourceCode;
  const line = importText(request, local, isCommonJs(first, context), layout);
  const last = body.findLast((s) => s.type === 'ImportDeclaration' || s.type === 'TSImportEqualsDeclaration' || requiresOf(s).length > 0);
  const above = last ?? body.findLast((s) => 'directive' in s && s.directive !== undefined);
  if (above) return { span: after(endWithComment(above, text)), text: layout.newline + indentAt(text, above.range[0]) + line };
  const start = startWithComments(first, context);
  return { span: after(start), text: line + layout.newline + layout.newline + indentAt(text, start) };
}

function importText({ module, imported }: ImportRequest, local: string, commonJs: boolean, layout: ReturnType<typeof layoutOf>): string {
  const from = quoted(module, layout.quote);
  if (commonJs) {
    const names = imported === 'default' ? local : imported === local ? `{ ${local} }` : `{ ${imported}: ${local} }`;
    return `const ${names} = require(${from})${layout.semicolon}`;
  }
  const names = imported === 'default' ? local : imported === local ? `{ ${local} }` : `{ ${imported} as ${local} }`;
  return `import ${names} from ${from}${layout.semicolon}`;
}

function after(offset: number): Edit['span'] {
  return { start: offset, end: offset };
}

/** The end of a statement, with the comment that follows it on its line. */
function endWithComment(statement: Node, text: string): number {
  const end = lineEnd(text, statement.range[1]);
  return /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(text.slice(statement.range[1], end)) ? end : statement.range[1];
}

/** The start of the first statement, with the comments that speak of it; a file's own header is not one of them. */
function startWithComments(first: Node, { sourceCode }: RepairContext): number {
  let start = first.range[0];
  let line = first.loc.start.line;
  for (const comment of sourceCode.getCommentsBefore(first).toReversed()) {
    if (comment.loc.end.line < line - 1 || HEADER.test(comment.value) || (comment.type as string) === 'Shebang') break;
    start = comment.range[0];
    line = comment.loc.start.line;
  }
  return start;
}

/** Comments that belong to the file, whatever comes first in it. */
const HEADER = /^!|@license|@preserve|copyright|SPDX-|@ts-(?:no)?check|@jsx|@vitest-environment|@jest-environment|^\s*eslint|@file/i;
