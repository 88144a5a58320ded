import { PYTHON_WRAPPERS } from '../../../../catalog/python.js';
import type { PythonRetryProposal } from '../../../../model/catalog/retry-library.js';
import { dependenciesOf } from '../../modules/manifest.js';
import type { RepairContext } from '../context.js';
import { type Imports, findImported } from '../text/imports.js';
import type { Node } from '../../syntax/ast.js';

/** A retry library, and how a decorator of it is written. */
export interface ProposedLibrary {
  readonly module: string;
  readonly proposal: PythonRetryProposal;
}

const LIBRARIES: readonly ProposedLibrary[] = PYTHON_WRAPPERS.flatMap(({ packages: [module], proposal }) =>
  module !== undefined && proposal ? [{ module, proposal }] : [],
).sort((a, b) => a.proposal.rank - b.proposal.rank);

/** The retry library that a file uses, else the first that its project depends on. */
export function retryLibrary({ filename, tree }: RepairContext): ProposedLibrary | undefined {
  const imported = tree.module.body.flatMap((s) =>
    s.type === 'Import' ? s.names.map((n) => n.name) : s.type === 'ImportFrom' && s.level === 0 ? [s.module ?? ''] : [],
  );
  const used = new Set(imported.map((name) => name.split('.')[0]));
  const ofProject = (): string | undefined =>
    dependenciesOf(
      filename,
      LIBRARIES.map(({ module }) => module),
    )[0];
  const named = LIBRARIES.find(({ module }) => used.has(module));
  if (named) return named;
  const dependency = ofProject();
  return LIBRARIES.find(({ module }) => module === dependency);
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
  { module: library, proposal }: ProposedLibrary,
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
  const texts = new Map(proposal.names.map((name) => [name, named(name)]));
  if ([...texts.values()].includes(undefined)) return undefined;
  return proposal.lines.map((line) =>
    line.replace(/<(\w+)>|\b(?:CLASSES|ATTEMPTS)\b/g, (place, name: string | undefined) =>
      name !== undefined ? (texts.get(name) ?? '') : place === 'CLASSES' ? errors : String(attempts),
    ),
  );
}
