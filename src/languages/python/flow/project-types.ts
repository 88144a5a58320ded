import type { ProjectView } from '../../../model/project.js';
import type { RaisedException } from './exception-matching.js';
import type { SdkObject } from '../values/value.js';
import type { Wrapping } from './wrappers/wrapping.js';

/** The text that a constant holds. Plain data: no tree nodes. */
export interface ExportedText {
  readonly kind: 'text';
  readonly text: string;
}

/** What calling a library's qualified name gives, or a member of it: an app, a task queue, a scheduler. Plain data. */
export interface LibraryObject {
  readonly kind: 'library-object';
  readonly path: readonly string[];
  readonly members: readonly string[];
}

/** What a Python file exports that others may have to know: an SDK's object, what a wrapper does with a failure, a base URL. Without tree nodes. */
export type PythonExported = SdkObject | Wrapping | ExportedText | LibraryObject;

/** What a Python file may ask of the others: what they export, and who calls its functions. */
export type PythonProject = ProjectView<PythonExported, RaisedException>;
