import type { TSESTree } from '@typescript-eslint/utils';
import { TITLES } from '../../../../engine/fixes/titles.js';
import type { ResponseShape } from '../../../../model/catalog/http-client.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { UncheckedAnswer } from '../../../../model/problems/unchecked-response.js';
import { type Node, calledAs, isFunction, keepsValue, propertyName } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';
import { freeName, variableNamed } from '../text/names.js';

const TITLE = TITLES.checkStatus('throws');

/** Throws an error with the status, right behind the request, where the answer has a name or can be given one. */
export function checkStatus({ call, form }: UncheckedAnswer, context: RepairContext): Repair | undefined {
  const edits = editsFor(context.callNode(call), form, context);
  return edits && { edits, applicability: 'unsafe', title: TITLE };
}

function editsFor(call: Node, form: ResponseShape, context: RepairContext): readonly Edit[] | undefined {
  // A global of that name is what the check is written with.
  if (variableNamed('Error', call, context.sourceCode)) return undefined;
  const at = answered(call);
  const parent = at.parent;
  if (parent?.type === 'MemberExpression' && propertyName(parent) === 'then')
    return inCallback(calledAs(parent)?.arguments[0], form, context);
  if (parent?.type !== 'AwaitExpression') return undefined;
  let answer: Node = parent;
  while (answer.parent && keepsValue(answer.parent)) answer = answer.parent;
  const holder = answer.parent;
  if (holder?.type === 'VariableDeclarator' && holder.init === answer) return behindDeclaration(holder, form, context);
  if (
    holder?.type === 'AssignmentExpression' &&
    holder.operator === '=' &&
    holder.left.type === 'Identifier' &&
    holder.parent.type === 'ExpressionStatement'
  )
    return behind(holder.parent, holder.left.name, form, context);
  return named(answer, form, context);
}

/** The expression that gives the answer: the request, or the retry that the request is given to as a function. */
function answered(request: Node): Node {
  const { parent } = request;
  if (parent && keepsValue(parent)) return answered(parent);
  return parent?.type === 'ArrowFunctionExpression' && parent.parent.type === 'CallExpression' && parent.parent.callee !== parent
    ? answered(parent.parent)
    : request;
}

/** `.then((response) => response.json())` */
function inCallback(callback: Node | undefined, form: ResponseShape, context: RepairContext): readonly Edit[] | undefined {
  if (!isFunction(callback)) return undefined;
  const [parameter] = callback.params;
  if (parameter?.type !== 'Identifier') return undefined;
  const { sourceCode } = context;
  const { newline, indent, semicolon } = layoutOf(context);
  const base = indentAt(sourceCode.text, callback.range[0]);
  const check = checkOf(parameter.name, form, context);
  if (callback.body.type === 'BlockStatement') {
    const [first] = callback.body.body;
    if (!first) return undefined;
    const isLong = first.loc.start.line !== callback.body.loc.start.line;
    return [insert(callback.body.range[0] + 1, isLong ? newline + indentAt(sourceCode.text, first.range[0]) + check : ` ${ended(check)}`)];
  }
  // Parentheses of the body stay: `return ({ … })`.
  const arrow = sourceCode.getTokenBefore(callback.body, (token) => token.value === '=>');
  if (!arrow || sourceCode.getCommentsInside(callback).some((c) => c.range[0] > arrow.range[1] && c.range[1] <= callback.body.range[0]))
    return undefined;
  const start = sourceCode.getTokenAfter(arrow)?.range[0] ?? callback.body.range[0];
  return [
    insert(start, `{${newline}${base}${indent}${check}${newline}${base}${indent}return `),
    insert(callback.range[1], `${semicolon}${newline}${base}}`),
  ];
}

function behindDeclaration(
  { id, parent }: TSESTree.VariableDeclarator,
  form: ResponseShape,
  context: RepairContext,
): readonly Edit[] | undefined {
  if (id.type === 'Identifier') return behind(parent, id.name, form, context);
  if (id.type !== 'ObjectPattern' || id.properties.some((p) => p.type !== 'Property')) return undefined;
  // `const { body } = …` gets the status too.
  const last = id.properties.at(-1);
  const name = freeName(form.status, `answer${form.status.slice(0, 1).toUpperCase()}${form.status.slice(1)}`, context.sourceCode);
  const check = behind(parent, undefined, form, context, name);
  return last && check && [insert(last.range[1], `, ${form.status}${name === form.status ? '' : `: ${name}`}`), ...check];
}

