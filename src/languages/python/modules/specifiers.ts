import { writtenUrls } from '../../../engine/urls/written-urls.js';
import { retriesIn } from './retry-signatures.js';
import type { ReExport, Scan } from '../../../model/project.js';

/**
 * Looks over the text of a module, in linear time.
 *
 * Its specifiers are one name each: `from .llm import ask` may mean the module `.llm` or the module `.llm.ask`; they may be
 * too many (an import in a string). It hands names on only if it does nothing else, as an `__init__` that gathers a
 * package's names.
 */
export function importsIn(text: string): Scan {
  const specifiers = new Set<string>();
  const reExports: ReExport[] = [];
  for (const [, from, names = '', modules] of text.matchAll(IMPORT)) {
    if (from === undefined) {
      for (const { name } of namesIn(modules ?? '')) addImported(name, specifiers);
      continue;
    }
    specifiers.add(from);
    for (const { name, as } of namesIn(names)) {
      if (name !== '*') specifiers.add(joined(from, name));
      reExports.push(name === '*' ? { as: '*', from } : { as, from, name });
    }
  }
  const retries = retriesIn(text);
  return {
    specifiers: [...specifiers],
    reExports: definesAnything(text) ? [] : reExports,
    urls: writtenUrls(text),
    ...(retries.length > 0 && { retries }),
  };
}

/** Whether a module has functions or classes of its own. */
export function definesAnything(text: string): boolean {
  return DEFINES.test(text);
}

const DEFINES = /^(?:async[ \t]+def|def|class)[ \t]/m;

/** `import a.b.c` runs `a` and `a.b` too. */
function addImported(name: string, found: Set<string>): void {
  for (let end = name.indexOf('.'); end >= 0; end = name.indexOf('.', end + 1)) found.add(name.slice(0, end));
  found.add(name);
}

/** One specifier of a module and what is below it: `.` and `llm` give `.llm`. */
export function joined(module: string, name: string): string {
  return module === '' || module.endsWith('.') ? module + name : `${module}.${name}`;
}

/** `a as b, c` of an import, without comments and continuations. */
function namesIn(list: string): readonly { readonly name: string; readonly as: string }[] {
  return list
    .replace(/#[^\n]*/g, '')
    .split(',')
    .flatMap((item) => {
      const [, name = '', as = name] = /^[\s\\(]*([\w.*]+)(?:\s+as\s+(\w+))?/.exec(item) ?? [];
      return name === '' ? [] : [{ name, as }];
    });
}

/** An `import` statement at the start of a line: its module and names, or its modules. */
const IMPORT = /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*|(?:[^\n\\]|\\\n)*)|import[ \t]+((?:[^\n\\]|\\\n)*))/gm;
