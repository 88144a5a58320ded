import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'valid-server-command';
const service = (command: string, image = 'vllm/vllm-openai:v0.11.0') => `services:\n  llm:\n    image: ${image}\n    ${command}\n`;
const pod = (command: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec:\n  containers:\n    - name: llm\n      image: vllm/vllm-openai:v0.11.0\n      ${command}\n`;

describe('valid-server-command', () => {
  it('writes an option and its value as one argument', () => {
    const code = service('command: ["--model", "Qwen/Qwen3-8B", "--dtype auto"] # as measured');
    const { places, fixed } = lintDeployment(RULE, code);
    expect(places).toEqual([
      '4:44 `--dtype auto` is one argument, so vLLM does not know it. The server ends at the start. Write `--option=value`, or two items.',
    ]);
    expect(fixed).toBe(code.replace('--dtype auto', '--dtype=auto'));
    expect(linesOf(RULE, fixed)).toEqual([]);
  });

  it("only suggests vLLM's OpenAI server, because clients of the other one may work", () => {
    const code = pod('command: ["python3", "-m", "vllm.entrypoints.api_server", "--model", "m"]');
    expect(lintDeployment(RULE, { 'pod.yaml': code }).fixed).toBe(code);
    expect(suggested(RULE, { 'pod.yaml': code })).toBe(code.replace('entrypoints.api_server', 'entrypoints.openai.api_server'));
    const image = 'FROM vllm/vllm-openai\nENTRYPOINT python3 -m vllm.entrypoints.api_server --model m\n';
    expect(linesOf(RULE, { Dockerfile: image })).toEqual([2]);
  });

  it.each([
    ["`serve` behind the image's own command", service('command: serve Qwen/Qwen3-8B'), [4]],
    ['the same in a list', { 'pod.yaml': pod('args: ["serve", "Qwen/Qwen3-8B"]') }, [8]],
    [
      'an option with its value in a block',
      {
        'pod.yaml': pod(program`
          args:
                  - --model
                  - m
                  - --max_model_len 4096
        `),
      },
      [11],
    ],
    ['the same for SGLang', service('command: ["python3", "-m", "sglang.launch_server", "--port 30000"]', 'lmsysorg/sglang'), [4]],
  ] satisfies [string, string | Files, number[]][])('reports %s', (_what, files, lines) => {
    expect(linesOf(RULE, files)).toEqual(lines);
  });

  it.each([
    ['options in a text, which is split', service('command: --model Qwen/Qwen3-8B --dtype auto')],
    ['one word each', service('command: ["--dtype", "auto", "--max-model-len=4096"]')],
    ['a value with spaces', service('command: ["--chat-template", "{{ a b }}"]')],
    ['`serve` as the program', service('entrypoint: ["vllm", "serve", "Qwen/Qwen3-8B"]')],
    ["Ollama's `serve`", service('command: serve', 'ollama/ollama')],
    ['a script', service('entrypoint: sh -c "vllm serve m --dtype auto"')],
    ['another program', service('command: ["--flag value"]', 'example/app:1')],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
