import type { ProjectView } from '../../model/project.js';
import type { Thrown } from './thrown.js';
import type { SdkObject } from './value.js';

/** What a Python file may ask of the others: SDKs' objects that they export, without tree nodes, and who calls its functions. */
export type PythonProject = ProjectView<SdkObject, Thrown>;
