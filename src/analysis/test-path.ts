/**
 * Whether a file is a test: by its place, or a `test_*.py` or `*_test.py` with tests in it.
 *
 * @param path Relative to the project's root, with `/`.
 */
export function isTestFile(path: string, text: () => string): boolean {
  if (isTestPath(path)) return true;
  // `litellm_test.py` may be a script that tries something out: a test has tests.
  return /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path) && /^[ \t]*(?:async )?def test|^[ \t]*(?:import|from) (?:pytest|unittest)\b/m.test(text());
}

/**
 * Whether a file is a test by its place: `*.test.*`, `*.spec.*`, `conftest.py`, or in a folder called `__tests__` or `tests`.
 *
 * @param path Relative to the project's root, with `/`.
 */
function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:__tests__|tests)\/|\.(?:test|spec)\.[^/.]+$|(?:^|\/)conftest\.py$/.test(path);
}
