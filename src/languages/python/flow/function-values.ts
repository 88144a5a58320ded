import type * as ast from '../syntax/ast.js';
import { classOf, functionAround, stringOf } from '../syntax/tree.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { ELEMENT } from '../values/export-paths.js';
import { type Callable, type FlowContext, type FlowState, followResult, whileVisiting } from './context.js';
import { type Path, ESCAPES, orEscapes } from './path.js';
import { timingOf } from './functions.js';
import { exportedNames, returnedToOtherFiles, withExports } from './exports.js';
import { passedTo } from './callbacks.js';
import { fieldAt, fieldCall, usesOfAttribute, usesOfField } from './fields.js';
import { escapesWrapper } from './wrappers/wrapper-outcomes.js';

/** Methods of dicts that return none of their values. */
const CONTAINER_METHODS: ReadonlySet<string> = new Set(['keys', 'update', 'setdefault']);

/** Every place where the name of a function, or `self.name`, stands in this file. */
export function usesOf(context: FlowContext, fn: ast.FunctionDef, state: FlowState): readonly Path[] {
  const callable: Callable = { timing: timingOf(context, fn), fn };
  const of = classOf(fn);
  if (!of) {
    const reads = context.tree.variableBoundBy(fn)?.reads ?? [];
    return withExports(
      context,
      fn,
      reads.flatMap((read) => context.follow.functionValue(read, callable, state)),
      callable.timing,
      state,
    );
  }
  if (fn.name === '__init__' || fn.name === '__call__') {
    return withExports(
      context,
      fn,
      context.evaluator.callsOf(fn).flatMap((call) => followResult(context, call, callable.timing, state)),
      callable.timing,
      state,
    );
  }
  const reads = (context.tree.attributeReads.get(fn.name) ?? []).filter((read) => isMethod(context, read, fn, of));
  if (!isProperty(context, fn))
    return withExports(
      context,
      fn,
      reads.flatMap((read) => context.follow.functionValue(read, callable, state)),
      callable.timing,
      state,
    );
  const paths = reads.flatMap((read) => context.follow.exception(read, state));
  return paths.length > 0 ? paths : context.execution.unusedEnd(fn);
}

function isMethod(context: FlowContext, read: ast.Attribute, fn: ast.FunctionDef, of: ast.ClassDef): boolean {
  if (!isProperty(context, fn)) return context.evaluator.functionCalled(read) === fn;
  const holder = context.evaluator.valueOf(read.value);
  return holder.kind === 'instance' && holder.of === of;
}

function isProperty(context: FlowContext, fn: ast.FunctionDef): boolean {
  return fn.decorator_list.some((d) => /^(?:cached_)?property$/.test(context.evaluator.qualifiedName(d)?.at(-1) ?? ''));
}

/** Follows a function that fails to where it is called. */
export function followFunctionValue(context: FlowContext, use: Node, callable: Callable, state: FlowState): readonly Path[] {
  const { parent } = use;
  switch (parent?.type) {
    case 'Call':
      if (parent.func === use) return followResult(context, parent, callable.timing, state);
      return passedTo(context, parent, use, callable, state);
    case 'keyword': {
      const made = fieldCall(context, parent, true);
      if (made) return context.follow.functionValue(made, callable, state);
      return parent.parent?.type === 'Call' ? passedTo(context, parent.parent, parent, callable, state) : ESCAPES;
    }
    case 'Assign': {
      if (parent.value !== use) return [];
      return orEscapes(
        parent.targets.flatMap((target) =>
          target.type === 'Name'
            ? usesOfName(context, target, callable, state)
            : target.type === 'Attribute'
              ? usesOfAttribute(context, target, callable, state)
              : ESCAPES,
        ),
      );
    }
    case 'AnnAssign': {
      const field = fieldAt(use);
      if (field) return usesOfField(context, field.of, field.name, callable, state);
      if (parent.value !== use) return [];
      return parent.target.type === 'Name'
        ? usesOfName(context, parent.target, callable, state)
        : parent.target.type === 'Attribute'
          ? usesOfAttribute(context, parent.target, callable, state)
          : ESCAPES;
    }
    case 'NamedExpr':
    case 'IfExp':
    case 'BoolOp':
      return parent.type === 'IfExp' && parent.test === use ? [] : context.follow.functionValue(parent, callable, state);
    case 'Return': {
      const outer = functionAround(parent);
      return outer ? returnedFunction(context, outer, callable, state) : ESCAPES;
    }
    case 'Dict':
      return parent.values.includes(use as ast.Expression)
        ? keptIn(context, parent, stringOf(parent.keys[parent.values.indexOf(use as ast.Expression)]), callable, state)
        : ESCAPES;
    case 'Lambda': {
      const made = parent.body === use && parent.parent ? fieldCall(context, parent.parent, false) : undefined;
      return made ? context.follow.functionValue(made, callable, state) : ESCAPES;
    }
    case 'Attribute':
      // `wrapper.retry.statistics`, `fn.__name__`: not a call of it.
      return [];
    case 'Expr':
    case 'Compare':
    case 'If':
    case 'UnaryOp':
    case 'FormattedValue':
    case 'Delete':
      return [];
    default:
      return ESCAPES;
  }
}

