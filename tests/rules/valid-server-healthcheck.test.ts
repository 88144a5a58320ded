import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'valid-server-healthcheck';
const service = (image: string, test: string, rest = '') =>
  `services:\n  llm:\n    image: ${image}\n${rest}    healthcheck:\n      test: ${test}\n      interval: 10s\n`;
const OLLAMA = 'ollama/ollama:latest';
const VLLM = 'vllm/vllm-openai:v0.11.0';
const pod = (probe: string, args = '[]', ports = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec:\n  containers:\n    - name: vllm\n      image: ${VLLM}\n      args: ${args}\n${ports}      readinessProbe:\n        httpGet: ${probe}\n`;

describe('valid-server-healthcheck', () => {
  it("asks Ollama with its own program, in the check's style", () => {
    const code = service(OLLAMA, '["CMD", "curl", "-f", "http://localhost:11434/api/tags"] # ready?');
    const { places, fixed } = lintDeployment(RULE, code);
    expect(places).toEqual([
      "5:13 The health check needs `curl`, which Ollama's image does not have. It never succeeds. Use `ollama list`.",
    ]);
    expect(fixed).toBe(service(OLLAMA, '["CMD", "ollama", "list"] # ready?'));
    expect(linesOf(RULE, fixed)).toEqual([]);
    expect(lintDeployment(RULE, service(OLLAMA, '"curl -f http://localhost:11434"')).fixed).toBe(service(OLLAMA, '"ollama list"'));
    const block = service(OLLAMA, '\n        - CMD-SHELL\n        - wget -q http://localhost:11434 || exit 1');
    expect(lintDeployment(RULE, block).fixed).toBe(service(OLLAMA, '\n        - "CMD"\n        - "ollama"\n        - "list"'));
  });

  it('offers the port of the server, and another program', () => {
    const code = service(VLLM, '["CMD", "curl", "-f", "http://localhost:8080/health"]');
    expect(suggested(RULE, code)).toBe(code.replace('8080', '8000'));
    const litellm = service('ghcr.io/berriai/litellm:main-stable', '["CMD", "curl", "-f", "http://localhost:4000/health/liveliness"]');
    expect(suggested(RULE, litellm)).toBe(litellm.replace('"curl", "-f"', '"wget", "-qO-"'));
  });

  it("reports the check of llama.cpp's image where a flag moves the server", () => {
    const code = program`
      services:
        llm:
          image: ghcr.io/ggml-org/llama.cpp:server
          command: -m /model.gguf --port 8000

    `;
    expect(lintDeployment(RULE, code).places).toEqual([
      "4:36 The check in llama.cpp's image asks port 8080, not 8000. It never succeeds, because a flag sets the port. Add a `healthcheck`.",
    ]);
    expect(linesOf(RULE, suggested(RULE, code))).toEqual([]);
  });

  it('reports a check that succeeds while the model loads only where it is asked to', () => {
    const code = service('ghcr.io/ggml-org/llama.cpp:server', '["CMD-SHELL", "curl http://localhost:8080/health"]');
    expect(linesOf(RULE, code)).toEqual([]);
    expect(linesOf(RULE, code, { blind: true })).toEqual([5]);
    expect(suggested(RULE, code, 0, { blind: true })).toBe(code.replace('curl', 'curl -f'));
  });

  it.each([
    [
      'a path that needs the key',
      service(VLLM, '["CMD", "curl", "-f", "http://localhost:8000/v1/models"]', '    environment: { VLLM_API_KEY: secret }\n'),
      [6],
    ],
    [
      "LiteLLM's path that calls every model",
      service(
        'ghcr.io/berriai/litellm',
        '["CMD", "wget", "-qO-", "http://localhost:4000/health"]',
        '    environment: { LITELLM_MASTER_KEY: sk-1 }\n',
      ),
      [6],
    ],
    ['a probe of another port', { 'pod.yaml': pod('{ path: /health, port: 8080 }') }, [10]],
    ['a probe of a port that no container names', { 'pod.yaml': pod('{ path: /health, port: http }') }, [10]],
    ['a probe that needs the key', { 'pod.yaml': pod('{ path: /v1/models, port: 8000 }', '["--api-key", "secret"]') }, [10]],
  ] satisfies [string, string | Files, number[]][])('reports %s', (_what, files, lines) => {
    expect(linesOf(RULE, files)).toEqual(lines);
  });

  it.each([
    ["Ollama's own program", service(OLLAMA, '["CMD", "ollama", "list"]')],
    [
      'an image into which curl is installed',
      {
        'compose.yaml': service(OLLAMA, '["CMD", "curl", "-f", "http://localhost:11434"]').replace(`image: ${OLLAMA}`, 'build: .'),
        Dockerfile: `FROM ${OLLAMA}\nRUN apt-get update && apt-get install -y curl\n`,
      },
    ],
    ["the server's port", service(VLLM, '["CMD", "curl", "-f", "http://localhost:8000/health"]')],
    ['a port that is not known', service(VLLM, '["CMD", "curl", "-f", "http://localhost:${PORT}/health"]')],
    ['another host', service(VLLM, '["CMD", "curl", "-f", "http://$HOST_IP:9000/health"]')],
    [
      'a path with the key',
      service(
        VLLM,
        '["CMD", "curl", "-f", "-H", "Authorization: Bearer secret", "http://localhost:8000/v1/models"]',
        '    environment: { VLLM_API_KEY: secret }\n',
      ),
    ],
    ['a path without a key', service(VLLM, '["CMD", "curl", "-f", "http://localhost:8000/v1/models"]')],
    [
      'a port by variable in llama.cpp',
      program`
        services:
          llm:
            image: ghcr.io/ggml-org/llama.cpp:server
            environment: { LLAMA_ARG_PORT: 8000 }

      `,
    ],
    [
      'a probe of a named port',
      { 'pod.yaml': pod('{ path: /health, port: http }', '[]', '      ports: [{ name: http, containerPort: 8000 }]\n') },
    ],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
