import { HTTP } from './http.mjs';
import { SDKS } from './sdks.mjs';
import { WRAPPERS } from './wrappers.mjs';

/** Everything of JavaScript that is measured, by its place in this list. */
export const SUBJECTS = [...SDKS, ...HTTP, ...WRAPPERS];
