import { describe, expect, it } from 'vitest';
import { type Files, lintDeployment, linesOf, suggested } from './deployment.js';
import { program } from '../program.js';

const RULE = 'no-endpoint-mismatch';
const compose = (url: string, server = '    ports: ["8001:8000"]\n', command = '--model Qwen/Qwen3-8B') =>
  `services:\n  app:\n    image: example/app:1\n    environment:\n      OPENAI_BASE_URL: ${url}\n  vllm:\n    image: vllm/vllm-openai:v0.11.0\n    command: ${command}\n${server}`;
const cluster = (url: string, target = 'targetPort: 8000', args = '["--model", "Qwen/Qwen3-8B"]', rest = '') =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: vllm }
spec:
  template:
    metadata: { labels: { app: vllm } }
    spec:
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.11.0
          args: ${args}
${rest}---
apiVersion: v1
kind: Service
metadata: { name: llm }
spec:
  selector: { app: vllm }
  ports:
    - port: 80
      ${target}
---
apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  containers:
    - name: app
      image: example/app:1
      env: [{ name: OPENAI_BASE_URL, value: "${url}" }]
`;

describe('no-endpoint-mismatch', () => {
  it('corrects a published port that is used between containers', () => {
    const { places, fixed } = lintDeployment(RULE, compose('http://vllm:8001/v1'));
    expect(places).toEqual([
      '5:24 `http://vllm:8001/v1` has the port that is published on the host. Containers need the port inside. Use `http://vllm:8000/v1` (`vllm`).',
    ]);
    expect(fixed).toBe(compose('http://vllm:8000/v1'));
  });

  it('offers the port on which the server listens', () => {
    const code = compose('http://vllm:8080/v1', '', '--model Qwen/Qwen3-8B --port 9000');
    expect(lintDeployment(RULE, code).fixed).toBe(code);
    expect(suggested(RULE, code)).toBe(code.replace('8080', '9000'));
  });

  it('offers the name of the one server that was meant', () => {
    const code = compose('http://vllm-server:8000/v1');
    expect(suggested(RULE, code)).toBe(code.replace('vllm-server', 'vllm'));
  });

  it.each([
    ['HTTPS to a plain server', compose('https://vllm:8000/v1'), [5]],
    ['a port without a server behind the published one', compose('http://vllm:8000/v1', '    ports: ["8001:8001"]\n'), [9]],
    [
      'TGI on the port that its image does not have',
      program`
        services:
          tgi:
            image: ghcr.io/huggingface/text-generation-inference:3
            ports:
              - 8080:8080

      `,
      [5],
    ],
    ['a port that the Service does not have', { 'k8s.yaml': cluster('http://llm:8000/v1') }, [29]],
    ['a wrong targetPort', { 'k8s.yaml': cluster('http://llm/v1', 'targetPort: 8080') }, [20]],
    ['a targetPort that no container declares', { 'k8s.yaml': cluster('http://llm/v1', 'targetPort: http') }, [20]],
    ['another port on the command line', { 'k8s.yaml': cluster('http://llm/v1', 'targetPort: 8000', '["--port=9000"]') }, [20]],
  ] satisfies [string, string | Files, number[]][])('reports %s', (_what, files, lines) => {
    expect(linesOf(RULE, files)).toEqual(lines);
  });

  it.each([
    ['the port inside', compose('http://vllm:8000/v1')],
    ['an alias', compose('http://llm:8000/v1', '    container_name: llm\n')],
    ['a port that a variable decides', compose('http://vllm:8080/v1', '', '--port ${PORT}')],
    ['options from a variable', compose('http://vllm:8080/v1', '', '$ARGS')],
    ['a configuration file', compose('http://vllm:8080/v1', '', '--config /etc/vllm.yaml')],
    ['a script', compose('http://vllm:8080/v1', '    entrypoint: /start.sh\n')],
    ['another port of the container', compose('http://vllm:8080/v1', '    expose: [8080]\n')],
    ['a name of another application', `${compose('http://llm-server:8000/v1')}networks:\n  shared: { external: true }\n`],
    [
      'a service of a file beside it',
      {
        'compose.yaml': compose('http://tgi:80/v1'),
        'compose.tgi.yaml': program`
          services:
            tgi:
              image: example/tgi:1

        `,
      },
    ],
    ['a name with a dot', compose('http://vllm.example.org:8080/v1')],
    ['the standard port of the Service', { 'k8s.yaml': cluster('http://llm/v1') }],
    [
      'a named targetPort',
      { 'k8s.yaml': cluster('http://llm/v1', 'targetPort: http', '[]', '          ports: [{ name: http, containerPort: 8000 }]\n') },
    ],
    ['a Service that is not in sight', { 'k8s.yaml': cluster('http://other:8000/v1') }],
    [
      'another container of the pod',
      { 'k8s.yaml': cluster('http://llm/v1', 'targetPort: 8080', '[]', '        - name: proxy\n          image: envoyproxy/envoy:v1\n') },
    ],
  ] satisfies [string, string | Files][])('is silent on %s', (_what, files) => {
    expect(linesOf(RULE, files)).toEqual([]);
  });
});
