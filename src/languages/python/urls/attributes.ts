import type * as ast from '../syntax/ast.js';
import { asFallback, asOneOf, hole, identified } from '../../../engine/urls/url-text.js';
import type { Value } from '../values/value.js';
import { reachingWrites } from '../syntax/reaching-writes.js';
import { functionAround, isNone } from '../syntax/tree.js';
import type { TracerContext, UrlText } from './tracer.js';
import { filledFromOtherFile } from './imported-holes.js';
import { afterEnvironment, optionDefault } from './texts.js';
import { returnedTexts } from './returned-texts.js';

/** An attribute of whatever is in front of it. */
export function traceMember(context: TracerContext, node: ast.Attribute): readonly UrlText[] {
  const member = node.attr === 'value' && node.value.type === 'Attribute' ? enumMember(context, node.value) : undefined;
  if (member) return member;
  const value = context.evaluator.valueOf(node.value);
  const reaching = reachingTexts(context, node, value);
  if (reaching) return reaching;
  if (value.kind === 'instance') {
    const texts = traceInstance(context, value, node.attr);
    // A field of a settings object is a default: code that has the object may set another.
    return isSelf(context, node.value) ? texts : texts.map(asFallback);
  }
  if (value.kind === 'class') return traceField(context, value.node, node.attr, new Set());
  const owner = node.value.type === 'Name' ? node.value.id : node.value.type === 'Attribute' ? node.value.attr : undefined;
  const variable = node.value.type === 'Name' ? context.tree.variableOf(node.value) : undefined;
  const later = (context.tree.attributeWrites.get(node.attr) ?? []).filter(
    (w) => variable !== undefined && w.target.value.type === 'Name' && context.tree.variableOf(w.target.value) === variable,
  );
  const hidden: UrlText = hole(
    'configuration',
    owner === undefined ? node.attr : `${owner}.${node.attr}`,
    variable ? `${variable.name}.${node.attr}` : context.tree.textOf(node),
  );
  // Where this file sets another, the value from elsewhere is lost.
  return later.length > 0
    ? [...later.flatMap((w) => context.tracer.trace(w.value)).map(asFallback), hidden]
    : [filledFromOtherFile(context, hidden, value, [node.attr])];
}

/** What the assignments above a read give to an attribute, where they alone decide what it holds. */
function reachingTexts(context: TracerContext, node: ast.Attribute, value: Value): readonly UrlText[] | undefined {
  const writes = reachingWrites(context.tree, node);
  if (!writes || writes.some((write) => isNone(write.value))) return undefined;
  const texts = writes.flatMap((write) => context.tracer.trace(write.value));
  const identity = value.kind === 'instance' ? `${value.of.range[0]}.${node.attr}` : context.tree.textOf(node);
  return (writes.length > 1 ? afterEnvironment(texts).map(asOneOf) : texts).map((text) => identified(text, identity));
}

/** `BaseUrl.LOCAL` of `BaseUrl.LOCAL.value`, where an enumeration of this file or of another one is in front. */
function enumMember(context: TracerContext, node: ast.Attribute): readonly UrlText[] | undefined {
  const holder = context.evaluator.valueOf(node.value);
  if (holder.kind === 'class')
    return holder.node.bases.some((base) => isEnum(context, base)) ? traceField(context, holder.node, node.attr, new Set()) : undefined;
  const hidden: UrlText = hole('configuration', node.attr, context.tree.textOf(node));
  const filled = filledFromOtherFile(context, hidden, holder, [node.attr]);
  return filled === hidden ? undefined : [filled];
}

/** Whether a base class is an enumeration of the standard library. */
function isEnum(context: TracerContext, base: ast.Expression): boolean {
  const value = context.evaluator.valueOf(base);
  return value.kind === 'external' && /^enum\.(?:Str)?Enum$/.test(value.path.join('.'));
}

/** Whether a name is a parameter, as `self` is. */
function isSelf(context: TracerContext, node: ast.Expression): boolean {
  return node.type === 'Name' && (context.tree.variableOf(node)?.bindings.some((b) => b.kind === 'parameter') ?? false);
}

/** An attribute of an object: what it was made with, else what its class says. */
export function traceInstance(
  context: TracerContext,
  { of, made }: Value & { readonly kind: 'instance' },
  name: string,
): readonly UrlText[] {
  const given = made && givenField(context, made, of, name);
  return given
    ? context.tracer.trace(given).map((text) => identified(text, `${of.range[0]}.${name}`))
    : traceField(context, of, name, new Set());
}

/** What a call gives for an attribute of the object that it makes: through `__init__`, or as the field of a dataclass or model. */
function givenField(context: TracerContext, call: ast.Call, of: ast.ClassDef, name: string): ast.Expression | undefined {
  const init = of.body.find((statement): statement is ast.FunctionDef => statement.type === 'FunctionDef' && statement.name === '__init__');
  if (!init) {
    const fields =
      of.bases.length > 0
        ? []
        : of.body.flatMap((statement) => (statement.type === 'AnnAssign' && statement.target.type === 'Name' ? [statement.target.id] : []));
    const index = fields.indexOf(name);
    return (
      call.keywords.find((keyword) => keyword.arg === name)?.value ??
      (call.args.slice(0, index + 1).some((argument) => argument.type === 'Starred') ? undefined : call.args[index])
    );
  }
  const [write, ...others] = (context.tree.attributeWrites.get(name) ?? []).filter(
    ({ target }) => functionAround(target) === init && isSelf(context, target.value),
  );
  const parameter =
    write && others.length === 0 && write.value.type === 'Name'
      ? context.tree.variableOf(write.value)?.bindings.find((binding) => binding.kind === 'parameter' && binding.fn === init)
      : undefined;
  return parameter?.kind === 'parameter' ? context.evaluator.argumentFor(call, init, parameter.node) : undefined;
}

/** An attribute of a class: what its body and its methods assign to it. */
export function traceField(context: TracerContext, of: ast.ClassDef, name: string, seen: Set<ast.ClassDef>): readonly UrlText[] {
  const identity = `${of.range[0]}.${name}`;
  if (seen.has(of)) return [hole('configuration', name, identity)];
  seen.add(of);
  const texts: UrlText[] = [];
  let writes = 0;
  for (const statement of of.body) {
    if (statement.type === 'Assign' && statement.targets.some((t) => t.type === 'Name' && t.id === name)) {
      writes += 1;
      texts.push(...context.tracer.trace(statement.value));
    } else if (statement.type === 'AnnAssign' && statement.target.type === 'Name' && statement.target.id === name) {
      writes += 1;
      // A field of a dataclass or a model: the constructor may set another.
      texts.push(
        hole('configuration', name, identity),
        ...(statement.value ? context.tracer.trace(optionDefault(statement.value)).map(asFallback) : []),
      );
    } else if ((statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef') && statement.name === name) {
      return returnedTexts(context, statement).map((t) => identified(t, identity));
    }
  }
  for (const write of context.tree.attributeWrites.get(name) ?? []) {
    const holder = context.evaluator.valueOf(write.target.value);
    if ((holder.kind !== 'instance' || holder.of !== of) && (holder.kind !== 'class' || holder.node !== of)) continue;
    writes += 1;
    texts.push(...context.tracer.trace(write.value));
  }
  if (texts.length > 0) return (writes > 1 ? afterEnvironment(texts).map(asOneOf) : texts).map((t) => identified(t, identity));
  for (const base of of.bases) {
    const value = context.evaluator.valueOf(base);
    if (value.kind === 'class') return traceField(context, value.node, name, seen);
  }
  return [hole('configuration', name, identity)];
}
