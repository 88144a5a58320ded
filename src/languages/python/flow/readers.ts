import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { functionAround } from '../syntax/tree.js';
import { type FlowContext, type FlowState, whileVisiting } from './context.js';
import { type Path, ESCAPES, UNKNOWN, lost, readBy } from './path.js';
import { returnedValue } from './held-values.js';
import { nameOf, parameterFor, readsOfParameter } from './functions.js';

/** Builtins that read an iterator to its end, or its next element. */
const READING_BUILTINS: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'set',
  'dict',
  'next',
  'anext',
  'sum',
  'any',
  'all',
  'max',
  'min',
  'sorted',
  'print',
  'len',
  'str',
  'streamlit.write_stream',
  'collections.deque',
]);

/** Methods of generators, streams and context managers that end them. */
const CLOSING_METHODS: ReadonlySet<string> = new Set(['close', 'aclose', '__exit__', '__aexit__']);

/** What passes an iterator on, element by element. */
const LAZY_ITERATORS = /(?:^|\.)(?:enumerate|zip|iter|aiter|tqdm|islice|chain|map|filter|reversed)$/;

/** Responses of web frameworks that read what they are given after the handler has returned: Starlette, FastAPI, Django, Flask, Quart. */
const STREAMING_RESPONSES =
  /(?:^|\.)(?:StreamingResponse|EventSourceResponse|StreamingHttpResponse|(?:flask|quart)\.(?:wrappers\.)?Response)$/;

/** Follows a generator, stream or context manager to where it is read. */
export function followReader(context: FlowContext, node: Node, state: FlowState): readonly Path[] {
  const { parent } = node;
  switch (parent?.type) {
    case 'For':
    case 'AsyncFor':
      return parent.iter === node ? readBy('loop', parent, context.follow.exception(parent, state)) : ESCAPES;
    case 'comprehension':
      return parent.iter === node ? readBy('loop', parent, context.follow.exception(parent, state)) : ESCAPES;
    case 'withitem':
    case 'YieldFrom':
    case 'Starred':
      return context.follow.exception(parent, state);
    case 'Await':
    case 'IfExp':
    case 'BoolOp':
    case 'NamedExpr':
      return context.follow.reader(parent, state);
    case 'Assign':
      return parent.targets.length === 1 && parent.targets[0]?.type === 'Name' ? readIn(context, parent.targets[0], state) : ESCAPES;
    case 'Return': {
      const fn = functionAround(parent);
      return fn ? returnedValue(context, fn, 'on-read', state, context.follow.reader) : ESCAPES;
    }
    case 'Lambda':
      return parent.body === node ? context.follow.functionValue(parent, { timing: 'on-read', fn: parent }, state) : ESCAPES;
    case 'Attribute': {
      const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
      // To close it sends nothing.
      if (CLOSING_METHODS.has(parent.attr)) return [];
      return call ? context.follow.exception(call, state) : ESCAPES;
    }
    case 'Expr':
      return UNKNOWN;
    case 'Call': {
      if (parent.func === node) return ESCAPES;
      const name = nameOf(context, parent);
      if (READING_BUILTINS.has(name) || (parent.func.type === 'Attribute' && parent.func.attr === 'join'))
        return context.follow.exception(parent, state);
      if (LAZY_ITERATORS.test(name)) return context.follow.reader(parent, state);
      if (STREAMING_RESPONSES.test(name)) return readBy('response', parent, lost('response'));
      const local = context.evaluator.functionCalled(parent.func);
      // What is written into the arguments is read by the function; an object may keep it.
      if (!local && node.type === 'GeneratorExp' && !/(?:^|\.)[A-Z]\w*$/.test(name)) return context.follow.exception(parent, state);
      const reads = local ? readsOfParameter(context, parameterFor(context, local, parent, node)) : undefined;
      if (!local || !reads || context.visiting.has(local)) return ESCAPES;
      return (
        whileVisiting(context, local, () =>
          reads.flatMap((read) => context.follow.reader(read, { ...state, callSite: { fn: local, at: parent, outer: state.callSite } })),
        ) ?? ESCAPES
      );
    }
    default:
      return ESCAPES;
  }
}

/** What is read through a name. */
function readIn(context: FlowContext, name: ast.Name, state: FlowState): readonly Path[] {
  const reads = context.tree.variableOf(name)?.reads ?? [];
  return (
    whileVisiting(context, name, () => {
      const paths = reads
        .filter((read) => read.range[0] > name.range[1] || functionAround(read) !== functionAround(name))
        .flatMap((read) => context.follow.reader(read, state));
      return paths.length > 0 ? paths : UNKNOWN;
    }) ?? []
  );
}
