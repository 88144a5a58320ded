import type * as ast from '../syntax/ast.js';
import { type Value, UNKNOWN } from './value.js';
import { isNone } from '../syntax/tree.js';
import { exportOf, isDecoratedBy } from './names.js';
import { returnedBy } from './returned-values.js';
import { instanceOf, valueOfType } from './annotations.js';
import { merged } from './merge.js';
import type { EvaluatorContext } from './evaluator.js';

/** Classes between a class and a base of it. */
const MAX_BASES = 8;

/** What the other methods of an HTTP client send their requests with: of requests, httpx and aiohttp. */
const REQUEST_METHODS: ReadonlySet<string> = new Set(['request', 'send', '_request']);

/** A member of a class of this file: a method, or what is assigned to it here, in its bases or in its subclasses. */
export function memberOfClass(context: EvaluatorContext, of: ast.ClassDef, name: string, seen: Set<ast.ClassDef>): Value {
  if (seen.has(of)) return UNKNOWN;
  seen.add(of);
  const values: Value[] = [];
  let annotated: Value = UNKNOWN;
  for (const statement of of.body) {
    if ((statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef') && statement.name === name) {
      if (!isDecoratedBy(context, statement, 'property') && !isDecoratedBy(context, statement, 'cached_property'))
        return { kind: 'function', node: statement };
      return returnedBy(context, statement);
    }
    if (statement.type === 'AnnAssign' && statement.target.type === 'Name' && statement.target.id === name) {
      annotated = valueOfType(context, statement.annotation);
      if (statement.value && !isNone(statement.value)) values.push(fieldDefault(context, statement.value));
    }
    if (statement.type === 'Assign' && statement.targets.some((t) => t.type === 'Name' && t.id === name) && !isNone(statement.value))
      values.push(context.evaluator.valueOf(statement.value));
  }
  for (const write of context.tree.attributeWrites.get(name) ?? []) {
    if (isNone(write.value) && !write.annotation) continue;
    const holder = context.evaluator.valueOf(write.target.value);
    if ((holder.kind !== 'instance' || holder.of !== of) && (holder.kind !== 'class' || holder.node !== of)) continue;
    if (write.annotation) annotated = valueOfType(context, write.annotation);
    if (!isNone(write.value)) values.push(context.evaluator.valueOf(write.value));
  }
  const found = merged(values);
  if (found.kind !== 'unknown') return found;
  if (annotated.kind !== 'unknown') return annotated;
  if (values.length > 0) return UNKNOWN;
  const own = inheritedMember(context, of, name, seen);
  return own.kind === 'unknown' ? fieldOfSubclasses(context, of, name) : own;
}

/** What subclasses of this file keep in a field that the class only reads: `self.client` of a base class. */
function fieldOfSubclasses(context: EvaluatorContext, of: ast.ClassDef, name: string): Value {
  const writes = (context.tree.attributeWrites.get(name) ?? []).filter(({ value, target }) => {
    if (isNone(value)) return false;
    const holder = context.evaluator.valueOf(target.value);
    return holder.kind === 'instance' && holder.of !== of && inheritsFrom(context, holder.of, of);
  });
  const values = writes.map(({ value }) => context.evaluator.valueOf(value));
  return values.some((v) => v.kind === 'sdk-object' || v.kind === 'http') ? merged(values) : UNKNOWN;
}

function inheritsFrom(context: EvaluatorContext, heir: ast.ClassDef, of: ast.ClassDef, depth = 0): boolean {
  if (depth > MAX_BASES) return false;
  return heir.bases.some((base) => {
    const value = context.evaluator.valueOf(base);
    return value.kind === 'class' && (value.node === of || inheritsFrom(context, value.node, of, depth + 1));
  });
}

/** A member that a class has from its bases. */
function inheritedMember(context: EvaluatorContext, of: ast.ClassDef, name: string, seen: Set<ast.ClassDef>): Value {
  for (const base of of.bases) {
    const value = context.evaluator.valueOf(base);
    if (value.kind === 'class') {
      const found = memberOfClass(context, value.node, name, seen);
      if (found.kind !== 'unknown') return found;
    }
    const entry = value.kind === 'external' ? exportOf(context, value.path) : undefined;
    if (entry?.entry.kind === 'class')
      return context.evaluator.memberOfValue({ kind: 'sdk-object', sdk: entry.sdk, object: entry.entry.object, path: [], made: [] }, name);
    if (value.kind === 'http' && value.isClass)
      return [...seen].some(hasOwnRequest) ? UNKNOWN : context.evaluator.memberOfValue({ ...value, isClass: false }, name);
  }
  return UNKNOWN;
}

/** A client with a `request` of its own, which may give each one a time limit, look at the status, or try again. */
function hasOwnRequest({ body }: ast.ClassDef): boolean {
  return body.some(
    (statement) => (statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef') && REQUEST_METHODS.has(statement.name),
  );
}

/** `field(default_factory=OpenAI)`, `Field(default=…)`: what a dataclass or model begins with. */
function fieldDefault(context: EvaluatorContext, value: ast.Expression): Value {
  if (value.type !== 'Call') return context.evaluator.valueOf(value);
  const initial = value.keywords.find((k) => k.arg === 'default')?.value;
  if (initial) return context.evaluator.valueOf(initial);
  const factory = value.keywords.find((k) => k.arg === 'default_factory')?.value;
  if (!factory) return context.evaluator.valueOf(value);
  const fn = context.evaluator.valueOf(factory);
  if (fn.kind === 'function') return returnedBy(context, fn.node);
  return instanceOf(context, fn, factory);
}

/** What `super()` is inside a class. */
export function superOf(context: EvaluatorContext, of: ast.ClassDef): Value {
  for (const base of of.bases) {
    const value = context.evaluator.valueOf(base);
    if (value.kind === 'class') return { kind: 'instance', of: value.node };
    const made = instanceOf(context, value, base);
    if (made.kind === 'sdk-object' || made.kind === 'http') return made;
  }
  return UNKNOWN;
}
