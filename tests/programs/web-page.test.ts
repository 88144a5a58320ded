import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySuggestion, fix, lint } from '../rules/lint.js';
import { closedPort, startLlmServer } from './llm-server.js';
import { pythonWith } from './python-environment.js';
import { program } from '../program.js';

/** The code that people copy from the web page about this error. */
const COPIED = program`
  from vllm import LLM
  client = LLM(api_base="http://localhost:8000")
  response = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": "Hello"}])

`;

const options = { filename: 'app.py', settings: { envVar: 'VLLM_API_HOST' } };

describe('the code from the web page', () => {
  it('is reported: an engine as client, a hard-coded URL, an unhandled call', () => {
    expect(lint(COPIED, options).map(({ line, column, ruleId }) => `${line}:${column} ${String(ruleId)}`)).toEqual([
      '2:10 vllm/no-offline-engine-as-client',
      '2:23 vllm/no-hardcoded-base-url',
      '3:36 vllm/require-connection-error-handling',
    ]);
  });

  it('reads the address from the environment after --fix', () => {
    expect(fix(COPIED, options).output).toBe(
      COPIED.replace('"http://localhost:8000"', 'os.environ.get("VLLM_API_HOST") or "http://localhost:8000"').replace(
        'from vllm',
        'import os\n\nfrom vllm',
      ),
    );
  });

  describe('repaired', () => {
    const repaired = repair(fix(COPIED, options).output);
    const environment = pythonWith('openai', ['openai']);
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'vllm-page-'));
      writeFileSync(join(folder, 'app.py'), repaired);
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it('leaves nothing to report', () => {
      expect(lint(repaired, options)).toEqual([]);
    });

    it.skipIf('missing' in environment)('asks a server', async () => {
      const server = await startLlmServer();
      const { code, stderr } = await run(`http://127.0.0.1:${server.port}`);
      await server.close();
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(server.paths).toEqual(['/v1/chat/completions']);
    });

    it.skipIf('missing' in environment)('survives a refused connection with a logged error', async () => {
      const { code, stderr } = await run(`http://127.0.0.1:${await closedPort()}`);
      expect(stderr).toContain('Cannot reach the LLM server');
      expect(code).toBe(0);
    });

    it.skipIf('missing' in environment)('backs off while the server comes up', async () => {
      const port = await closedPort();
      const running = run(`http://127.0.0.1:${port}`);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const server = await startLlmServer(port);
      const { code, stderr } = await running;
      await server.close();
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(server.paths).toEqual(['/v1/chat/completions']);
    });

    function run(address: string): Promise<{ readonly code: number | null; readonly stderr: string }> {
      const python = 'python' in environment ? environment.python : '';
      const child = spawn(python, ['app.py'], { cwd: folder, env: { PATH: process.env['PATH'], VLLM_API_HOST: address } });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      return new Promise((resolve) => {
        child.on('close', (code) => {
          resolve({ code, stderr });
        });
      });
    }
  });
});

describe('the missing `/v1`', () => {
  /** What people make of the page's code who know that a client is needed. */
  const withClient = COPIED.replace('from vllm import LLM', 'from openai import OpenAI').replace(
    'LLM(api_base="http://localhost:8000")',
    'OpenAI(base_url="http://localhost:8000", api_key="EMPTY", max_retries=0)',
  );
  const environment = pythonWith('openai', ['openai']);

  it('is written with the client that takes the place of the engine', () => {
    const [engine] = lint(COPIED, { ...options, rules: { 'vllm/no-offline-engine-as-client': 'error' } });
    expect(engine && applySuggestion(COPIED, engine)).toContain('base_url="http://localhost:8000/v1"');
  });

  it.each([
    ['before --fix', withClient],
    ['after --fix', fix(withClient, options).output],
  ])('is reported and added to the client: %s', (_when, code) => {
    expect(withVersion(code)).toBe(code.replace('http://localhost:8000', 'http://localhost:8000/v1'));
  });

  it.skipIf('missing' in environment)('is what the server answers to', async () => {
    expect(await askedBy(withClient)).toEqual({ code: 1, paths: ['/chat/completions'] });
    expect(await askedBy(withVersion(withClient))).toEqual({ code: 0, paths: ['/v1/chat/completions'] });
  });

  function withVersion(code: string): string {
    const [finding] = lint(code, { ...options, rules: { 'vllm/valid-base-url': 'error' } });
    if (!finding) throw new Error('valid-base-url is silent');
    return applySuggestion(code, finding);
  }

  /** What a program asks of a server at the address that it names. */
  async function askedBy(code: string): Promise<{ readonly code: number | null; readonly paths: readonly string[] }> {
    const server = await startLlmServer();
    const python = 'python' in environment ? environment.python : '';
    const child = spawn(python, ['-c', code.replace('localhost:8000', `127.0.0.1:${server.port}`)], { env: { PATH: process.env['PATH'] } });
    const status = await new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    });
    await server.close();
    return { code: status, paths: server.paths };
  }
});

/** Applies suggestions one after the other until nothing is left: the first, but of the handlers the one with a fallback. */
function repair(code: string): string {
  let text = code;
  for (let round = 0; round < 5; round++) {
    const [finding] = lint(text, options);
    if (!finding) break;
    const fallback = finding.suggestions?.findIndex(({ desc }) => desc.includes('fallback')) ?? -1;
    text = applySuggestion(text, finding, Math.max(0, fallback));
  }
  return text;
}
