import { dependenciesOf } from '../../modules/manifest.js';
import type { RepairContext } from '../context.js';
import { type Imports, findImported } from '../text/imports.js';
import type { Node } from '../../syntax/ast.js';

const LIBRARIES = ['tenacity', 'stamina', 'backoff'] as const;
export type RetryLibrary = (typeof LIBRARIES)[number];

/** The retry library that a file uses, else the first that its project depends on. */
export function retryLibrary({ filename, tree }: RepairContext): RetryLibrary | undefined {
  const imported = tree.module.body.flatMap((s) =>
    s.type === 'Import' ? s.names.map((n) => n.name) : s.type === 'ImportFrom' && s.level === 0 ? [s.module ?? ''] : [],
  );
  const used = new Set(imported.map((name) => name.split('.')[0]));
  return LIBRARIES.find((name) => used.has(name)) ?? dependenciesOf(filename, LIBRARIES)[0];
}

/**
 * The lines of a library's decorator that retries a function on some classes of exceptions. A decorator needs a real
 * coroutine function for asynchronous calls: the methods of the OpenAI client look as if they were none (tenacity 9.2.1,
 * backoff 2.2.1, stamina 26.1.0 with openai 3.54.0: no second attempt).
 *
 * @param errors One class, or a tuple of classes.
 * @returns `undefined` where a name of the library cannot be written.
 */
export function retryDecorator(
  library: RetryLibrary,
  errors: string,
  attempts: number,
  at: Node,
  imports: Imports,
  context: RepairContext,
): readonly string[] | undefined {
  // Names are imported beside those that the file has from the library; otherwise the module is.
  const hasNames = context.tree.module.body.some((s) => s.type === 'ImportFrom' && s.level === 0 && s.module === library);
  const named = (name: string): string | undefined => {
    const { module } = context.tree;
    const own =
      findImported({ module: library, name }, at, context, module) ??
      (hasNames ? imports.text({ module: library, name }, at, module) : undefined);
    if (own !== undefined) return own;
    const text = imports.text({ module: library }, at, module);
    return text === undefined ? undefined : `${text}.${name}`;
  };
  switch (library) {
    case 'tenacity': {
      const names = [named('retry'), named('stop_after_attempt'), named('wait_random_exponential'), named('retry_if_exception_type')];
      if (names.includes(undefined)) return undefined;
      const [retry, stop, wait, on] = names as string[];
      return [`@${retry}(`, ` stop=${stop}(${attempts}),`, ` wait=${wait}(max=30),`, ` retry=${on}(${errors}),`, ' reraise=True,', ')'];
    }
    case 'stamina': {
      const retry = named('retry');
      return retry === undefined ? undefined : [`@${retry}(on=${errors}, attempts=${attempts})`];
    }
    case 'backoff': {
      const [decorator, expo] = [named('on_exception'), named('expo')];
      return decorator === undefined || expo === undefined ? undefined : [`@${decorator}(${expo}, ${errors}, max_tries=${attempts})`];
    }
  }
}
