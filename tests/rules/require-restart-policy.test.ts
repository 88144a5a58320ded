import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'require-restart-policy';
const service = (rest: string, image = 'vllm/vllm-openai:v0.11.0') => `services:\n  llm:\n    image: ${image}\n${rest}`;

describe('require-restart-policy', () => {
  it('offers one that a person can still stop', () => {
    expect(lintDeployment(RULE, service('')).places).toEqual([
      '3:12 `llm` runs vLLM without a restart policy. After a crash every connection is refused until a person starts it. Add `restart: unless-stopped`.',
    ]);
    expect(suggested(RULE, service(''))).toBe(service('    restart: unless-stopped\n'));
  });

  it.each([
    ['a policy', service('    restart: on-failure\n')],
    ['a decision against one', service('    restart: "no"\n')],
    ["a swarm's policy", service('    deploy:\n      restart_policy: { condition: on-failure }\n')],
    ['another program', service('', 'example/app:1')],
    ['a policy in a merged anchor', `x-base: &base\n  restart: always\n${service('    <<: *base\n')}`],
    [
      'a file that completes the service',
      {
        'compose.yaml': service(''),
        'compose.override.yaml': program`
          services:
            llm:
              restart: always

        `,
      },
    ],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
