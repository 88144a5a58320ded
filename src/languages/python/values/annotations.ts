import type * as ast from '../syntax/ast.js';
import { type Value, UNKNOWN } from './value.js';
import { isNone } from '../syntax/tree.js';
import type { Node } from '../syntax/ast.js';
import { type EvaluatorContext, MAX_DEPTH } from './evaluator.js';
import { sameKind } from './merge.js';
import { exportOf } from './names.js';

/** What an annotation says its values are. */
export function valueOfType(context: EvaluatorContext, annotation: ast.Expression): Value {
  switch (annotation.type) {
    case 'Constant':
      return annotation.kind === 'str' ? valueOfTypeName(context, annotation.value) : UNKNOWN;
    case 'BinOp': {
      const values = membersOf(annotation)
        .filter((member) => !isNone(member))
        .map((annotation) => valueOfType(context, annotation));
      return values.length === 1 ? (values[0] ?? UNKNOWN) : sameKind(values);
    }
    case 'Subscript': {
      const name = context.evaluator.qualifiedName(annotation.value)?.at(-1);
      const elements = annotation.slice.type === 'Tuple' ? annotation.slice.elts : [annotation.slice];
      if (
        name === 'Optional' ||
        name === 'Annotated' ||
        name === 'Final' ||
        name === 'ClassVar' ||
        name === 'Awaitable' ||
        name === 'Coroutine'
      ) {
        const inner = name === 'Coroutine' ? elements.at(-1) : elements[0];
        return inner ? valueOfType(context, inner) : UNKNOWN;
      }
      if (name === 'Union') {
        const values = elements.filter((e) => !isNone(e)).map((annotation) => valueOfType(context, annotation));
        return values.length === 1 ? (values[0] ?? UNKNOWN) : sameKind(values);
      }
      return UNKNOWN;
    }
    case 'Name':
    case 'Attribute':
      return instanceOf(context, context.evaluator.valueOf(annotation), annotation);
    default:
      return UNKNOWN;
  }
}

/** `"OpenAI | None"` of an annotation that is a string. */
function valueOfTypeName(context: EvaluatorContext, text: string): Value {
  const [name = ''] = text
    .replace(/\s*\|\s*None\s*$/, '')
    .replace(/^Optional\[(.*)\]$/, '$1')
    .split('[');
  const [first = '', ...rest] = name.trim().split('.');
  const variable = context.tree.moduleVariable(first);
  if (!variable) return UNKNOWN;
  const value = rest.reduce<Value>((at, part) => context.evaluator.memberOfValue(at, part), context.evaluator.valueOfVariable(variable));
  const [binding] = variable.bindings;
  return binding ? instanceOf(context, value, binding.node) : UNKNOWN;
}

/** An object of a class. */
export function instanceOf(context: EvaluatorContext, value: Value, node: Node): Value {
  if (value.kind === 'class') return { kind: 'instance', of: value.node };
  if (value.kind === 'http' && value.isClass && value.path.length === 0) return { ...value, isClass: false };
  if (value.kind !== 'external') return UNKNOWN;
  const found = exportOf(context, value.path);
  if (found?.entry.kind === 'class' && found.rest.length === 0)
    return { kind: 'sdk-object', sdk: found.sdk, object: found.entry.object, path: [], made: [] };
  return found ? UNKNOWN : { kind: 'made-by', path: value.path, members: [], node };
}

/** The classes of `A | B | C`; of a very long union, the last ones. */
function membersOf(union: ast.BinOp): readonly ast.Expression[] {
  const members: ast.Expression[] = [];
  let at: ast.Expression = union;
  for (; at.type === 'BinOp' && members.length < MAX_DEPTH; at = at.left) members.push(at.right);
  return at.type === 'BinOp' ? members : [at, ...members];
}
