import { escaped } from '../../../catalog/signals/parts.js';
import { MAKERS, SIGNAL, makesClient } from '../../../catalog/signals/javascript.js';
import { writtenUrls } from '../../../engine/urls/written-urls.js';
import type { ReExport, Scan } from '../../../model/project.js';
import type { Settings } from '../../../model/settings.js';

/** What stands behind `from`, `import` or `require(`. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s{0,5}\(?\s{0,5}["'`]([^"'`\n]{1,300})["'`]/g;
/** `export const llm = new …`, `exports.llm = create(…)`: the name of what may be an object. */
const MADE =
  /\bexport\s{1,9}(?:const|let|var)\s{1,9}([\w$]+)(?:\s{0,9}:[^=\n]{1,200})?\s{0,9}=\s{0,9}(?:await\s{1,9})?(?:new\b|[\w$.]{1,80}\s{0,9}(?:\(|<|[;\n]|\?\?|\|\|))|\bexports\.([\w$]+)\s{0,9}=[^=]/g;
/** `export function ask(`, `export const ask = (`: the name of a function. */
const FUNCTION = /\bexport\s{1,9}(?:(?:async\s{1,9})?function|(?:const|let|var))\s{1,9}([\w$]+)/g;
/** Begins a statement at the top of a module: a declaration and its names, or an import or export. */
const STATEMENT =
  /^(?:(?:export\s{1,9})?(?:default\s{1,9})?(?:declare\s{1,9})?(?:(?:async\s{1,9})?function(?:\s{0,9}\*)?|(?:abstract\s{1,9})?class|const|let|var|(interface|type))\s{1,9}(?:([\w$]+)|\{([^{}]{0,4000})\})|(?:export|import|module|exports)\b)/gm;
/** `import OpenAI, { AzureOpenAI as Azure } from 'openai'` with its parts; types say nothing. */
const IMPORTED =
  /\bimport\s{1,9}(?!type\b)(?:([\w$]+)\s{0,9},?\s{0,9})?(?:\*\s{0,9}as\s{1,9}([\w$]+)\s{0,9}|\{([^{}]{0,4000})\}\s{0,9})?from\s{0,9}(["'][^"'\n]{1,300}["'])/g;
/** Something that is made is returned. */
const RETURNS =
  /(?:\breturn|=>)\s{0,9}\(?\s{0,9}(?:await\s{1,9})?(?:new\b|create\w{1,80}\s{0,9}\()|\breturn\s{1,9}[\w$.]{1,80}\s{0,9}(?:;|\n|!|\?\?|\|\|)/;
/** `require('openai')`, `import('openai')` */
const LOADED = /\b(?:require|import)\s{0,9}\(\s{0,9}(["'`][^"'`\n]{1,300}["'`])/g;
/** `export { a, b as c }`, `module.exports = { a, b }`. */
const LISTED = /\b(?:export|module\.exports\s{0,9}=)\s{0,9}\{([^{}]{0,4000})\}(?!\s{0,9}from\b)/g;
const DEFAULT = /\bexport\s{1,9}default\b|\bmodule\.exports\s{0,9}=/;
/** `export { a, b as c } from './x'`, `export * from './x'`, `export * as x from './x'`. */
const HANDED_ON = /\bexport\s{0,9}(?:\{([^{}]{0,4000})\}|\*(?:\s{0,9}as\s{1,9}([\w$]+))?)\s{0,9}from\s{0,9}["']([^"'\n]{1,300})["']/g;

/** Whatever lies in a folder is loaded: ``import(`./tools/${name}`)``, `import.meta.glob('./tools/*.ts')`, `require.context('./tools')`. */
const LOADS =
  /\b(?:(?:import|require)\s{0,5}\(\s{0,5}(?:\/\*[^*]{0,200}\*\/\s{0,5})?`(\.{1,2}\/[^`$\n]{0,300})\$\{|import\.meta\.glob(?:Eager)?\s{0,5}(?:<[^>(]{0,200}>)?\(\s{0,5}\[?\s{0,5}["'`](\.{1,2}\/[^"'`*{\n]{0,300})|require\.context\s{0,5}\(\s{0,5}["'`](\.{1,2}\/?[^"'`\n]{0,300}))/g;

/** Looks over the text of a module. */
export function scanModule(text: string): Scan {
  const retries = retriesIn(text);
  const loads = [...text.matchAll(LOADS)].map(([, one, two, three]) => one ?? two ?? `${three ?? '.'}/`);
  return {
    specifiers: [...text.matchAll(SPECIFIER)].map((match) => match[1] ?? ''),
    ...(loads.length > 0 && { loads }),
    reExports: text.includes('export') ? handedOn(text) : [],
    urls: writtenUrls(text),
    ...(retries.length > 0 && { retries: retries.map((name) => ({ name })) }),
  };
}

/** Functions that a module exports and whose name and text say that they try again; none where importing the module runs something. */
export function retriesIn(text: string): readonly string[] {
  if (!WAITS_AND_TRIES.test(text) || RUNS_SOMETHING.test(text)) return [];
  return [...text.matchAll(RETRY)].map(([, name = '']) => name);
}

/** `export async function withRetry(`, `export const retryWithBackoff = async`. */
const RETRY =
  /^export\s{1,9}(?:async\s{1,9}function|const(?=[^=\n]{1,200}=\s{0,9}async\b))\s{1,9}(\w{0,60}(?:[Rr]etr(?:y|ies)|[Bb]ackoff)\w{0,60})/gm;
const WAITS_AND_TRIES = /\bsetTimeout\b|sleep|delay|\bwait/i;
/** A statement at the top of a module that calls something: `app.listen(3000)`, `await main()`. */
const RUNS_SOMETHING = /^(?:await\s{1,9})?[\w$]{1,60}(?:\.[\w$]{1,60}){0,4}(?:<[^<>\n]{0,60}>)?\(/m;

/** Names that a module exports which may be an SDK's object, or a function that makes one. */
export function clientsIn(text: string, settings: Settings): readonly string[] {
  const isOwn = (name: string) =>
    settings.clients.some((client) => client.packages.some((one) => name.includes(one.replace(/\/?\*$/, ''))));
  if (!text.includes('export') || !(makesClient(text) || isOwn(text))) return [];
  const declared = declarations(text);
  const makers = makersIn(text, declared, isOwn);
  const names = new Set<string>();
  for (const [, es = '', cjs = ''] of text.matchAll(MADE)) if (es === '' || !declared.has(es) || makers.has(es)) names.add(es || cjs);
  for (const [, name = ''] of text.matchAll(FUNCTION)) {
    const own = declared.get(name);
    if (own === undefined ? RETURNS.test(text) : makers.has(name) && (own.kind !== 'function' || RETURNS.test(own.text))) names.add(name);
  }
  for (const { as, name } of listedAlone(text)) if (makers.has(name) || declared.get(name)?.text.match(LOADED)) names.add(as);
  if (DEFAULT.test(text)) names.add('default');
  return [...names];
}

/** Declarations that lead from one to the next. */
const MAX_ROUNDS = 4;

interface Declaration {
  readonly kind: 'function' | 'other';
  readonly text: string;
}

/** What is declared at the top of a module, each with its text, as far as it is laid out in the usual way. */
function declarations(text: string): ReadonlyMap<string, Declaration> {
  const statements = [...text.matchAll(STATEMENT)];
  return new Map(
    statements.flatMap(({ index, 0: start, 1: type, 2: name, 3: list = '' }, i): readonly [string, Declaration][] => {
      if (type !== undefined) return [];
      const own = text.slice(index, statements[i + 1]?.index);
      const names = name === undefined ? listed(list.replaceAll(':', ' as ')).map(({ as }) => as) : [name];
      return names.map((one) => [one, { kind: /\bfunction\b/.test(start) ? 'function' : 'other', text: own }]);
    }),
  );
}

/** Names at the top of a module that have to do with what makes an SDK's objects: imports, and what is declared with them. */
function makersIn(text: string, declared: ReadonlyMap<string, Declaration>, isOwn: (name: string) => boolean): ReadonlySet<string> {
  const isSdk = (specifier: string) => SIGNAL.test(specifier) || isOwn(specifier);
  const loads = (code: string) => [...code.matchAll(LOADED)].some(([, specifier = '']) => isSdk(specifier));
  const makers = new Set<string>();
  for (const { as, name = 'default', from } of importsOf(text))
    if (name === 'default' ? isSdk(`'${from}'`) : MAKERS.has(name) || isOwn(from)) makers.add(as);
  for (let round = 0, size = -1; round < MAX_ROUNDS && size !== makers.size; round++) {
    size = makers.size;
    // Types lead nowhere: `client: OpenAI`, `OpenAI.Chat`.
    const uses = new RegExp(
      `(?<![\\w$.]|[:<|&]\\s?|\\b(?:as|extends|satisfies) )(?:${[...makers].map(escaped).join('|')})(?![\\w$]|\\.[A-Z])`,
    );
    for (const [name, own] of declared)
      if (!makers.has(name) && ((makers.size > 0 && uses.test(own.text)) || loads(own.text))) makers.add(name);
  }
  return makers;
}

function handedOn(text: string): readonly ReExport[] {
  const reexported = [...text.matchAll(HANDED_ON)].flatMap(([, list, namespace, from = '']): readonly ReExport[] => {
    if (list !== undefined) return listed(list).map(({ as, name }) => ({ as, name, from }));
    return [namespace === undefined ? { as: '*', from } : { as: namespace, from }];
  });
  const alone = listedAlone(text);
  if (alone.length === 0) return reexported;
  const imported = new Map(importsOf(text).map((one) => [one.as, one]));
  return [
    ...reexported,
    ...alone.flatMap(({ as, name }): readonly ReExport[] => {
      const origin = imported.get(name);
      return origin ? [{ ...origin, as }] : [];
    }),
  ];
}

/** The names that a module lists to export. */
function listedAlone(text: string): readonly Listed[] {
  return [...text.matchAll(LISTED)].flatMap(([, list = '']) => listed(list));
}

/** What a module imports by statements, each name as it is here and there; types left out. */
function importsOf(text: string): readonly ReExport[] {
  return [...text.matchAll(IMPORTED)].flatMap(([, whole, namespace, list = '', quoted = '']): readonly ReExport[] => {
    const from = quoted.slice(1, -1);
    return [
      ...(whole === undefined ? [] : [{ as: whole, name: 'default', from }]),
      ...(namespace === undefined ? [] : [{ as: namespace, from }]),
      ...listed(list).map(({ as, name }) => ({ as, name, from })),
    ];
  });
}

interface Listed {
  readonly as: string;
  readonly name: string;
}

/** The names in `a, b as c, type D`, but for types. */
function listed(list: string): readonly Listed[] {
  return list.split(',').flatMap((item) => {
    const [, name = '', as = name] = /^(?!type\s+[\w$])([\w$]+)(?:\s+as\s+([\w$]+))?/.exec(item.trim()) ?? [];
    return name === '' ? [] : [{ as, name }];
  });
}