/** The check on a line of its own behind a statement. */
function behind(
  statement: Node,
  name: string | undefined,
  form: ResponseShape,
  context: RepairContext,
  status?: string,
): readonly Edit[] | undefined {
  const { text } = context.sourceCode;
  if (!inBlock(statement) || (statement.type === 'VariableDeclaration' && statement.declarations.length > 1)) return undefined;
  const end = lineEnd(text, statement.range[1]);
  const check = name === undefined ? checkOfStatus(status ?? form.status, context) : checkOf(name, form, context);
  const isLast = /^[ \t]*;?[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(text.slice(statement.range[1], end));
  const { newline } = layoutOf(context);
  return [isLast ? insert(end, newline + indentAt(text, statement.range[0]) + check) : insert(statement.range[1], ` ${ended(check)}`)];
}

/** `return (await fetch(url)).json()`, `await fetch(url)`: the answer gets a name on a line before. */
function named(answer: Node, form: ResponseShape, context: RepairContext): readonly Edit[] | undefined {
  const { sourceCode } = context;
  const { text } = sourceCode;
  const statement = statementThatBegins(answer);
  // A `case` declares for its neighbours too.
  if (
    !statement ||
    !inBlock(statement) ||
    statement.parent.type === 'SwitchCase' ||
    text.slice(lineStart(text, statement.range[0]), statement.range[0]).trim() !== ''
  )
    return undefined;
  const name = freeName('response', 'llmResponse', sourceCode);
  const { newline, semicolon } = layoutOf(context);
  const base = indentAt(text, statement.range[0]);
  const line = `const ${name} = ${text.slice(...answer.range)}${semicolon}${newline}${base}${checkOf(name, form, context)}`;
  if (statement.type === 'ExpressionStatement' && statement.expression === answer)
    return [insert(statement.range[0], `const ${name} = `), ...(behind(statement, name, form, context) ?? [])];
  // The parentheses around `await …` go with it.
  const open = sourceCode.getTokenBefore(answer);
  const close = sourceCode.getTokenAfter(answer);
  const isEnclosed =
    open?.value === '(' &&
    close?.value === ')' &&
    answer.parent?.type === 'MemberExpression' &&
    sourceCode
      .getCommentsInside(statement)
      .every(
        (c) =>
          c.range[1] <= open.range[0] || (c.range[0] >= answer.range[0] && c.range[1] <= answer.range[1]) || c.range[0] >= close.range[1],
      );
  if (!isEnclosed) return undefined;
  return [insert(statement.range[0], `${line}${newline}${base}`), { span: { start: open.range[0], end: close.range[1] }, text: name }];
}

/** The statement whose first work an expression is: nothing in it runs before. */
function statementThatBegins(node: Node): TSESTree.Statement | undefined {
  let child = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    switch (at.type) {
      case 'AwaitExpression':
        continue;
      case 'MemberExpression':
        if (at.object !== child) return undefined;
        continue;
      case 'CallExpression':
        if (at.callee !== child) return undefined;
        continue;
      case 'VariableDeclarator':
        if (at.id.type === 'ArrayPattern' || at.parent.declarations.length > 1) return undefined;
        return at.parent;
      case 'ReturnStatement':
      case 'ExpressionStatement':
        return at;
      default:
        if (!keepsValue(at)) return undefined;
    }
  }
  return undefined;
}

function inBlock({ parent }: Node): boolean {
  return parent?.type === 'BlockStatement' || parent?.type === 'Program' || parent?.type === 'StaticBlock' || parent?.type === 'SwitchCase';
}

function checkOf(name: string, form: ResponseShape, context: RepairContext): string {
  const { semicolon } = layoutOf(context);
  if (form.ok === undefined) return checkOfStatus(`${name}.${form.status}`, context);
  return `if (!${name}.${form.ok}) throw new Error(\`The LLM server answered HTTP \${${name}.${form.status}}\`)${semicolon}`;
}

/** `statusCode` may be absent by its type. */
function checkOfStatus(status: string, context: RepairContext): string {
  const { semicolon } = layoutOf(context);
  return `if (Number(${status}) >= 400) throw new Error(\`The LLM server answered HTTP \${${status}}\`)${semicolon}`;
}

/** A statement that others may follow on its line. */
function ended(statement: string): string {
  return statement.endsWith(';') ? statement : `${statement};`;
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
