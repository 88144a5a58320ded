import path from 'node:path';
import { type EscapingFunction, type ExportPath, TEXT } from '../../../model/export-path.js';
import type { ModuleReader, OpenProject, ProjectLanguage } from '../../../model/project.js';
import type { Settings } from '../../../model/settings.js';
import { PYTHON_METHOD_SIGNAL, PYTHON_SIGNAL } from '../../../catalog/signals/python.js';
import { readAddresses } from './addresses.js';
import { FIELD, KEYED, SHARED } from '../values/export-paths.js';
import { readExported } from './exported.js';
import { pythonResolver, shadowingModule } from '../modules/module-resolver.js';
import { openPython } from '../flow/analyze.js';
import { parseOnce } from '../parser/parse-cache.js';
import type { PythonExported } from '../flow/project-types.js';
import { definesAnything, importsIn } from '../modules/specifiers.js';
import type { RaisedException } from '../flow/exception-matching.js';
import { createUrlTracer } from '../urls/trace.js';
import { usesIn } from './uses.js';

/** Python as the project reads it. Notebooks are not read: nothing imports them. */
export const PYTHON_PROJECT: ProjectLanguage<PythonExported, RaisedException> = {
  isSource: (file) => file.endsWith('.py'),
  stemsOf: (file) => {
    const name = path.basename(file, '.py');
    return name === '__init__' ? [path.basename(path.dirname(file)), ITSELF] : [name];
  },
  stemOf: (specifier) => (/^\.+$/.test(specifier) ? ITSELF : specifier.slice(specifier.lastIndexOf('.') + 1)),
  resolver: pythonResolver,
  shadowing: shadowingModule,
  defines: definesName,
  mayUse,
  fieldOf: ({ path: [, marker, name] }) => (marker === FIELD ? name : undefined),
  isReassigned: (path) => path.at(-1) === TEXT,
  scan: importsIn,
  clientsIn: (text, settings) =>
    hasPythonSignal(text, settings) ? [...text.matchAll(NAMED)].map(([, fn, variable]) => fn ?? variable ?? '') : [],
  open: (file, text, settings, project): ModuleReader<PythonExported, RaisedException> | undefined => {
    const { ast, errors } = parseOnce(text, 'project');
    if (errors.length > 0) return undefined;
    const module = openPython(ast, text, file, settings, project);
    return {
      exported: readExported(module, project, settings.env),
      uses: (isFrom, exit, thrown) => usesIn(module, isFrom, exit, thrown),
      addresses: () => readAddresses(module.tree, module.evaluator, createUrlTracer(module.tree, module.evaluator, settings.env, project)),
    };
  },
};

/** Names of the module: functions and classes, and what is assigned. */
const NAMED = /^(?:(?:async[ \t]+def|def|class)[ \t]+(\w+)|([A-Za-z_]\w*)[ \t]*(?::[^=\n]{0,200})?=(?!=))/gm;

/** Whether a module gives a name a value at its top level: by a definition, an assignment, or from a module beside it. */
function definesName(text: string, name: string): boolean {
  return new RegExp(
    String.raw`^(?:(?:async[ \t]+def|def|class)[ \t]+${name}\b|${name}[ \t]*(?::[^=\n]{0,200})?=(?!=)|from[ \t]+\.[\w.]*[ \t]+import[ \t]+(?:\*|\([^)]*\b${name}\b|[^(\n]*\b${name}\b))`,
    'm',
  ).test(text);
}

/** The stem of `from . import x`: the package's own `__init__`. */
const ITSELF = '.';

/** Whether a file can have facts at all; modules of the user's own settings are signals too. */
export function hasPythonSignal(text: string, settings: Settings): boolean {
  return PYTHON_SIGNAL.test(text) || settings.clients.some((client) => client.packages.some((name) => text.includes(name)));
}

/** Whether a file that names no library may get its client from another one. */
export function importsClient(text: string, openProject: OpenProject): boolean {
  return PYTHON_METHOD_SIGNAL.test(text) && openProject(PYTHON_PROJECT)?.importsClient(text) === true;
}

/**
 * A thing is used by its names, or handed on under another: by `import *`, a file of nothing but imports, an object that is
 * made of a class or a class that inherits from it.
 */
function mayUse(text: string, { path: [name = '', ...rest] }: EscapingFunction): boolean {
  if (rest[0] === FIELD) return mayReadField(text, name, rest[1] ?? '', rest.slice(2));
  if (placesOf(text, name).length === 0) return /\bimport[ \t]+\*/.test(text);
  const member = rest.findLast((part) => /^\w/.test(part));
  if (member === undefined || placesOf(text, `.${member}`).length > 0) return true;
  return !definesAnything(text) || reExports(text, name);
}

function mayReadField(text: string, owner: string, name: string, marks: ExportPath): boolean {
  if (marks.includes(KEYED) && (text.includes(`'${name}'`) || text.includes(`"${name}"`))) return true;
  return placesOf(text, `.${name}`).length > 0 && (marks.includes(SHARED) || placesOf(text, owner).length > 0);
}

/** Whether a name stands where something is assigned at the top level, returned, or inherited from. */
function reExports(text: string, name: string): boolean {
  return placesOf(text, name).some((at) => {
    const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
    return /^(?:class\b|[ \t]+return\b)/.test(line) || (/^\w/.test(line) && line.includes('='));
  });
}

/** Offsets of a name, and of no longer one; with a dot in front, of a member of any name. */
function placesOf(text: string, name: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!/\w/.test(text.charAt(at + name.length)) && (name.startsWith('.') || !/\w/.test(text.charAt(at - 1)))) places.push(at);
  }
  return places;
}
