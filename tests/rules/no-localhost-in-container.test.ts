import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'no-localhost-in-container';
const VLLM = '  vllm:\n    image: vllm/vllm-openai:v0.11.0\n    command: --model Qwen/Qwen3-8B\n';
const app = (environment: string, rest = '') =>
  `services:\n  app:\n    image: example/app:1\n${rest}    environment:\n      ${environment}\n${VLLM}`;

const POD = (containers: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\nspec:\n  containers:\n${containers}`;
const CLIENT =
  '    - name: app\n      image: example/app:1\n      env:\n        - name: OPENAI_BASE_URL\n          value: http://localhost:8000/v1\n';

describe('no-localhost-in-container', () => {
  it('names the one server that has the port, and offers its address', () => {
    const code = app('OPENAI_BASE_URL: "http://localhost:8000/v1" # the server');
    const { messages, places, fixed } = lintDeployment(RULE, code);
    expect(places).toEqual([
      '5:25 `OPENAI_BASE_URL` points at its own container: `http://localhost:8000/v1`. Nothing listens on that port there. Use `http://vllm:8000/v1` (`vllm`).',
    ]);
    expect(messages[0]?.suggestions?.map(({ desc }) => desc)).toEqual([
      'Use `http://vllm:8000/v1`',
      'Disable `vllm/no-localhost-in-container` for this line (`# eslint-disable-next-line`)',
    ]);
    expect(suggested(RULE, code)).toBe(code.replace('localhost:8000', 'vllm:8000'));
    expect(fixed).toBe(code);
  });

  it('offers the host where no server is in the file', () => {
    const code = program`
      services:
        app:
          image: example/app:1
          environment:
            - OLLAMA_BASE_URL=http://127.0.0.1:11434

    `;
    expect(suggested(RULE, code)).toBe(code.replace('127.0.0.1', 'host.docker.internal'));
  });

  it.each([
    ['a list', app('- OPENAI_BASE_URL=http://localhost:8000/v1'), [5]],
    ['a default', app('OPENAI_BASE_URL: ${LLM_URL:-http://localhost:8000/v1}'), [5]],
    ['0.0.0.0', app('VLLM_URL: http://0.0.0.0:8000'), [5]],
    ['a published port', `${app('LLM_URL: http://localhost:9000/v1')}    ports: ["9000:8000"]\n`, [5]],
    [
      'an anchor that two services merge',
      `x-llm: &llm\n  OPENAI_BASE_URL: http://localhost:8000/v1\nservices:\n  app:\n    image: example/app:1\n    environment:\n      <<: *llm\n${VLLM}`,
      [2],
    ],
    [
      'the value of `.env` beside it',
      { 'compose.yaml': app('OPENAI_BASE_URL: ${LLM_URL}'), '.env': 'LLM_URL=http://localhost:8000/v1\n' },
      [5],
    ],
    ['a pod', { 'pod.yaml': POD(CLIENT) }, [11]],
    ['an image', { Dockerfile: 'FROM node:22\nENV A=1 \\\n    OLLAMA_URL="http://127.0.0.1:11434"\nCMD ["node", "server.js"]\n' }, [3]],
  ] satisfies [string, string | Files, number[]][])('reports %s', (_what, files, lines) => {
    expect(linesOf(RULE, files)).toEqual(lines);
  });

  it.each([
    ["the service's name", app('OPENAI_BASE_URL: http://vllm:8000/v1')],
    ["the host's network", app('OPENAI_BASE_URL: http://localhost:8000/v1', '    network_mode: host\n')],
    ["another service's network", app('OPENAI_BASE_URL: http://localhost:8000/v1', '    network_mode: service:vllm\n')],
    ['a variable for a browser', app('VITE_OPENAI_BASE_URL: http://localhost:8000/v1')],
    ['a variable without a value', app('OPENAI_BASE_URL: ${LLM_URL}')],
    ['another server', app('API_URL: http://localhost:8000')],
    ["a port of the container's own", app('LLM_URL: http://localhost:8000', '    expose: [8000]\n')],
    [
      'what a server listens on',
      program`
        services:
          ollama:
            image: ollama/ollama
            environment:
              OLLAMA_HOST: 0.0.0.0

      `,
    ],
    [
      'an image that runs a server too',
      app('OLLAMA_BASE_URL: http://localhost:11434').replace('example/app:1', 'ghcr.io/open-webui/open-webui:ollama'),
    ],
    [
      'an image that is built from an unknown file',
      app('OPENAI_BASE_URL: http://localhost:8000/v1').replace('image: example/app:1', 'build: ./app'),
    ],
    ['a pod with another container', { 'pod.yaml': POD(`${CLIENT}    - name: proxy\n      image: envoyproxy/envoy:v1\n`) }],
    [
      'an image with a server in it',
      {
        Dockerfile: program`
          FROM node:22
          RUN curl https://ollama.com/install.sh | sh
          ENV OLLAMA_URL=http://127.0.0.1:11434

        `,
      },
    ],
    [
      'an image whose services all set the variable',
      {
        Dockerfile: 'FROM node:22\nENV OLLAMA_URL=http://127.0.0.1:11434\n',
        'compose.yaml': program`
          services:
            app:
              build: .
              environment:
                OLLAMA_URL: http://ollama:11434

        `,
      },
    ],
    [
      'a comment that silences it',
      app('# eslint-disable-next-line vllm/no-localhost-in-container\n      OPENAI_BASE_URL: http://localhost:8000/v1'),
    ],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
