import { describe, expect, it } from 'vitest';
import { lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'require-host-gateway';
const app = (rest = '', value = 'http://host.docker.internal:11434') =>
  `services:\n  app:\n    image: example/app:1\n    environment:\n      - OLLAMA_BASE_URL=${value} # on the host\n${rest}`;

describe('require-host-gateway', () => {
  it('gives the name an address', () => {
    const { places, fixed } = lintDeployment(RULE, app());
    expect(places).toEqual([
      '5:25 `host.docker.internal` has no address in service `app` on Linux. `OLLAMA_BASE_URL` works with Docker Desktop only. Add `extra_hosts: ["host.docker.internal:host-gateway"]`.',
    ]);
    expect(fixed).toBe(app('    extra_hosts:\n      - "host.docker.internal:host-gateway"\n'));
    expect(linesOf(RULE, fixed)).toEqual([]);
  });

  it('writes flow style into flow style, and keeps the line ending', () => {
    const flow = 'services:\n  app: { image: example/app:1, environment: { LLM_URL: "http://host.docker.internal:8000/v1" } }\n';
    expect(lintDeployment(RULE, flow).fixed).toBe(
      'services:\n  app: { image: example/app:1, environment: { LLM_URL: "http://host.docker.internal:8000/v1" }, extra_hosts: ["host.docker.internal:host-gateway"] }\n',
    );
    const windows = app().replaceAll('\n', '\r\n');
    expect(lintDeployment(RULE, windows).fixed).toBe(
      app('    extra_hosts:\n      - "host.docker.internal:host-gateway"\n').replaceAll('\n', '\r\n'),
    );
  });

  it('only suggests it for an anchor that several services use', () => {
    const code = program`
      x-app: &app
        image: example/app:1
        environment:
          OLLAMA_URL: http://host.docker.internal:11434
      services:
        app:
          <<: *app

    `;
    expect(lintDeployment(RULE, code).fixed).toBe(code);
    expect(linesOf(RULE, code)).toEqual([4]);
    expect(() => suggested(RULE, code)).not.toThrow();
  });

  it.each([
    ['a mapping of hosts', app('    extra_hosts:\n      host.docker.internal: host-gateway\n')],
    ['a list of hosts', app('    extra_hosts: ["host.docker.internal:host-gateway"]\n')],
    ["the host's network", app('    network_mode: host\n')],
    ['a list that is not known', app('    extra_hosts: ["${HOSTS}"]\n')],
    ['another service of the host', app('').replace('OLLAMA_BASE_URL', 'POSTGRES').replace('11434', '5432')],
    ["a service's name", app('', 'http://ollama:11434')],
  ])('is silent on %s', (_what, code) => {
    expect(linesOf(RULE, code)).toEqual([]);
  });

  it('is silent on a file for Docker Desktop', () => {
    expect(linesOf(RULE, { 'docker-compose-mac.yml': app() })).toEqual([]);
    expect(linesOf(RULE, { 'docker-compose-machine.yml': app() })).toEqual([5]);
  });
});
