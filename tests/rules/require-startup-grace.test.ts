import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf } from './deployment.js';

const RULE = 'require-startup-grace';
const compose = (check: string, condition = 'service_healthy', image = 'vllm/vllm-openai:v0.11.0') =>
  `services:\n  llm:\n    image: ${image}\n    healthcheck:\n      test: curl -f http://localhost:8000/health\n${check}  app:\n    image: example/app:1\n    depends_on: { llm: { condition: ${condition} } }\n`;
const pod = (probes: string, image = 'vllm/vllm-openai:v0.11.0') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec:\n  containers:\n    - name: llm\n      image: ${image}\n${probes}`;
const HTTP = 'httpGet: { path: /health, port: 8000 }';

describe('require-startup-grace', () => {
  it('says how long the server is given', () => {
    expect(lintDeployment(RULE, compose('      interval: 10s\n      retries: 3\n')).places).toEqual([
      '5:13 `llm` is unhealthy after 30 s, too early for vLLM. What waits for it does not start. Raise `start_period`.',
    ]);
    expect(lintDeployment(RULE, { 'pod.yaml': pod(`      livenessProbe: { ${HTTP}, initialDelaySeconds: 30 }\n`) }).places).toEqual([
      '8:22 `llm` is killed after 60 s, too early for vLLM. It restarts while it loads the model. Add a `startupProbe` of several minutes.',
    ]);
    expect(lintDeployment(RULE, { 'pod.yaml': pod(`      startupProbe: { ${HTTP}, failureThreshold: 5 }\n`) }).places).toEqual([
      '8:21 `llm` is killed after 50 s, too early for vLLM. It restarts while it loads the model. Raise `failureThreshold`.',
    ]);
  });

  it('takes the defaults of Compose', () => {
    expect(linesOf(RULE, compose(''))).toEqual([5]);
    expect(linesOf(RULE, compose('      start_period: 1m\n'))).toEqual([]);
  });

  it.each([
    ['enough time', compose('      interval: 10s\n      retries: 60\n')],
    ['a server that nothing waits for', compose('      interval: 5s\n', 'service_started')],
    ['a server that answers before its model is loaded', compose('      interval: 5s\n', 'service_healthy', 'ollama/ollama')],
    [
      'a startup probe of minutes',
      { 'pod.yaml': pod(`      startupProbe: { ${HTTP}, failureThreshold: 60 }\n      livenessProbe: { ${HTTP} }\n`) },
    ],
    ['a readiness probe, which kills nothing', { 'pod.yaml': pod(`      readinessProbe: { ${HTTP} }\n`) }],
    ['another program', { 'pod.yaml': pod(`      livenessProbe: { ${HTTP} }\n`, 'example/app:1') }],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
