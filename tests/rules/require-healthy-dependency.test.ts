import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';

const RULE = 'require-healthy-dependency';
const CHECK = '    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]\n';
const vllm = (rest = CHECK) => `  vllm:\n    image: vllm/vllm-openai:v0.11.0\n    command: --model Qwen/Qwen3-8B\n${rest}`;
const app = (waits: string, server = vllm()) => `services:\n  app:\n    image: example/app:1\n${waits}${server}`;
const HEALTHY = '    depends_on:\n      vllm:\n        condition: service_healthy\n';

describe('require-healthy-dependency', () => {
  it('waits for healthy in a list, and keeps its comments', () => {
    const code = app('    depends_on:\n      - redis # cache\n      # the model\n      - "vllm"\n');
    const { places, fixed } = lintDeployment(RULE, code);
    expect(places).toEqual([
      '7:10 `app` waits only until `vllm` has started. Until it is ready, vLLM refuses connections. Use `condition: service_healthy`.',
    ]);
    expect(fixed).toBe(
      app(
        '    depends_on:\n      redis: # cache\n        condition: service_started\n      # the model\n      vllm:\n        condition: service_healthy\n',
      ),
    );
    expect(linesOf(RULE, fixed)).toEqual([]);
  });

  it.each([
    [
      'flow style',
      '    depends_on: [redis, vllm]\n',
      '    depends_on: { redis: { condition: service_started }, vllm: { condition: service_healthy } }\n',
    ],
    [
      'a condition',
      '    depends_on:\n      vllm:\n        condition: service_started # now\n',
      '    depends_on:\n      vllm:\n        condition: service_healthy # now\n',
    ],
    [
      'a list in the column of its key',
      '    depends_on:\n    - redis\n    - vllm\n',
      '    depends_on:\n      redis:\n        condition: service_started\n      vllm:\n        condition: service_healthy\n',
    ],
  ])('corrects %s', (_what, before, after) => {
    expect(lintDeployment(RULE, app(before)).fixed).toBe(app(after));
  });

  it('only reports where the server has no check, or one that cannot succeed', () => {
    const bare = app('    depends_on: [vllm]\n', vllm(''));
    expect(lintDeployment(RULE, bare).places).toEqual([
      '4:18 `app` waits only until `vllm` has started. Give vLLM a health check, then wait for `service_healthy`.',
    ]);
    expect(lintDeployment(RULE, bare).fixed).toBe(bare);
    const blind = app('    depends_on: [vllm]\n', vllm('    healthcheck: { test: "curl -f http://localhost:9000/health" }\n'));
    expect(lintDeployment(RULE, blind).fixed).toBe(blind);
  });

  it('offers to wait where a service has the address and waits for nothing', () => {
    const code = app('    environment: { OPENAI_BASE_URL: "http://vllm:8000/v1" }\n');
    expect(lintDeployment(RULE, code).places).toEqual([
      '3:12 `app` does not wait for `vllm`, whose address it has. Until vLLM is ready its requests fail. Add `depends_on` with `service_healthy`.',
    ]);
    expect(linesOf(RULE, suggested(RULE, code))).toEqual([]);
  });

  it.each([
    ['a service that waits for healthy', app(HEALTHY)],
    [
      'a service that waits by way of another one',
      `${app('    depends_on: [proxy, vllm]\n')}  proxy:\n    image: example/proxy:1\n${HEALTHY}`,
    ],
    ['a service that waits by itself', app('    command: ["./wait-for-it.sh", "vllm:8000", "--", "start"]\n    depends_on: [vllm]\n')],
    ['a variable of a waiting tool', app('    environment: { WAIT_HOSTS: "vllm:8000" }\n    depends_on: [vllm]\n')],
    [
      'a loop that asks',
      app('    command: sh -c "until curl -f http://vllm:8000/health; do sleep 5; done; start"\n    depends_on: [vllm]\n'),
    ],
    ['another service', app('    depends_on: [redis]\n')],
    [
      'an address of a server with a profile',
      app('    environment: { OPENAI_BASE_URL: "http://vllm:8000/v1" }\n', vllm(`${CHECK}    profiles: [gpu]\n`)),
    ],
    [
      'a service that another file completes',
      { 'compose.yaml': app('    depends_on: [vllm]\n'), 'compose.override.yaml': `services:\n  app:\n${HEALTHY}` },
    ],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
