import type { Settings } from '../../../model/settings.js';
import type { Extraction, PythonFile } from '../extraction.js';

/** All that a repair may look at: a file's facts with their nodes, its text, and where it lies. */
export interface RepairContext extends Extraction {
  readonly file: PythonFile;
  /** Absolute path, or a made-up one. */
  readonly filename: string;
  readonly settings: Settings;
}
