import type { WrittenUrl } from '../../model/project.js';
import { hostKind, urlShape } from './host-kind.js';
import { SERVER_PATHS } from '../../catalog/servers/paths.js';
import { productAt } from './server-product.js';

/** A string that begins with a scheme, in either language; the hole of a template holds no quote of the template's own kind. */
const URL_STRING = /(["'`])((?:https?|wss?):\/\/(?:(?!\1)[^\s\\]){1,300})\1(\s{0,5}\)\.(?:replace|rstrip)\()?/gi;
/** What reads a variable of the environment and falls back to the string behind it: `process.env.X ||`, `os.environ.get("X") or`. */
const READ_OR = /\b([A-Za-z_]\w{0,80})["'`]?[\])]?\)?\s{0,20}(?:\|\||\?\?|\bor\b)\s{0,20}\(?\s{0,20}[rRuUfF]{0,2}$/;
/** The same with the string as the default argument: `os.getenv("X", "http://…")`. */
const READ_WITH_DEFAULT = /["'`]([A-Za-z_]\w{0,80})["'`]\s{0,20},\s{0,20}(?:default\s{0,5}=\s{0,5})?[rRuUfF]{0,2}$/;
/** The end of what comes before the variable's name: `process.env.`, `import.meta.env["`, `os.environ.get("`, `os.getenv("`. */
const ENVIRONMENT = /(?:\benv\.|\benv\[["'`]|\benviron(?:\.get\(|\[)["']|\bgetenv\(["']).?$/;
/** Strings in one text beyond which the rest is not looked at. */
const MAX_URLS = 200;

/**
 * The base URLs of servers of one's own that a text holds, found without parsing, in linear time. A string in a comment on a line of
 * its own is left out. What a repair leaves in the text gives the same base URL again.
 */
export function writtenUrls(text: string): readonly WrittenUrl[] {
  if (!text.includes('://')) return [];
  const found: WrittenUrl[] = [];
  for (const match of text.matchAll(URL_STRING)) {
    if (found.length >= MAX_URLS) break;
    const url = (match[2] ?? '').replace(/\$?\{[^}]*\}/g, '${}');
    const line = text.slice(Math.max(text.lastIndexOf('\n', match.index) + 1, match.index - 200), match.index);
    if (/^\s*(?:\/\/|\*|#)/.test(line) || !isOwnHost(url)) continue;
    const before = text.slice(Math.max(0, match.index - 160), match.index);
    const read = READ_OR.exec(before) ?? READ_WITH_DEFAULT.exec(before);
    const variable = read?.[1];
    const isFromEnvironment = read !== null && ENVIRONMENT.test(before.slice(0, read.index + 1));
    const reader = variable === undefined ? {} : isFromEnvironment ? { variable, isFromEnvironment } : { variable };
    found.push({ ...baseOfText(url), start: match.index, isRoot: match[3] !== undefined, ...reader });
  }
  return found;
}

/** A host that only the program knows counts: it may be any. */
function isOwnHost(url: string): boolean {
  return hostKind(url) === 'self-hosted' || urlShape(url)?.host.includes('${}') === true;
}

/** The base URL in a URL, without the path of an endpoint, and how surely it is an LLM server's. */
function baseOfText(url: string): Pick<WrittenUrl, 'base' | 'rank'> {
  const bare = url.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  const path = urlShape(bare)?.path ?? '';
  const whole = bare.replace(/\/\$\{\}$/, '');
  const known = SERVER_PATHS.find((one) => whole.endsWith(one.path) && path !== '');
  const versioned = VERSIONED.exec(bare)?.[0];
  const isServer = productAt(bare) !== undefined || versioned !== undefined || known?.proof === 'alone' || known?.proof === 'own-host';
  const base = known && !known.path.startsWith('/v1/') ? whole.slice(0, -known.path.length) : (versioned ?? bare);
  return { base: baseKey(base), rank: isServer ? 0 : path === '' || known ? 1 : 2 };
}

const VERSIONED = /^\w+:\/\/[^/]+(?:\/[\w.-]+)*?\/v\d+(?=\/|\$\{\}|$)/;

/** A base URL as it is compared with others: no slash at the end, lower case, one name for the own machine. */
export function baseKey(url: string): string {
  return url
    .replace(/\/+$/, '')
    .replace(/^\w+:\/\/[^/]*/, (origin) =>
      origin.toLowerCase().replace(/^(\w+:\/\/)(?:127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?=:|$)/, '$1localhost'),
    );
}
