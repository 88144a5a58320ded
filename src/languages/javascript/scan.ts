import { makesClient } from '../../catalog/signals.js';
import type { HandedOn, Scan } from '../../model/project.js';
import type { Settings } from '../../model/settings.js';

/** What stands behind `from`, `import` or `require(`. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s{0,5}\(?\s{0,5}["'`]([^"'`\n]{1,300})["'`]/g;
/** `export const llm = new …`, `exports.llm = create(…)`: the name of what may be an object. */
const MADE = /\bexport\s{1,9}(?:const|let|var)\s{1,9}([\w$]+)(?:\s{0,9}:[^=\n]{1,200})?\s{0,9}=\s{0,9}(?:await\s{1,9})?(?:new\b|[\w$.]{1,80}\s{0,9}(?:\(|<|[;\n]|\?\?|\|\|))|\bexports\.([\w$]+)\s{0,9}=[^=]/g;
/** `export function ask(`, `export const ask = (`: the name of a function. */
const FUNCTION = /\bexport\s{1,9}(?:(?:async\s{1,9})?function|(?:const|let|var))\s{1,9}([\w$]+)/g;
/** Something that is made is returned. */
const RETURNS = /(?:\breturn|=>)\s{0,9}\(?\s{0,9}(?:await\s{1,9})?(?:new\b|create\w{1,80}\s{0,9}\()|\breturn\s{1,9}[\w$.]{1,80}\s{0,9}(?:;|\n|!|\?\?|\|\|)/;
/** `export { a, b as c }`, `module.exports = { a, b }`. */
const LISTED = /\b(?:export|module\.exports\s{0,9}=)\s{0,9}\{([^{}]{0,4000})\}/g;
const DEFAULT = /\bexport\s{1,9}default\b|\bmodule\.exports\s{0,9}=/;
/** `export { a, b as c } from './x'`, `export * from './x'`, `export * as x from './x'`. */
const HANDED_ON = /\bexport\s{0,9}(?:\{([^{}]{0,4000})\}|\*(?:\s{0,9}as\s{1,9}([\w$]+))?)\s{0,9}from\s{0,9}["']([^"'\n]{1,300})["']/g;

/** Looks over the text of a module. */
export function scanModule(text: string): Scan {
  return { specifiers: [...text.matchAll(SPECIFIER)].map((match) => match[1] ?? ''), handsOn: text.includes('export') ? handedOn(text) : [] };
}

/** Names that a module exports which may be an SDK's object, or a function that makes one. */
export function clientsIn(text: string, { clients }: Settings): readonly string[] {
  if (!text.includes('export') || !(makesClient(text) || clients.some((client) => client.packages.some((name) => text.includes(name))))) return [];
  const names = new Set<string>();
  for (const [, es = '', cjs = ''] of text.matchAll(MADE)) names.add(es || cjs);
  if (RETURNS.test(text)) for (const [, name = ''] of text.matchAll(FUNCTION)) names.add(name);
  for (const [, list = ''] of text.matchAll(LISTED)) for (const { as } of listed(list)) names.add(as);
  if (DEFAULT.test(text)) names.add('default');
  return [...names];
}

function handedOn(text: string): readonly HandedOn[] {
  return [...text.matchAll(HANDED_ON)].flatMap(([, list, namespace, from = '']): readonly HandedOn[] => {
    if (list !== undefined) return listed(list).map((names) => ({ ...names, from }));
    return [namespace === undefined ? { as: '*', from } : { as: namespace, from }];
  });
}

/** The names in `a, b as c`. */
function listed(list: string): readonly { readonly as: string; readonly name: string }[] {
  return list.split(',').flatMap((item) => {
    const [, name = '', as = name] = /^(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?/.exec(item.trim()) ?? [];
    return name === '' ? [] : [{ as, name }];
  });
}
