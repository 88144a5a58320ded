import type { Call } from '../../../model/call.js';
import type { Node } from '../ast.js';
import type { ImportRequest, Imports } from './imports.js';

/** How a node can write the class of a call's connection error; `undefined` where none can be named. */
export function connectionErrorClass(call: Call, at: Node, imports: Imports, scope: Node = at): string | undefined {
  const request = requestFor(call);
  return request && imports.text(request, at, scope);
}

function requestFor({ test, failure }: Call): ImportRequest | undefined {
  if (test?.kind === 'class') return { module: test.module, name: test.name };
  // What is thrown is named with its module.
  if (test || !/^[A-Za-z_][\w.]*$/.test(failure.error)) return undefined;
  const dot = failure.error.lastIndexOf('.');
  return { module: dot < 0 ? 'builtins' : failure.error.slice(0, dot), name: failure.error.slice(dot + 1) };
}
