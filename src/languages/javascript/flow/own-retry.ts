import path from 'node:path';
import type { ProjectView } from '../../../model/project.js';
import { type Exported, type FailureWrapping, parameterOf } from '../values/imported-values.js';
import type { Flow } from './index.js';
import { retriesIn } from '../modules/scan.js';
import { type FunctionNode, type Tree, isFunction } from '../syntax/tree.js';
import { speaksOfWaiting } from '../syntax/waiting.js';

/** A function of the project that sends a call again: `withRetry(() => fetch(url))`. */
export interface OwnRetry {
  readonly name: string;
  /** How this file imports it; `undefined` where it is one of this file's. */
  readonly module: string | undefined;
}

/** The project's own retry functions, as one file of it sees them. */
export interface OwnRetries {
  /** Those of this file, at its top level. */
  readonly here: readonly OwnRetry[];
  /** One of another file; `undefined` where there is none. */
  elsewhere(): OwnRetry | undefined;
  /** Whether another file may import a function that is added to this one. */
  readonly canExport: boolean;
}

/** Whether a function is called with another one alone, gives back what that resolves to, and waits between two attempts. */
export function isPlainRetry(fn: FunctionNode, { catches, retries, returns }: FailureWrapping, tree: Tree): boolean {
  const others = fn.params.slice(1);
  return (
    !catches &&
    retries &&
    returns === 'result' &&
    others.every((p) => p.type === 'AssignmentPattern' || (p.type === 'Identifier' && p.optional)) &&
    speaksOfWaiting(tree.text.slice(...fn.range))
  );
}

/** Reads the retry functions of a file, tells the project of them, and finds one in other files. */
export function createOwnRetries(tree: Tree, flow: Flow, filename: string, project: ProjectView<Exported, string> | undefined): OwnRetries {
  const here = MAY_RETRY.test(tree.text) ? topFunctions(tree).filter(({ name, fn }) => MAY_RETRY.test(name) && isPlain(fn)) : [];
  const names = new Set(here.map(({ name }) => name));
  project?.noteRetryFunctions(
    names.size === 0
      ? []
      : retriesIn(tree.text)
          .filter((name) => names.has(name))
          .map((name) => ({ name })),
  );

  function isPlain(fn: FunctionNode): boolean {
    const [parameter] = fn.params;
    const wrapping = parameter && flow.wrapping(fn, parameter);
    return wrapping !== undefined && isPlainRetry(fn, wrapping, tree);
  }

  return {
    here: [...names].map((name) => ({ name, module: undefined })),
    canExport: project !== undefined && isPlainModule(tree, filename),
    elsewhere: () => {
      // What runs in a browser cannot import everything that lies in the project.
      if (!project || !isModule(tree) || /^\s*['"]use client['"]/.test(tree.text)) return undefined;
      const found = project
        .retryFunctions()
        .map(({ file, name, isNoted }) => ({ name, isNoted, module: specifierFor(file, filename, tree) }));
      // The nearest first.
      return found
        .sort((a, b) => depthOf(a.module) - depthOf(b.module))
        .find(({ name, module, isNoted }) => {
          if (isNoted) return true;
          const value = project.exported(module, [name, parameterOf(0)]);
          return value?.kind === 'wrapper' && value.wrapping.isPlainRetry;
        });
    },
  };
}

const MAY_RETRY = /retr(?:y|ies)|backoff/i;

interface NamedFunction {
  readonly name: string;
  readonly fn: FunctionNode;
}

function topFunctions({ program }: Tree): readonly NamedFunction[] {
  return program.body.flatMap((statement): readonly NamedFunction[] => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'FunctionDeclaration' && declared.id) return [{ name: declared.id.name, fn: declared }];
    if (declared?.type !== 'VariableDeclaration') return [];
    return declared.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' && isFunction(init) ? [{ name: id.name, fn: init }] : [],
    );
  });
}

function isModule({ program }: Tree): boolean {
  return program.body.some(({ type }) => type === 'ImportDeclaration' || type.startsWith('Export'));
}

/**
 * Whether importing a module runs nothing, and its exports are its author's to choose: no component, and no file whose
 * framework takes each export for something of its own.
 */
function isPlainModule({ program, text }: Tree, filename: string): boolean {
  if (
    !/\.[cm]?[jt]s$/.test(filename) ||
    FRAMEWORK_FILE.test(path.basename(filename)) ||
    /(?:^|\/)(?:pages\/api|api|routes|functions|netlify)\//.test(filename.replaceAll('\\', '/'))
  )
    return false;
  if (/^\s*['"]use (?:server|client)['"]/.test(text)) return false;
  return (
    program.body.some(({ type }) => type.startsWith('Export')) &&
    program.body.every(({ type }) => /^(?:Import|Export|Function|Class|Variable|TS)/.test(type))
  );
}

const FRAMEWORK_FILE =
  /^(?:\+|(?:route|page|layout|middleware|instrumentation|proxy|worker|index|main)\.)|\.(?:config|server|test|spec|stories)\./;

/** How a file imports another one: with the extension, if that is how it imports its neighbours. */
function specifierFor(file: string, from: string, { program }: Tree): string {
  const relative = path.relative(path.dirname(from), file).split(path.sep).join('/');
  const bare = (relative.startsWith('.') ? relative : `./${relative}`).replace(/\.[cm]?[jt]sx?$/, '');
  const own = path.extname(file);
  const neighbours = program.body.flatMap((s) =>
    s.type === 'ImportDeclaration' && s.source.value.startsWith('.') ? [s.source.value] : [],
  );
  const isJavaScript = /\.[cm]?js$/.test(from);
  if (neighbours.some((one) => one.endsWith(own)) || (neighbours.length === 0 && isJavaScript)) return bare + own;
  if (neighbours.some((one) => /\.[cm]?js$/.test(one)) || /\.m[jt]s$/.test(from)) return bare + own.replace('t', 'j').replace('x', '');
  return bare;
}

function depthOf(module: string): number {
  return module.split('/').length + (module.startsWith('..') ? 2 : 0);
}
