import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'no-loopback-bind';
const service = (rest: string) => `services:\n  llm:\n${rest}`;
const vllm = (command: string, rest = '') => service(`    image: vllm/vllm-openai:v0.11.0\n    command: ${command}\n${rest}`);
const pod = (args: string, rest = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec:\n${rest}  containers:\n    - name: llm\n      image: vllm/vllm-openai:v0.11.0\n      args: ${args}\n`;

describe('no-loopback-bind', () => {
  it('corrects an address that only the container can reach', () => {
    const code = vllm('--model Qwen/Qwen3-8B --host 127.0.0.1 # local');
    const { places, fixed } = lintDeployment(RULE, code);
    expect(places).toEqual([
      '4:43 `llm` runs vLLM on `127.0.0.1`, inside a container. Only the container itself can connect; all others are refused. Use `0.0.0.0`.',
    ]);
    expect(fixed).toBe(code.replace('127.0.0.1', '0.0.0.0'));
    expect(linesOf(RULE, fixed)).toEqual([]);
  });

  it.each([
    ['a list', vllm('["--host", "localhost"]'), 'localhost'],
    ['one word', vllm('["--host=localhost"]'), 'localhost'],
    ['a variable', service('    image: ollama/ollama\n    environment:\n      - OLLAMA_HOST=127.0.0.1:11434\n'), '127.0.0.1'],
    [
      'a shell',
      service("    image: example/llm:1\n    entrypoint: ['sh', '-c', 'exec vllm serve Qwen/Qwen3-8B --host 127.0.0.1']\n"),
      '127.0.0.1',
    ],
  ])('corrects it in %s', (_what, code, address) => {
    expect(lintDeployment(RULE, code).fixed).toBe(code.replace(address, '0.0.0.0'));
  });

  it('corrects a pod', () => {
    expect(lintDeployment(RULE, { 'pod.yaml': pod('["--host", "127.0.0.1"]') }).fixed).toBe(pod('["--host", "0.0.0.0"]'));
  });

  it("reports a product's own default", () => {
    const sglang = service('    image: lmsysorg/sglang:latest\n    command: python3 -m sglang.launch_server --model-path Qwen/Qwen3-8B\n');
    expect(lintDeployment(RULE, sglang).places).toEqual([
      '4:14 `llm` runs SGLang on its default address, `127.0.0.1`. Only the container itself can connect. Tell it to listen on `0.0.0.0`.',
    ]);
    const bare = {
      'compose.yaml': service('    build: .\n'),
      Dockerfile: program`
        FROM ubuntu:24.04
        RUN install-ollama
        CMD ["ollama", "serve"]

      `,
    };
    expect(linesOf(RULE, bare)).toEqual([3]);
  });

  it('only suggests it in an image', () => {
    const files = { Dockerfile: 'FROM vllm/vllm-openai\nENTRYPOINT ["vllm", "serve", "Qwen/Qwen3-8B", "--host", "127.0.0.1"]\n' };
    expect(lintDeployment(RULE, files).fixed).toBe(files.Dockerfile);
    expect(suggested(RULE, files)).toBe(files.Dockerfile.replace('127.0.0.1', '0.0.0.0'));
  });

  it.each([
    ['all addresses', vllm('--host 0.0.0.0')],
    ['no address, where the product listens on all', vllm('--model Qwen/Qwen3-8B')],
    ['an image that sets the address', service('    image: ollama/ollama\n')],
    ["the host's network", vllm('--host 127.0.0.1', '    network_mode: host\n')],
    ['a service that shares its network', `${vllm('--host 127.0.0.1')}  proxy:\n    image: nginx\n    network_mode: service:llm\n`],
    [
      'a client after it in the same script',
      service('    image: example/llm:1\n    entrypoint: sh -c "ollama serve & sleep 5; python app.py"\n'),
    ],
    ['a proxy in the same pod', { 'pod.yaml': `${pod('["--host", "127.0.0.1"]')}    - name: proxy\n      image: envoyproxy/envoy:v1\n` }],
    ["the node's network", { 'pod.yaml': pod('["--host", "127.0.0.1"]', '  hostNetwork: true\n') }],
    ['an address in a variable', vllm('--host ${BIND}')],
    ['SGLang with an address', service('    image: lmsysorg/sglang\n    command: python3 -m sglang.launch_server --host 0.0.0.0\n')],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
