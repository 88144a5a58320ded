/**
 * Whether a file is a test by its place: `*.test.*`, `*.spec.*`, `conftest.py`, or in a folder called `__tests__` or `tests`.
 *
 * @param path Relative to the project's root, with `/`.
 */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:__tests__|tests)\/|\.(?:test|spec)\.[^/.]+$|(?:^|\/)conftest\.py$/.test(path);
}
