import type { ProjectView } from '../../../model/project.js';
import type { RaisedException } from './exception-matching.js';
import type { SdkObject } from '../values/value.js';
import type { Wrapping } from './wrapping.js';

/** The text that a constant holds. Plain data: no tree nodes. */
export interface ExportedText {
  readonly kind: 'text';
  readonly text: string;
}

/** What a Python file exports that others may have to know: an SDK's object, what a wrapper does with a failure, a base URL. Without tree nodes. */
export type PythonExported = SdkObject | Wrapping | ExportedText;

/** What a Python file may ask of the others: what they export, and who calls its functions. */
export type PythonProject = ProjectView<PythonExported, RaisedException>;
