import type { Applicability } from '../../../../model/fix.js';
import type { EnvironmentStyle } from '../../../../model/settings.js';
import type { Node } from '../../syntax/ast.js';
import type { RepairContext } from '../context.js';
import { type Imports, findImported } from '../text/imports.js';
import type { Quote } from '../text/layout.js';
import { isBound } from '../text/names.js';

/** An expression that reads a variable of the environment; `undefined` as a value where the variable is not set. */
export interface EnvironmentRead {
  readonly text: string;
  readonly applicability: Applicability;
}

/** Reads a variable through the object that the settings name, else through `os` as the file imports it. */
export function readVariable(name: string, at: Node, quote: Quote, imports: Imports, context: RepairContext): EnvironmentRead | undefined {
  const { env, envVar } = context.settings;
  if (isOfPython(env) && name.startsWith(envVar) && !isModule(context.filename, env.from)) {
    const object = imports.text({ module: env.from, name: env.import }, at);
    // The object has the configured variable; another one may still have to be added to it.
    return object === undefined ? undefined : { text: `${object}.${name}`, applicability: name === envVar ? 'safe' : 'unsafe' };
  }
  const mapping = mappingOf(at, imports, context);
  if (mapping === undefined) return undefined;
  return { text: `${mapping}(${quote}${name}${quote})`, applicability: 'safe' };
}

function mappingOf(at: Node, imports: Imports, context: RepairContext): string | undefined {
  const os = findImported({ module: 'os' }, at, context);
  if (os !== undefined) return `${os}.environ.get`;
  const environ = findImported({ module: 'os', name: 'environ' }, at, context);
  if (environ !== undefined) return `${environ}.get`;
  const getenv = findImported({ module: 'os', name: 'getenv' }, at, context);
  if (getenv !== undefined) return getenv;
  const added = imports.text({ module: 'os' }, at);
  if (added !== undefined) return `${added}.environ.get`;
  if (isBound('environ', context)) return undefined;
  const name = imports.text({ module: 'os', name: 'environ' }, at);
  return name === undefined ? undefined : `${name}.get`;
}

/** Other styles of the settings are JavaScript's. */
function isOfPython(style: EnvironmentStyle | undefined): style is Exclude<EnvironmentStyle, string> {
  return (
    typeof style === 'object' &&
    /^\.*[A-Za-z_][\w.]*$/.test(style.from) &&
    /^[A-Za-z_]\w*$/.test(style.import) &&
    style.import !== 'default'
  );
}

/** Whether a file is the module that the settings name: it cannot import from itself. */
function isModule(filename: string, module: string): boolean {
  const path = module.replace(/^\.+/, '').replaceAll('.', '/');
  const file = filename.replaceAll('\\', '/');
  return file.endsWith(`/${path}.py`) || file.endsWith(`/${path}/__init__.py`);
}
