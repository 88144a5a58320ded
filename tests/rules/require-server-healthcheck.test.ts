import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'require-server-healthcheck';
const ALWAYS = { when: 'always' };
const service = (server: string) => `services:\n  llm:\n${server}`;
const used = (server: string) => `${service(server)}  app:\n    image: example/app:1\n    depends_on: [llm]\n`;
const VLLM = '    image: vllm/vllm-openai:v0.11.0\n    command: --model Qwen/Qwen3-8B\n';
const deployment = (probe = '', kind = 'Deployment', rest = '') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: llm }\nspec:\n  template:\n    metadata: { labels: { app: llm } }\n    spec:\n      containers:\n        - name: llm\n          image: vllm/vllm-openai:v0.11.0\n${probe}${rest}---\napiVersion: v1\nkind: Service\nmetadata: { name: llm }\nspec:\n  selector: { app: llm }\n  ports: [{ port: 8000 }]\n`;

describe('require-server-healthcheck', () => {
  it('offers the check that the image can do', () => {
    expect(lintDeployment(RULE, used(VLLM)).places).toEqual([
      '3:12 `llm` runs vLLM without a health check. Nothing can wait until the model is loaded; requests before are refused. Add a `healthcheck`.',
    ]);
    expect(suggested(RULE, service(VLLM), 0, ALWAYS)).toBe(
      `${service(VLLM)}    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]\n      interval: 10s\n      timeout: 5s\n      retries: 3\n      start_period: 600s\n`,
    );
    expect(suggested(RULE, service('    image: ollama/ollama\n'), 0, ALWAYS)).toContain('["CMD", "ollama", "list"]');
    expect(suggested(RULE, service('    image: ghcr.io/berriai/litellm:main-stable\n'), 0, ALWAYS)).toContain(
      '["CMD", "wget", "-qO-", "http://localhost:4000/health/liveliness"]',
    );
  });

  it('offers a probe in Kubernetes', () => {
    expect(lintDeployment(RULE, { 'k8s.yaml': deployment() }).places).toEqual([
      '10:18 `llm` runs vLLM without a probe. Its Service sends requests while the model loads; they are refused. Add a `readinessProbe` and a `startupProbe`.',
    ]);
    expect(suggested(RULE, { 'k8s.yaml': deployment() })).toBe(
      deployment(
        '          readinessProbe:\n            httpGet:\n              path: /health\n              port: 8000\n            periodSeconds: 10\n',
      ),
    );
  });

  it.each([
    ['a server that nothing uses', service(VLLM), ALWAYS],
    [
      "a server that is started by the image's shell",
      service('    image: example/llm:1\n    command: sh -c "vllm serve Qwen/Qwen3-8B --port 9000"\n'),
      ALWAYS,
    ],
    [
      'an image that a Dockerfile builds',
      { 'compose.yaml': service('    build: .\n'), Dockerfile: 'FROM ollama/ollama\nCOPY models /models\n' },
      ALWAYS,
    ],
    ['a registry and a tag in variables', service('    image: ${REGISTRY:-opea}/vllm:${TAG:-latest}\n'), ALWAYS],
    ['a pod of another kind of resource', { 'k8s.yaml': deployment('', 'LeaderWorkerSet') }, ALWAYS],
    [
      'a server whose address another service has',
      `${service(VLLM)}  app:\n    image: example/app:1\n    environment:\n      LLM_URL: http://llm:8000/v1\n`,
      undefined,
    ],
  ] satisfies [string, string | Files, object | undefined][])('reports %s', (_what, files, options) => {
    expect(linesOf(RULE, files, options)).toHaveLength(1);
  });

  it.each([
    ['a server that nothing uses, by default', service(VLLM), undefined],
    ['a check', service(`${VLLM}    healthcheck:\n      test: curl -f http://localhost:8000/health\n`), ALWAYS],
    ['a check that is switched off', service(`${VLLM}    healthcheck:\n      disable: true\n`), ALWAYS],
    ['an image with a check of its own', service('    image: ghcr.io/ggml-org/llama.cpp:server\n'), ALWAYS],
    [
      'a Dockerfile with a check',
      { 'compose.yaml': service('    build: .\n'), Dockerfile: 'FROM ollama/ollama\nHEALTHCHECK CMD ollama list\n' },
      ALWAYS,
    ],
    [
      'a file that completes the service',
      {
        'compose.yaml': service(VLLM),
        'compose.override.yaml': program`
          services:
            llm:
              healthcheck: { test: true }

        `,
      },
      ALWAYS,
    ],
    [
      'a service that is extended from another file',
      service('    extends: { file: common.yaml, service: vllm }\n    image: vllm/vllm-openai\n'),
      ALWAYS,
    ],
    ['a probe', { 'k8s.yaml': deployment('          livenessProbe: { tcpSocket: { port: 8000 } }\n') }, ALWAYS],
    ['a job', { 'k8s.yaml': deployment('', 'Job') }, ALWAYS],
    ['a controller that adds probes', { 'k8s.yaml': deployment('', 'InferenceService') }, ALWAYS],
    ['another program in the image', service('    image: vllm/vllm-openai:v0.11.0\n    entrypoint: python3 /bench.py\n'), ALWAYS],
    ['a client', service('    image: example/vllm-client:1\n'), ALWAYS],
  ] satisfies [string, string | Files, object | undefined][])('is silent on %s', (_what, files, options) => {
    expect(linesOf(RULE, files, options)).toEqual([]);
  });
});
