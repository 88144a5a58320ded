import { TITLES } from '../../../../engine/fixes/titles.js';
import type { ResponseShape } from '../../../../model/catalog/http-client.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { UncheckedAnswer } from '../../../../model/problems/unchecked-response.js';
import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { reachingBindings } from '../../syntax/reaching-definitions.js';
import { statementAround } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';
import { freeName } from '../text/names.js';
import { nodeAt } from '../text/node-at.js';

/** Raises where the status is an error, right behind the request, where the answer has a name or can be given one. */
export function checkStatus({ call, form, at }: UncheckedAnswer, context: RepairContext): Repair | undefined {
  const answer = form.from === undefined ? context.raws.get(call)?.node : givenBy(nodeAt(at, context), context);
  const edits = answer && answer.type !== 'Reference' ? editsFor(answer, form, context) : undefined;
  return edits && { edits, applicability: 'unsafe', title: TITLES.checkStatus('raises') };
}

/** The value that was assigned to the name that is read: `connection.getresponse()`. */
function givenBy(read: Node | undefined, { tree }: RepairContext): Node | undefined {
  let at = read;
  while (at && at.type !== 'Name') at = at.type === 'Call' ? at.func : at.type === 'Attribute' ? at.value : undefined;
  const variable = at && tree.variableOf(at);
  const [binding, ...others] = variable && at ? reachingBindings(variable, at) : [];
  return binding?.kind === 'assign' && others.length === 0 ? binding.value : undefined;
}

function editsFor(call: Node, form: ResponseShape, context: RepairContext): readonly Edit[] | undefined {
  let answer = call;
  while (answer.parent?.type === 'Await') answer = answer.parent;
  const { parent } = answer;
  switch (parent?.type) {
    case 'Assign':
    case 'AnnAssign': {
      const target = parent.type === 'Assign' ? parent.targets[0] : parent.target;
      return target?.type === 'Name' && parent.value === answer ? behind(parent, target.id, form, context) : undefined;
    }
    case 'withitem':
      return parent.optional_vars?.type === 'Name' && parent.parent
        ? inside(parent.parent as ast.With, parent.optional_vars.id, form, context)
        : undefined;
    case 'Expr':
      if (form.raises === undefined) return undefined;
      return answer === call
        ? [insert(call.range[1], `.${form.raises}()`)]
        : [insert(answer.range[0], '('), insert(answer.range[1], `).${form.raises}()`)];
    default:
      return named(answer, form, context);
  }
}

/** On lines of their own behind a statement. */
function behind(statement: ast.Statement, name: string, form: ResponseShape, context: RepairContext): readonly Edit[] | undefined {
  const { text } = context.file;
  const end = lineEnd(text, statement.range[1]);
  if (
    text.slice(lineStart(text, statement.range[0]), statement.range[0]).trim() !== '' ||
    !/^[ \t]*(?:#.*)?$/.test(text.slice(statement.range[1], end))
  )
    return undefined;
  const { newline } = layoutOf(context);
  const indent = indentAt(text, statement.range[0]);
  return [
    insert(
      end,
      checkOf(name, form, context)
        .map((line) => newline + indent + line)
        .join(''),
    ),
  ];
}

/** At the top of a block. */
function inside(block: ast.With, name: string, form: ResponseShape, context: RepairContext): readonly Edit[] | undefined {
  const { text } = context.file;
  const [first] = block.body;
  if (!first) return undefined;
  const start = lineStart(text, first.range[0]);
  const indent = text.slice(start, first.range[0]);
  if (start <= block.range[0] || indent.trim() !== '') return undefined;
  const { newline } = layoutOf(context);
  return [
    insert(
      first.range[0],
      checkOf(name, form, context)
        .map((line) => line + newline + indent)
        .join(''),
    ),
  ];
}

/** `return requests.post(url).json()`: the answer gets a name on a line before. */
function named(answer: Node, form: ResponseShape, context: RepairContext): readonly Edit[] | undefined {
  const { text } = context.file;
  const statement = statementAround(answer);
  if (!statement || !begins(answer, statement) || text.slice(lineStart(text, statement.range[0]), statement.range[0]).trim() !== '')
    return undefined;
  const call = answer.type === 'Await' ? answer.value : answer;
  // The lines of a chain go together only inside parentheses.
  if (call.type !== 'Call' || call.func.type !== 'Attribute' || text.slice(answer.range[0], call.func.range[1]).includes('\n'))
    return undefined;
  const [start, end] = answer.type === 'Await' ? [answer.range[0] - 1, answer.range[1] + 1] : answer.range;
  if (answer.type === 'Await' && (text[start] !== '(' || text[end - 1] !== ')')) return undefined;
  const name = freeName(['response', 'llm_response', 'llm_answer'], context);
  if (name === undefined) return undefined;
  const { newline } = layoutOf(context);
  const indent = indentAt(text, statement.range[0]);
  const lines = [`${name} = ${text.slice(...answer.range)}`, ...checkOf(name, form, context)];
  return [insert(statement.range[0], lines.map((line) => line + newline + indent).join('')), { span: { start, end }, text: name }];
}

/** Whether an expression is the first work of a statement, so that it may as well be done before. */
function begins(node: Node, statement: ast.Statement): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent === statement)
      return (statement.type === 'Assign' || statement.type === 'Return' || statement.type === 'Expr') && statement.value === at;
    const isHead =
      (parent.type === 'Attribute' && parent.value === at) ||
      (parent.type === 'Subscript' && parent.value === at) ||
      (parent.type === 'Call' && parent.func === at) ||
      parent.type === 'Await';
    if (!isHead) return false;
  }
  return false;
}

function checkOf(name: string, form: ResponseShape, context: RepairContext): readonly string[] {
  if (form.raises !== undefined) return [`${name}.${form.raises}()`];
  const { indent, quote } = layoutOf(context);
  return [
    `if ${name}.${form.status} >= 400:`,
    `${indent}raise RuntimeError(f${quote}The LLM server answered HTTP {${name}.${form.status}}${quote})`,
  ];
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
