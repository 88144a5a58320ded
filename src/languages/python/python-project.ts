import type { ProjectView } from '../../model/project.js';
import type { Thrown } from './thrown.js';

/** What a Python file may ask of the others. */
export type PythonProject = ProjectView<undefined, Thrown>;
