import type { Call } from '../../../model/call.js';
import type { Edit } from '../../../model/repair.js';
import type * as ast from '../ast.js';
import { movableStatement } from './block.js';
import { connectionErrorClass } from './connection-error.js';
import type { RepairContext } from './context.js';
import { dependenciesOf } from './dependencies.js';
import { type Imports, findImported } from './imports.js';
import { layoutOf } from './layout.js';
import { freeName } from './names.js';
import type { RetryWrapper } from './retry-wrapper.js';
import { surround } from './surround.js';

const LIBRARIES = ['tenacity', 'stamina', 'backoff'] as const;
export type RetryLibrary = (typeof LIBRARIES)[number];

/** A call that is tried again by a library: wrapped where it stands, or its statement put into the library's loop. */
export type ThroughLibrary = RetryWrapper | { readonly form: 'loop'; readonly edit: Edit; readonly title: string };

/** What is to be tried again, and how often. */
export interface RetryPlan {
  readonly call: Call;
  readonly request: ast.Call;
  readonly isAsync: boolean;
  readonly retries: number;
}

/** The retry library that a file uses, else the first that its project depends on. */
export function retryLibrary({ filename, tree }: RepairContext): RetryLibrary | undefined {
  const imported = tree.module.body.flatMap((s) => (s.type === 'Import' ? s.names.map((n) => n.name) : s.type === 'ImportFrom' && s.level === 0 ? [s.module ?? ''] : []));
  const used = new Set(imported.map((name) => name.split('.')[0]));
  return LIBRARIES.find((name) => used.has(name)) ?? dependenciesOf(filename, LIBRARIES)[0];
}

/**
 * Writes a call through a library. Libraries ask whether the function is a coroutine function before they await it, and
 * the methods of the OpenAI client look as if they were none (tenacity 9.2.1, backoff 2.2.1, stamina 26.1.0 with openai
 * 3.54.0: no second attempt). A loop around the `await` needs no such question.
 */
export function throughLibrary(library: RetryLibrary, plan: RetryPlan, imports: Imports, context: RepairContext): ThroughLibrary | undefined {
  const { call, request, isAsync, retries } = plan;
  const error = connectionErrorClass(call, request, imports);
  if (error === undefined) return undefined;
  const title = `Retry with \`${library}\``;
  const attempts = retries + 1;
  const named = (name: string): string | undefined => {
    const own = findImported({ module: library, name }, request, context);
    if (own !== undefined) return own;
    const module = imports.text({ module: library }, request);
    return module === undefined ? undefined : `${module}.${name}`;
  };
  switch (library) {
    case 'tenacity': {
      const parts = [named(isAsync ? 'AsyncRetrying' : 'Retrying'), named('stop_after_attempt'), named('wait_random_exponential'), named('retry_if_exception_type')];
      if (parts.includes(undefined)) return undefined;
      const [retrying = '', stop = '', wait = '', on = ''] = parts;
      const policy = `${retrying}(stop=${stop}(${attempts}), wait=${wait}(max=30), retry=${on}(${error}), reraise=True)`;
      if (isAsync) return inLoop(policy, plan, title, context);
      return { before: `${policy}(`, form: 'argument', edits: [], title };
    }
    case 'stamina': {
      const loop = named('retry_context');
      return loop === undefined ? undefined : inLoop(`${loop}(on=${error}, attempts=${attempts})`, plan, title, context);
    }
    case 'backoff': {
      const [decorator, expo] = [named('on_exception'), named('expo')];
      if (isAsync || decorator === undefined || expo === undefined) return undefined;
      return { before: `${decorator}(${expo}, ${error}, max_tries=${attempts})(`, form: 'decorated', edits: [], title };
    }
  }
}

/** `for attempt in …:` and `with attempt:` around a statement that is nothing but the call. */
function inLoop(attempts: string, { request, isAsync }: RetryPlan, title: string, context: RepairContext): ThroughLibrary | undefined {
  const whole = request.parent?.type === 'Await' ? request.parent : request;
  if (isAsync && whole === request) return undefined;
  const { parent } = whole;
  if (parent?.type !== 'Assign' && parent?.type !== 'AnnAssign' && parent?.type !== 'Expr' && parent?.type !== 'Return') return undefined;
  const statements = movableStatement(request, context);
  const name = freeName(['attempt', 'retry_attempt', 'llm_attempt'], context);
  if (!statements || name === undefined) return undefined;
  const edit = surround(statements, { before: [`${isAsync ? 'async ' : ''}for ${name} in ${attempts}:`, `${layoutOf(context).indent}with ${name}:`], levels: 2, after: [] }, context);
  return edit && { form: 'loop', edit, title };
}
