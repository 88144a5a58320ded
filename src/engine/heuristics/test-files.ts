/**
 * Whether a file is a test: by its name, by a folder of tests unless it is a program that only lies there, or a
 * `test_*.py` or `*_test.py` with tests in it.
 *
 * @param path Relative to the project's root, with `/`.
 */
export function isTestFile(path: string, text: () => string): boolean {
  if (isTestName(path)) return true;
  if (isInTestFolder(path)) return !isProgram(path, text());
  // `litellm_test.py` may be a script that tries something out: a test has tests.
  return /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path) && PYTHON_TESTS.test(text());
}

/** Whether a file is a test by its name: `*.test.*`, `*.spec.*`, `conftest.py`. */
function isTestName(path: string): boolean {
  return /\.(?:test|spec)\.[^/.]+$|(?:^|\/)conftest\.py$/.test(path);
}

/** Whether a file lies in a folder of tests, be it a test or a program. @param path Relative to the project's root, with `/`. */
export function isInTestFolder(path: string): boolean {
  return /(?:^|\/)(?:__tests__|tests)\//.test(path);
}

/**
 * Whether a file of a folder of tests is a program that is run by hand: it starts something itself, has no test, names no
 * test framework and exports nothing. A helper that tests import is none.
 */
function isProgram(path: string, text: string): boolean {
  if (path.endsWith('.py')) return !PYTHON_TESTS.test(text) && PYTHON_STARTS.test(text);
  return !JAVASCRIPT_TESTS.test(text) && !EXPORTS.test(text) && JAVASCRIPT_STARTS.test(text);
}

const PYTHON_TESTS =
  /^[ \t]*(?:(?:async )?def test|class \w*Test)|^[ \t]*(?:import|from) (?:pytest|unittest|nose2?|hypothesis|behave|robot|testtools|twisted\.trial|locust|ward|django\.test)\b/m;
/** A guard, a first line for the shell, or statements at the top level that do something. */
const PYTHON_STARTS = /^#!|^if __name__ *==|^(?:print|(?:asyncio\.)?run|main)\(|^(?:for|while)\b/m;

const JAVASCRIPT_TESTS =
  /\b(?:describe|it|test|suite|beforeEach|before|afterAll)(?:\.\w+)*\(|['"](?:vitest|jest|@jest\/globals|mocha|ava|tape?|uvu|chai|jasmine|cypress|supertest|sinon|node:test|bun:test|node:assert(?:\/strict)?|assert|@playwright\/test|@std\/assert|@testing-library\/[\w-]+)['"]/;
const EXPORTS = /^export\b|\bmodule\.exports\b|^exports\./m;
const JAVASCRIPT_STARTS =
  /^#!|\brequire\.main\b|\bimport\.meta\.main\b|\bprocess\.argv\b|^(?:await |void )?(?:main|run|start)\w*\(|^(?:await |void )?console\.\w+\(|^;?\(async (?:function\b|\()|^(?:for|while)\b/m;
