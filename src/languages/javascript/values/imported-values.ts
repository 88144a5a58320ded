import { mayNameAddress } from '../../../engine/urls/recognize.js';
import { METHOD_SIGNAL } from '../../../catalog/signals/javascript.js';
import { type ExportPath, TEXT } from '../../../model/export-path.js';
import type { ProjectView } from '../../../model/project.js';
import type { KnownWrapper } from './catalog.js';
import type { SdkObject } from './value.js';

/** What a file exports that others may have to know. Plain data: no tree nodes. */
export type Exported =
  | { readonly kind: 'object'; readonly object: SdkObject }
  /** A function that returns an SDK's object. */
  | { readonly kind: 'maker'; readonly makes: SdkObject }
  /** A text, asked about with {@link TEXT}: a base URL. */
  | { readonly kind: 'text'; readonly text: string }
  /** A function, asked about with {@link parameterOf}. */
  | { readonly kind: 'wrapper'; readonly wrapping: Wrapping };

/** Stands behind a function's names where the question is what it does with a function that it is given at a place. */
export function parameterOf(index: number): string {
  return `#${String(index)}`;
}

/** What a function does with the failure of one that it is given. */
export interface FailureWrapping {
  readonly catches: boolean;
  readonly retries: boolean;
  readonly returns: 'result' | 'function';
}

/** The same, with what it does with the answer, and how it is called. */
export interface Wrapping extends FailureWrapping {
  /** Whether the answer that it resolves to is returned whatever its status. */
  readonly passesAnswer: boolean;
  /** Whether it is called with the function alone, and waits between two attempts. */
  readonly isPlainRetry: boolean;
}

/** The project, as the file that imports sees it. */
export interface Imports {
  /** An SDK's object that another file of the project exports. */
  object(module: string, path: ExportPath): SdkObject | undefined;
  /** What calling an imported function gives. */
  returned(module: string, path: ExportPath): SdkObject | undefined;
  /** The text that an imported constant holds. */
  text(module: string, path: ExportPath): string | undefined;
  /** What an imported function does with what stands at a place among its arguments. */
  wrapper(module: string, path: ExportPath, index: number): KnownWrapper | undefined;
}

export const NO_IMPORTS: Imports = { object: () => undefined, returned: () => undefined, text: () => undefined, wrapper: () => undefined };

/** Reads what another file exports; nothing where the file at hand calls nothing that an SDK has. */
export function createImports(project: ProjectView<Exported, string> | undefined, text: string): Imports {
  if (!project) return NO_IMPORTS;
  const usesMethods = METHOD_SIGNAL.test(text);
  const known = (module: string, path: ExportPath) =>
    module !== '' && usesMethods && project.mayBeClient(module, path[0] ?? 'default') ? project.exported(module, path) : undefined;
  return {
    object: (module, path) => {
      // `llm.client` of an exported object, or the object and its own members.
      for (let length = Math.min(path.length, 2); length > 0; length--) {
        const found = known(module, path.slice(0, length));
        if (found?.kind === 'object') return { ...found.object, path: [...found.object.path, ...path.slice(length)] };
      }
      return undefined;
    },
    returned: (module, path) => {
      const found = known(module, path);
      return found?.kind === 'maker' ? found.makes : undefined;
    },
    text: (module, path) => {
      const found = module !== '' && mayNameAddress(path.join('.')) ? project.exported(module, [...path, TEXT]) : undefined;
      return found?.kind === 'text' ? found.text : undefined;
    },
    wrapper: (module, path, index) => {
      const found = module === '' ? undefined : project.exported(module, [...path, parameterOf(index)]);
      const wrapping = found?.kind === 'wrapper' ? found.wrapping : undefined;
      return (
        wrapping && {
          wrapper: {
            argument: index,
            takes: 'function',
            retries: wrapping.retries ? 'yes' : 'no',
            catches: wrapping.catches ? 'yes' : 'no',
            returns: wrapping.returns,
          },
          module,
          name: path.at(-1) ?? module,
          trap: undefined,
          passesAnswer: wrapping.passesAnswer,
        }
      );
    },
  };
}
