import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.js';
import { program } from '../../program.js';

const COMPOSE = program`
  services:
    llm:
      image: vllm/vllm-openai:v0.11.0
      command: --host 127.0.0.1

`;
const lint = (text: string, filename = 'compose.yaml', extra: readonly Linter.Config[] = []) =>
  new Linter({ cwd: '/nowhere' }).verify(text, [...plugin.configs.deployment, ...extra], { filename });
const rulesIn = (text: string, filename?: string, extra?: readonly Linter.Config[]) =>
  lint(text, filename, extra).map(({ ruleId }) => ruleId);

describe('the languages of deployment files', () => {
  it.each([
    [
      'a template of a chart',
      program`
        {{- if .Values.vllm }}
        services: {{ .Values.services | toYaml }}
        {{- end }}

      `,
    ],
    [
      'an error',
      program`
        services:
          vllm:
         image: [vllm/vllm-openai

      `,
    ],
    ['an alias of itself', 'services: &a\n  vllm: *a\n'],
    ['an unknown alias', 'services:\n  vllm: *missing\n'],
    ['nothing', ''],
    [
      'another file',
      program`
        name: vllm
        on: push
        jobs: { build: { services: { llm: { image: "vllm/vllm-openai" } } } }

      `,
    ],
  ])('have no finding in %s', (_what, text) => {
    expect(lint(text)).toEqual([]);
  });

  it('know their files by name and content', () => {
    expect(rulesIn(COMPOSE)).toEqual(['vllm/no-loopback-bind']);
    expect(rulesIn(COMPOSE, 'deploy/stack.yml')).toEqual(['vllm/no-loopback-bind']);
    const image = 'FROM vllm/vllm-openai\nENTRYPOINT ["vllm", "serve", "m", "--host", "::1"]\n';
    expect(rulesIn(image, 'Dockerfile.gpu')).toEqual(['vllm/no-loopback-bind']);
    expect(rulesIn('OPENAI_BASE_URL=http://localhost:8000/v1\n', '.env')).toEqual([]);
  });

  it('obey comments', () => {
    const at = (before: string, behind = '') =>
      COMPOSE.replace('    command: --host 127.0.0.1', `${before}    command: --host 127.0.0.1${behind}`);
    const unused: readonly Linter.Config[] = [{ linterOptions: { reportUnusedDisableDirectives: 'error' } }];
    expect(lint(at('    # eslint-disable-next-line vllm/no-loopback-bind -- behind a proxy\n'), undefined, unused)).toEqual([]);
    expect(lint(at('', ' # eslint-disable-line vllm/no-loopback-bind'), undefined, unused)).toEqual([]);
    expect(lint(`# eslint-disable vllm/no-loopback-bind\n${COMPOSE}`, undefined, unused)).toEqual([]);
    expect(lint(`# eslint vllm/no-loopback-bind: "off"\n${COMPOSE}`)).toEqual([]);
    // No comment, but a text that holds one.
    expect(rulesIn(`x-note: "# eslint-disable vllm/no-loopback-bind"\n${COMPOSE}`)).toEqual(['vllm/no-loopback-bind']);
    expect(rulesIn(`x-note: |\n  # eslint-disable vllm/no-loopback-bind\n${COMPOSE}`)).toEqual(['vllm/no-loopback-bind']);
  });

  it('offer to disable a rule, with the comment of the language', () => {
    const [finding] = lint(COMPOSE);
    const suggestion = finding?.suggestions?.at(-1);
    expect(suggestion?.desc).toBe('Disable `vllm/no-loopback-bind` for this line (`# eslint-disable-next-line`)');
    const [start = 0, end = 0] = suggestion?.fix.range ?? [];
    expect(lint(COMPOSE.slice(0, start) + (suggestion?.fix.text ?? '') + COMPOSE.slice(end))).toEqual([]);
  });

  it('accept the options of configurations for other languages', () => {
    const extra: readonly Linter.Config[] = [{ languageOptions: { globals: { window: 'readonly' }, ecmaVersion: 2022 } }];
    expect(rulesIn(COMPOSE, undefined, extra)).toEqual(['vllm/no-loopback-bind']);
  });

  it('read YAML that a parser has read, which makes a `Program` of it', () => {
    const loc = { start: { line: 1, column: 0 }, end: { line: 5, column: 0 } };
    const parser = {
      parseForESLint: (text: string) => ({
        ast: { type: 'Program', body: [], tokens: [], comments: [], range: [0, text.length], loc },
        services: { isYAML: true },
        visitorKeys: { Program: [] },
      }),
    };
    const config = [
      { files: ['**/*.yaml'], plugins: { vllm: plugin }, languageOptions: { parser }, rules: { 'vllm/no-loopback-bind': 'error' } },
    ];
    const messages = new Linter({ cwd: '/nowhere' }).verify(COMPOSE, config as Linter.Config[], { filename: 'compose.yaml' });
    expect(messages.map(({ ruleId, line }) => [ruleId, line])).toEqual([['vllm/no-loopback-bind', 4]]);
  });
});
