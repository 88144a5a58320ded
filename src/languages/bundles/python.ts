/** What is built as `dist/python.cjs`, and loaded with the first Python file or notebook. */
export { python } from '../python/index.js';
