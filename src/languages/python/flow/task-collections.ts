import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/tree.js';
import { type FlowContext, type FlowState, whileVisiting } from './context.js';
import { type Path, CAUGHT, ESCAPES, orEscapes, uncertain } from './path.js';
import { heldIn } from './held-values.js';
import { nameOf } from './functions.js';

/** What waits for several at once: `asyncio.gather`, `tqdm_asyncio.gather`. */
export const GATHERS = /(?:^|\.)gather$/;

/** `asyncio.gather(…)`: with `return_exceptions=True` it raises nothing. */
export function throughGather(context: FlowContext, call: ast.Call, state: FlowState, isTask: boolean): readonly Path[] {
  const option = call.keywords.find((k) => k.arg === 'return_exceptions')?.value;
  if (option?.type === 'Constant' && option.value === true) return CAUGHT;
  const paths = context.follow.coroutine(call, state, isTask);
  return option && option.type !== 'Constant' ? uncertain(paths) : paths;
}

/** `tasks.append(…)`: it goes where the list is read. */
export function appendedTo(context: FlowContext, call: ast.Call, state: FlowState, isTask: boolean): readonly Path[] {
  const list = call.func.type === 'Attribute' ? call.func.value : undefined;
  const variable = list?.type === 'Name' ? context.tree.variableOf(list) : undefined;
  if (!variable) return ESCAPES;
  return (
    whileVisiting(context, call, () =>
      orEscapes(
        variable.reads
          .filter((read) => read.parent?.type !== 'Attribute')
          .flatMap((read) => context.follow.collection(read, state, isTask)),
      ),
    ) ?? []
  );
}

/** A dict whose keys are futures stands at `node`: what is read by a key is none. */
export function followKeys(context: FlowContext, node: Node, state: FlowState, isTask: boolean): readonly Path[] {
  const { parent } = node;
  if (parent?.type === 'Subscript' && parent.value === node) return [];
  if (parent?.type === 'Assign' && parent.targets[0]?.type === 'Name')
    return heldIn(context, parent.targets[0], state, isTask, (node, state, isTask) => followKeys(context, node, state, isTask));
  return context.follow.collection(node, state, isTask);
}

/** Follows a list of coroutines, tasks or futures to where they are awaited. */
export function followCollection(context: FlowContext, node: Node, state: FlowState, isTask: boolean): readonly Path[] {
  const { parent } = node;
  switch (parent?.type) {
    case 'Starred':
    case 'List':
    case 'Tuple':
    case 'BinOp':
    case 'BoolOp':
    case 'IfExp':
      return context.follow.collection(parent, state, isTask);
    case 'Assign':
      return parent.targets.length === 1 && parent.targets[0]?.type === 'Name'
        ? heldIn(context, parent.targets[0], state, isTask, context.follow.collection)
        : ESCAPES;
    case 'For':
    case 'AsyncFor':
    case 'comprehension':
      return parent.iter === node ? followElements(context, parent.target, state, isTask) : ESCAPES;
    case 'Call': {
      const name = nameOf(context, parent);
      const attribute = parent.func.type === 'Attribute' ? parent.func.attr : '';
      if (GATHERS.test(name === '' ? attribute : name)) return throughGather(context, parent, state, isTask);
      return /(?:^|\.)(?:as_completed|tqdm|tqdm_asyncio|list|tuple|reversed|enumerate|zip)$/.test(name)
        ? context.follow.collection(parent, state, isTask)
        : ESCAPES;
    }
    default:
      return ESCAPES;
  }
}

/** What a loop takes out of such a list, one by one. */
function followElements(context: FlowContext, target: ast.Expression, state: FlowState, isTask: boolean): readonly Path[] {
  const names =
    target.type === 'Name' ? [target] : target.type === 'Tuple' ? target.elts.filter((e): e is ast.Name => e.type === 'Name') : [];
  const variables = names.flatMap((name): readonly Variable[] => {
    const variable = context.tree.variableOf(name);
    return variable ? [variable] : [];
  });
  return orEscapes(variables.flatMap((variable) => variable.reads.flatMap((read) => context.follow.coroutine(read, state, isTask))));
}
