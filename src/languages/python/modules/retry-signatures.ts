import type { RetrySignature } from '../../../model/project.js';

/**
 * Functions of a module that take another one with its arguments and may call it again, found without parsing, in linear
 * time. None where importing the module does more than define things.
 */
export function retriesIn(text: string): readonly RetrySignature[] {
  if (!MAY_RETRY.test(text)) return [];
  const code = text.replace(/("""|''')[^]*?\1/g, '""');
  const lines = code.split(/\r?\n/);
  if (!lines.every(isHarmless)) return [];
  const names = importedNames(code);
  return lines.flatMap((line, at): readonly RetrySignature[] => {
    const [, isAsync, name = '', parameters = ''] = HEAD.exec(line) ?? [];
    if (name === '' || !TAKES_ARGUMENTS.test(parameters)) return [];
    const piece = [...decorators(lines, at), ...body(lines, at)].join('\n');
    if (!WAITS.test(piece)) return [];
    const errors = [...new Set([...piece.matchAll(CLASS)].map(([found]) => qualified(found, names)))];
    return [{ name, isAsync: isAsync !== undefined, errors, isWhole: parameters === WRITTEN }];
  });
}

const MAY_RETRY = /^(?:async )?def \w*(?:retry|retries|backoff)/im;
/** `async def retry_connection(request, /, *args, **kwargs):` on one line. */
const HEAD = /^(async )?def (\w*(?:retry|retries|backoff)\w*)\((.*)\)(?: *->[^:]*)?: *(?:#.*)?$/i;
/** The parameters of a function that a repair writes. */
const WRITTEN = 'request, /, *args, **kwargs';
const TAKES_ARGUMENTS = /^\w+(?:: *[^*]*)?, (?:\/, )?\*\w+(?:: *[^*]*)?, \*\*\w+(?:: *[^*]*)?$/;
const WAITS = /sleep|wait|stamina|backoff/i;
/** A name whose last part begins with a capital letter. */
const CLASS = /(?<![\w.])(?:[A-Za-z_]\w*\.){0,4}[A-Z]\w*[a-z]\w*/g;

/** A line that defines or imports something: what starts a program or connects somewhere is none. */
function isHarmless(line: string): boolean {
  if (/^(?:\s|$|#|@|[)\]}]|import\b|from\b|(?:async )?def\b|class\b|(?:try|else|finally)\s*:|except\b|"")/.test(line)) return true;
  if (/^if (?:__name__\b|TYPE_CHECKING\b|typing\.TYPE_CHECKING\b|sys\.(?:version_info|platform)\b)/.test(line)) return true;
  const [, value] = /^[A-Za-z_]\w* *(?::[^=]*)?=(?!=)(.*)$/.exec(line) ?? [];
  return (
    value !== undefined &&
    [...value.matchAll(CALLED)].every(([, name = '']) => (/^[A-Z]/.test(name) ? !APPLICATION.test(name) : PURE.test(name)))
  );
}

const CALLED = /(\w+)\(/g;
/** What others register things with, and what reads the command line. */
const APPLICATION =
  /^(?:FastAPI|APIRouter|Flask|Blueprint|Quart|Sanic|Starlette|Typer|ArgumentParser|Celery|Bot|Client|MCP|FastMCP|LLM|AsyncLLMEngine)$/;
const PURE =
  /^(?:getenv|get|getLogger|get_logger|compile|field|frozenset|set|dict|list|tuple|str|int|float|bool|namedtuple|dirname|abspath|join|resolve|lower|upper|strip|rstrip|split|replace|format)$/;

function decorators(lines: readonly string[], at: number): readonly string[] {
  let first = at;
  while (first > 0 && /^(?:@|[ \t]+\S|\))/.test(lines[first - 1] ?? '')) first -= 1;
  const own = lines.slice(first, at);
  return own.slice(
    Math.max(
      0,
      own.findIndex((line) => line.startsWith('@')),
    ),
  );
}

function body(lines: readonly string[], at: number): readonly string[] {
  const end = lines.findIndex((line, i) => i > at && /^\S/.test(line));
  return lines.slice(at + 1, end < 0 ? undefined : end);
}

/** What the names mean that the module imports. */
function importedNames(code: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, from = '', list = ''] of code.matchAll(/^from ([\w.]+) import (\([^)]*|[^\n]*)/gm)) {
    for (const [, name = '', as = name] of list.matchAll(/(\w+)(?: as (\w+))?(?=\s*(?:,|\)|#|$))/gm)) found.set(as, `${from}.${name}`);
  }
  for (const [, module = '', as] of code.matchAll(/^import ([\w.]+)(?: as (\w+))?/gm)) if (as !== undefined) found.set(as, module);
  return found;
}

function qualified(name: string, names: ReadonlyMap<string, string>): string {
  const [first = '', ...rest] = name.split('.');
  return [names.get(first) ?? first, ...rest].join('.');
}
