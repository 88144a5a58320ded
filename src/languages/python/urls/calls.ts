import type * as ast from '../syntax/ast.js';
import { asRewritten, combined, hole, withoutTrailingSlash } from '../../../engine/urls/url-text.js';
import { stringOf } from '../syntax/tree.js';
import type { TracerContext, UrlText } from './tracer.js';
import { textPiece } from './texts.js';
import { traceFormat } from './formatting.js';
import { traceGet } from './lookups.js';
import { returnedTexts } from './returned-texts.js';

/** Functions that hand the text back: conversions, URL types. */
const TEXT_PRESERVING_FUNCTIONS: ReadonlySet<string> = new Set([
  'str',
  'httpx.URL',
  'yarl.URL',
  'pydantic.AnyUrl',
  'pydantic.AnyHttpUrl',
  'pydantic.HttpUrl',
  'urllib.request.Request',
  'urllib.parse.quote',
  'os.path.expandvars',
  'typing.cast',
]);

/** Methods of strings after which it is still the same server. */
const SERVER_PRESERVING_METHODS: ReadonlySet<string> = new Set([
  'strip',
  'rstrip',
  'lstrip',
  'lower',
  'replace',
  'removesuffix',
  'encode',
  'decode',
  'unicode_string',
  'copy_with',
  'join_url',
  'get_secret_value',
]);

/** Those of them that may change its path, unless what they are given is a slash. */
const PATH_CHANGING_METHODS: ReadonlySet<string> = new Set(['rstrip', 'replace', 'removesuffix', 'copy_with', 'join_url']);

/** What a call gives: text that it joins or changes, or what a function of this file returns. */
export function traceCall(context: TracerContext, node: ast.Call): readonly UrlText[] {
  const { func } = node;
  const [first, second] = node.args;
  const callee = context.evaluator.valueOf(func);
  const name = callee.kind === 'external' ? callee.path.join('.') : callee.kind === 'builtin' ? callee.name : '';
  if (first && TEXT_PRESERVING_FUNCTIONS.has(name)) return context.tracer.trace(first);
  if (first && second && (name === 'urllib.parse.urljoin' || name === 'os.path.join' || name === 'posixpath.join'))
    return name === 'urllib.parse.urljoin'
      ? joinedUrl(context, first, second)
      : combined([context.tracer.trace(first), textPiece('/', node), context.tracer.trace(second)]);
  if (func.type === 'Attribute') {
    if (func.attr === 'format') return traceFormat(context, node, func.value);
    if (func.attr === 'join' && first && (first.type === 'List' || first.type === 'Tuple')) {
      const separator = stringOf(func.value);
      return combined(
        first.elts.flatMap((element, i) => [
          ...(i > 0 && separator ? [textPiece(separator, func.value)] : []),
          context.tracer.trace(element),
        ]),
      );
    }
    // `settings.get("base_url", "http://…")` of anything: the second is used where the first is absent.
    if (func.attr === 'get' && stringOf(first) !== undefined && callee.kind !== 'function')
      return traceGet(context, func.value, stringOf(first) ?? '', second ?? node.keywords.find((k) => k.arg === 'default')?.value);
    if (SERVER_PRESERVING_METHODS.has(func.attr)) {
      const texts = context.tracer
        .trace(func.value)
        .map((t) => (func.attr === 'rstrip' || func.attr === 'removesuffix' ? withoutTrailingSlash(t) : t));
      return PATH_CHANGING_METHODS.has(func.attr) && stringOf(first) !== '/' ? texts.map(asRewritten) : texts;
    }
  }
  const fn = context.evaluator.functionCalled(func);
  return fn && !context.tree.yields(fn) ? returnedTexts(context, fn) : [hole('unknown')];
}

/** `urljoin(base, path)`: an absolute path replaces the base's, a relative one follows its last slash. */
function joinedUrl(context: TracerContext, base: ast.Expression, path: ast.Expression): readonly UrlText[] {
  const paths = context.tracer.trace(path);
  const start = paths[0]?.parts[0];
  const absolute = start !== undefined && 'text' in start && start.text.startsWith('/');
  const bases = context.tracer.trace(base).map((url) => ({
    ...url,
    parts: url.parts.map((part, i) => {
      if (!('text' in part) || i < url.parts.length - 1) return part;
      const origin = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(\/.*)?$/i.exec(part.text);
      if (absolute) return origin ? { ...part, text: origin[1] ?? '' } : part.text.startsWith('/') ? { ...part, text: '' } : part;
      return {
        ...part,
        text: part.text.endsWith('/') ? part.text : origin && origin[2] === undefined ? `${part.text}/` : part.text.replace(/[^/]*$/, ''),
      };
    }),
  }));
  return combined([bases, paths]);
}