function usesOfName(context: FlowContext, name: ast.Name, callable: Callable, state: FlowState): readonly Path[] {
  const variable = context.tree.variableOf(name);
  if (!variable) return ESCAPES;
  // `fn = decorate(fn)`: it comes back to its own name.
  return (
    whileVisiting(context, name, () => {
      const paths = variable.reads.filter((read) => read !== name).flatMap((read) => context.follow.functionValue(read, callable, state));
      return orEscapes([...paths, ...exportedNames(context, variable, [], paths, callable, state)]);
    }) ?? []
  );
}

/** `REGISTRY = {"name": ask}`, `[ask, …]`: where an element of it is read, by whatever key. */
function keptIn(context: FlowContext, container: Node, key: string | undefined, callable: Callable, state: FlowState): readonly Path[] {
  const { parent } = container;
  const name =
    parent?.type === 'Assign' && parent.targets.length === 1 ? parent.targets[0] : parent?.type === 'AnnAssign' ? parent.target : undefined;
  const variable = name?.type === 'Name' ? context.tree.variableOf(name) : undefined;
  if (!variable || variable.bindings.length > 1) return ESCAPES;
  return (
    whileVisiting(context, container, () => {
      const paths = variable.reads.flatMap((read) => elementAt(context, read, key, callable, state));
      return orEscapes([...paths, ...exportedNames(context, variable, [ELEMENT], paths, callable, state)]);
    }) ?? []
  );
}

function elementAt(context: FlowContext, read: Node, key: string | undefined, callable: Callable, state: FlowState): readonly Path[] {
  const { parent } = read;
  if (parent?.type === 'Subscript' && parent.value === read) {
    const asked = stringOf(parent.slice);
    return asked !== undefined && key !== undefined && asked !== key ? [] : context.follow.functionValue(parent, callable, state);
  }
  if (parent?.type === 'Attribute' && parent.parent?.type === 'Call' && parent.parent.func === parent) {
    if (parent.attr === 'get') return context.follow.functionValue(parent.parent, callable, state);
    return CONTAINER_METHODS.has(parent.attr) ? [] : ESCAPES;
  }
  return parent?.type === 'Compare' ? [] : ESCAPES;
}

/** A function is returned by another: the result of calling that one is it. */
function returnedFunction(context: FlowContext, outer: FunctionNode, callable: Callable, state: FlowState): readonly Path[] {
  const { callSite } = state;
  if (callSite?.fn === outer) {
    if (!callSite.at) return escapesWrapper('function', callable.timing, state);
    const onward: FlowState = { ...state, callSite: callSite.outer };
    return callSite.at.type === 'Call'
      ? context.follow.functionValue(callSite.at, callable, onward)
      : context.follow.decorators(callSite.at, (callSite.index ?? 0) - 1, onward);
  }
  return (
    whileVisiting(context, outer, () => {
      const paths = context.evaluator.callsOf(outer).flatMap((call) => context.follow.functionValue(call, callable, state));
      return orEscapes([...paths, ...returnedToOtherFiles(context, outer, paths, callable, state)]);
    }) ?? ESCAPES
  );
}
