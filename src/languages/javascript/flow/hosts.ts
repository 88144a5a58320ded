import type { TSESTree } from '@typescript-eslint/utils';
import { CALLBACK_HOSTS } from '../../../catalog/frameworks/javascript-hosts.js';
import type { CallbackHost, HostFailure } from '../../../model/catalog/framework.js';
import { type CallNode, type ClassNode, type Node, type Tree, propertyName } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Value } from '../values/value.js';
import { CAUGHT, ESCAPES, EVENT, type Path, ROUTE, UNKNOWN } from './paths.js';

/** What finding the host of a function needs to know of the file. */
interface HostContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
}

/** Where the failure of a function goes that a call gives to a library; `undefined` where the catalog has no such library. */
export function hostCallbackEnd(context: HostContext, call: CallNode, callee: Value): readonly Path[] | undefined {
  const host = hostOf(context, call, callee);
  return host && endOf(context, host);
}

/** The same for a function in an object that a call takes: `consumer.run({ eachMessage })`. */
export function hostOptionEnd(context: HostContext, object: TSESTree.ObjectExpression, name: string): readonly Path[] | undefined {
  const { parent } = object;
  if ((parent.type !== 'CallExpression' && parent.type !== 'NewExpression') || parent.callee === object) return undefined;
  const host = hostOf(context, parent, context.evaluator.valueOf(parent.callee));
  return host?.options?.includes(name) ? endOf(context, host) : undefined;
}

/** The same for a method of a class: of a subclass of a library's class, or below a library's decorator. */
export function hostMethodEnd(
  context: HostContext,
  of: ClassNode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
): readonly Path[] | undefined {
  const name = propertyName(member);
  const base = of.superClass ? context.evaluator.valueOf(of.superClass) : undefined;
  if (base?.kind === 'external' && name !== undefined) {
    const host = CALLBACK_HOSTS.find(
      ({ packages, bases }) => packages.includes(base.module) && bases?.[base.path.at(-1) ?? 'default']?.includes(name),
    );
    if (host) return endOf(context, host);
  }
  for (const { expression } of member.decorators) {
    const value = context.evaluator.valueOf(expression.type === 'CallExpression' ? expression.callee : expression);
    if (value.kind !== 'external') continue;
    const host = CALLBACK_HOSTS.find(
      ({ packages, decorators }) => packages.includes(value.module) && decorators?.includes(value.path.join('.')),
    );
    if (host) return endOf(context, host);
  }
  return undefined;
}

function hostOf(context: HostContext, call: CallNode, callee: Value): CallbackHost | undefined {
  if (callee.kind === 'made-by') {
    const method = callee.members.at(-1);
    const host =
      method === undefined ? undefined : CALLBACK_HOSTS.find((h) => h.packages.includes(callee.module) && h.methods?.includes(method));
    if (host) return host;
  }
  if (callee.kind === 'external') {
    const dotted = callee.path.join('.');
    const host = CALLBACK_HOSTS.find((h) =>
      callee.module === ''
        ? h.globals?.includes(dotted)
        : h.packages.includes(callee.module) &&
          [h.functions?.includes(dotted), h.methods?.includes(callee.path.at(-1) ?? '')].includes(true),
    );
    if (host) return host;
  }
  const chain = endOfChain(call.callee);
  return chain === undefined ? undefined : CALLBACK_HOSTS.find((h) => h.members?.includes(chain) && isImported(context, h));
}

/** The last two names of a member chain: `webview.onDidReceiveMessage` of `this.view.webview.onDidReceiveMessage`. */
function endOfChain(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { object } = node;
  const owner =
    object.type === 'ThisExpression'
      ? 'this'
      : object.type === 'Identifier'
        ? object.name
        : object.type === 'MemberExpression'
          ? propertyName(object)
          : undefined;
  return owner === undefined ? undefined : `${owner}.${propertyName(node) ?? ''}`;
}

function isImported({ tree, evaluator }: HostContext, { packages }: CallbackHost): boolean {
  return (
    tree.program.body.some((s) => s.type === 'ImportDeclaration' && packages.includes(s.source.value)) ||
    tree.calls.some((call) => {
      const value = call.callee.type === 'Identifier' && call.callee.name === 'require' ? evaluator.valueOf(call) : undefined;
      return value?.kind === 'external' && packages.includes(value.module);
    })
  );
}

/** What the catalog says of the library, unless the file sets something else. */
function endOf({ tree }: HostContext, host: CallbackHost): readonly Path[] {
  if (host.retryOptions?.some((name) => isSet(tree, name))) return UNKNOWN;
  if (host.errorHandlers?.some((name) => isSet(tree, name))) return ESCAPES;
  const end = ENDS[host.failure];
  return host.attempts > 1 ? end.map((path) => ({ ...path, again: { kind: 'wrapper', name: host.id } })) : end;
}

/** Whether a file calls a method of a name, has an option or a method of it, or a decorator; a `catch` clause is none of them. */
function isSet({ text }: Tree, name: string): boolean {
  const declared = name === 'catch' ? '(?:async|override)\\s+catch\\s*\\(' : `(?<![.\\w])${name}\\s*[:(,}]`;
  return new RegExp(`\\.${name}\\s*[(=]|${declared}`).test(text);
}

const ENDS: Readonly<Record<HostFailure, readonly Path[]>> = {
  unhandled: EVENT,
  response: ROUTE,
  caught: CAUGHT,
  caller: ESCAPES,
};
