import type { TSESTree } from '@typescript-eslint/utils';
import { asFallback, asRewritten, combined, hole, withoutTrailingSlash } from '../../../engine/urls/url-text.js';
import { type FunctionNode, type Node, type Variable, propertyName } from '../syntax/tree.js';
import type { UrlContext, UrlPart, UrlText } from './url-context.js';

/** A call that leaves a URL as it is, or a function of this file. */
export function traceCall(context: UrlContext, node: TSESTree.CallExpression): readonly UrlText[] {
  const { callee } = node;
  const [first] = node.arguments;
  if (
    callee.type === 'Identifier' &&
    (callee.name === 'String' || callee.name === 'encodeURI') &&
    !context.tree.variableOf(callee) &&
    first &&
    first.type !== 'SpreadElement'
  )
    return context.trace(first);
  if (callee.type === 'MemberExpression') {
    const name = propertyName(callee);
    if (name !== undefined && SAME_URL.has(name)) {
      const texts = context.trace(callee.object);
      if (name === 'concat' && first && first.type !== 'SpreadElement') return combined([texts, context.trace(first)]);
      if (name !== 'replace' && name !== 'replaceAll') return texts;
      return texts.map((t) =>
        first && matchesTrailingSlash(first) ? withoutTrailingSlash(t) : asRewritten(name === 'replace' ? withoutTrailingSlash(t) : t),
      );
    }
  }
  const fn = context.evaluator.functionCalled(callee);
  if (!fn || fn.generator) return [hole('unknown')];
  const values = passedTexts(context, node, fn);
  const inner = values.size > 0 ? context.inCall(values) : undefined;
  return returnedTexts(inner ?? context, fn);
}

/** The texts that a call passes to the parameters of a function: `apiUrl('/chat')`. */
function passedTexts(context: UrlContext, call: TSESTree.CallExpression, fn: FunctionNode): ReadonlyMap<Variable, readonly UrlText[]> {
  const texts = new Map<Variable, readonly UrlText[]>();
  for (const [i, param] of fn.params.entries()) {
    const argument = call.arguments[i];
    if (!argument || argument.type === 'SpreadElement') break;
    const variable = param.type === 'Identifier' ? context.tree.variableOf(param) : undefined;
    // A parameter that the function sets again has other values too.
    if (variable && !variable.references.some((reference) => reference.isWrite())) texts.set(variable, context.trace(argument));
  }
  return texts;
}

/** What a function returns. */
export function returnedTexts(context: UrlContext, fn: FunctionNode): readonly UrlText[] {
  const texts = context.tree.returnsOf(fn).map(context.trace);
  if (texts.length === 0) return [hole('unknown')];
  return texts.length === 1 ? texts.flat() : texts.flat().map(asFallback);
}

/** `new URL(path, base)`: an absolute path replaces the base's, a relative one follows its last slash. */
export function traceNewUrl(context: UrlContext, node: TSESTree.NewExpression): readonly UrlText[] {
  const [path, base] = node.arguments;
  if (!path || path.type === 'SpreadElement') return [hole('unknown')];
  const paths = context.trace(path);
  if (!base || base.type === 'SpreadElement') return paths;
  const first = paths[0]?.parts[0];
  if (first && 'text' in first && /^[a-z][a-z0-9+.-]*:\/\//i.test(first.text)) return paths;
  const absolute = first !== undefined && 'text' in first && first.text.startsWith('/');
  const bases = context.trace(base).map((b) => ({ ...b, parts: resolvedBase(b.parts, absolute) }));
  return combined([bases, paths]);
}

/** A base without its path, or up to its last slash. */
export function resolvedBase(parts: readonly UrlPart[], absolute: boolean): readonly UrlPart[] {
  return parts.map((part, i) => {
    if (!('text' in part) || i < parts.length - 1) return part;
    const origin = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(\/.*)?$/i.exec(part.text);
    if (absolute) return origin ? { ...part, text: origin[1] ?? '' } : part.text.startsWith('/') ? { ...part, text: '' } : part;
    return {
      ...part,
      text: part.text.endsWith('/') ? part.text : origin && origin[2] === undefined ? `${part.text}/` : part.text.replace(/[^/]*$/, ''),
    };
  });
}

/** `/\/+$/`: a pattern that matches slashes at the end and nothing else. */
function matchesTrailingSlash(node: Node): boolean {
  return node.type === 'Literal' && 'regex' in node && /^\(?(?:\\\/|\[\/\])[+*]?\)?\$$/.test(node.regex.pattern);
}

/** Methods of strings and URLs after which it is still the same server. */
const SAME_URL = new Set(['toString', 'trim', 'trimEnd', 'replace', 'replaceAll', 'toLowerCase', 'concat', 'valueOf', 'toJSON']);
