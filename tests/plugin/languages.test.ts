import { Linter, type Rule, type SourceCode } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { isSourceFile, languageNames } from '../../src/cli/source-files.js';
import { isDisabling } from '../../src/plugin/choose-fixes.js';
import { LANGUAGES, supportOf } from '../../src/plugin/languages.js';
import { program } from '../program.js';

/** The source code that ESLint makes of a file. */
function sourceCodeOf(text: string, config: readonly Linter.Config[], filename: string): SourceCode {
  let found: SourceCode | undefined;
  const probe: Rule.RuleModule = {
    create: (context) => {
      found = context.sourceCode;
      return {};
    },
  };
  new Linter().verify(text, [...config, { plugins: { test: { rules: { probe } } }, rules: { 'test/probe': 'error' } }], { filename });
  if (!found) throw new Error(`ESLint has not linted ${filename}.`);
  return found;
}

describe('the list of languages', () => {
  it('has each id once', () => {
    expect(new Set(LANGUAGES.map(({ id }) => id)).size).toBe(LANGUAGES.length);
  });

  it.each([
    ['javascript', 'a.js', [plugin.configs.recommended]],
    ['typescript', 'a.ts', [plugin.configs.typescript]],
    ['python', 'a.py', plugin.configs.python],
    ['yaml', 'a.yaml', plugin.configs.deployment],
    ['dockerfile', 'Dockerfile', plugin.configs.deployment],
    ['dotenv', '.env', plugin.configs.deployment],
  ])('says what the root of the trees of %s is', (id, filename, config) => {
    const sourceCode = sourceCodeOf('x\n', config, filename);
    expect(LANGUAGES.find((language) => language.id === id)?.rootNode).toBe(sourceCode.ast.type);
    expect(supportOf(sourceCode)).toBeDefined();
  });

  it.each(['isJSON', 'isTOML', 'isHTML'])('takes no other language for JavaScript because of its `Program`: %s', (service) => {
    const javascript = sourceCodeOf('x\n', [plugin.configs.recommended], 'a.js');
    const { ast, scopeManager, text } = javascript;
    expect(supportOf({ ast, scopeManager, text, parserServices: { [service]: true } } as never)).toBeUndefined();
  });

  it('reads the YAML of another language or parser', () => {
    const yaml = { ast: { type: 'Program' }, text: 'image: vllm/vllm-openai', parserServices: { isYAML: true } };
    expect(supportOf(yaml as never)?.hasSignal?.(yaml as never, {} as never)).toBe(true);
  });

  it.each([
    ['src/a.js', true],
    ['compose.yml', true],
    ['docker/Dockerfile.gpu', true],
    ['.env.local', true],
    ['src/a.d.mts', true],
    ['a.py', true],
    ['C:\\src\\a.pyi', true],
    ['a.ipynb', true],
    ['a.ipynb/cells.txt', false],
    ['a.json', false],
    ['ajs', false],
    ['a.js.map', false],
  ])('gives the command its files: %s', (path, expected) => {
    expect(isSourceFile(path)).toBe(expected);
  });

  it('gives the command its words', () => {
    expect(languageNames('or', 'without notebooks')).toBe('JavaScript, TypeScript, Python, YAML, Dockerfile or .env');
    expect(languageNames('and', 'with notebooks')).toBe('JavaScript, TypeScript, Python, YAML, Dockerfile, .env and notebooks');
  });
});

it('tells the suggestion that disables a rule from those that repair the code', () => {
  const code = program`
    import openai
    client = openai.OpenAI(base_url="http://gpu:8000/v1", max_retries=0)
    client.models.list()

  `;
  const messages = new Linter().verify(code, plugin.configs.python, 'a.py');
  expect(messages.length).toBeGreaterThan(0);
  for (const { suggestions = [] } of messages) {
    const disabling = suggestions.map(isDisabling);
    expect(disabling).toEqual([...suggestions.slice(1).map(() => false), true]);
  }
});
