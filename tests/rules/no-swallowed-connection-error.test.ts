import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/no-swallowed-connection-error': 'error' } as const;
const javascript = { rules };
const python = { rules, filename: 'src/file.py' };

const OPENAI = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";
const CREATE = "client.chat.completions.create({ model: 'm', messages: [] })";
const OPENAI_PY = 'import openai\nclient = openai.OpenAI()\n';
const CREATE_PY = 'client.chat.completions.create(model="m", messages=[])';

/** A function around lines, indented. */
const fn = (...lines: string[]): string => `${OPENAI}export async function answer(ui) {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
const def = (...lines: string[]): string => `${OPENAI_PY}def answer(ui):\n${lines.map((line) => `    ${line}\n`).join('')}`;
const shown = [`const reply = await ${CREATE};`, 'ui.show(reply.id);'];
const shownPy = [`reply = ${CREATE_PY}`, 'ui.show(reply)'];
const inTry = (handler: string, body: readonly string[] = shown): string => fn('try {', ...body.map((line) => `  ${line}`), `} ${handler}`);
const inTryPy = (handler: readonly string[], body: readonly string[] = shownPy): string =>
  def('try:', ...body.map((line) => `    ${line}`), ...handler);

describe('no-swallowed-connection-error in JavaScript', () => {
  it('points at the handler and says what it drops', () => {
    const [finding] = lint(inTry('catch {}'), javascript);
    expect(finding).toMatchObject({ line: 7, column: 5, endColumn: 10 });
    expect(finding?.message).toBe(
      '`catch` swallows the connection error of `client.chat.completions.create`. The OpenAI SDK throws `APIConnectionError`, and no log shows it. Log it and tell the caller.',
    );
  });

  it.each([
    ['an empty block', inTry('catch {}')],
    ['an empty block with a name', inTry('catch (error) {}')],
    [
      'a comment',
      inTry(program`
        catch {
            // best effort
          }
      `),
    ],
    ['a bare return', inTry('catch { return; }')],
    ['return undefined', inTry('catch { return undefined; }')],
    ['void', inTry('catch (error) { void error; }')],
    [
      'continue in a loop over a list',
      fn('for (const question of ui.questions) {', '  try {', `    ui.show(question, await ${CREATE});`, '  } catch { continue; }', '}'),
    ],
    ['a variable that is read only in the block', inTry('catch {}', ['let reply;', `reply = await ${CREATE};`, 'ui.show(reply);'])],
    [
      'a stream',
      `${OPENAI}export async function answer(ui) {\n  try {\n    for await (const part of await client.chat.completions.create({ model: 'm', messages: [], stream: true })) ui.show(part);\n  } catch {}\n}\n`,
    ],
    [
      '.catch behind .then',
      `${OPENAI}export function answer(ui) {\n  void ${CREATE}.then((reply) => ui.show(reply)).catch(() => {});\n}\n`,
    ],
    ['.catch with a value that is dropped', `${OPENAI}export function answer(ui) {\n  ${CREATE}.then(ui.show).catch(() => null);\n}\n`],
    [
      'the second function of .then',
      `${OPENAI}export function answer(ui) {\n  ${CREATE}.then((reply) => { ui.show(reply); }, () => {});\n}\n`,
    ],
    [
      'a function that does nothing',
      `${OPENAI}const noop = () => {};\nexport function answer(ui) {\n  ${CREATE}.then(ui.show).catch(noop);\n}\n`,
    ],
    [
      '.catch of a promise that is not awaited elsewhere',
      `${OPENAI}export function answer(ui) {\n  const shown = ${CREATE}.then(ui.show);\n  shown.catch(() => {});\n}\n`,
    ],
    [
      'a handler in the caller',
      `${OPENAI}async function ask(ui) {\n  const reply = await ${CREATE};\n  ui.show(reply);\n}\nexport async function answer(ui) {\n  try {\n    await ask(ui);\n  } catch {}\n}\n`,
    ],
    [
      'a POST by hand',
      program`
        export async function answer(ui) {
          try {
            const reply = await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST', body: ui.text });
            ui.show(await reply.json());
          } catch {}
        }

      `,
    ],
  ])('found: %s', (_what, code) => {
    expect(lint(code, javascript)).toHaveLength(1);
  });

  it.each([
    ['logs', inTry('catch (error) { console.error(error); }')],
    ['calls something', inTry('catch { ui.fail(); }')],
    ['sets something', inTry('catch { ui.failed = true; }')],
    ['returns a value', inTry('catch { return false; }')],
    ['returns null, which is an answer', inTry('catch { return null; }')],
    ['throws', inTry("catch { throw new Error('down'); }")],
    ['asks first', inTry("catch (error) { if (error.name !== 'AbortError') ui.fail(error); }")],
    ['breaks out of a loop', fn('while (true) {', '  try {', `    ui.show(await ${CREATE});`, '  } catch { break; }', '}')],
    ['a value that is returned', inTry('catch {}', [`return await ${CREATE};`])],
    ['a fallback behind the try', fn('try {', `  return await ${CREATE};`, '} catch {}', "return 'later';")],
    ['a bare return in a function that returns answers', inTry('catch { return; }', [`return await ${CREATE};`])],
    ['a variable that is read behind', fn('let reply;', 'try {', `  reply = await ${CREATE};`, '} catch {}', 'ui.show(reply);')],
    ['a flag', fn('let ok = false;', 'try {', `  ui.show(await ${CREATE});`, '  ok = true;', '} catch {}', 'return ok;')],
    ['a field', fn('try {', `  ui.reply = await ${CREATE};`, '} catch {}')],
    [
      'a count',
      fn(
        'let done = 0;',
        'for (const x of ui.xs) {',
        '  try {',
        `    ui.show(await ${CREATE});`,
        '    done++;',
        '  } catch {}',
        '}',
        'ui.tell(done);',
      ),
    ],
    [
      'a jump past the fallback',
      fn('for (const x of ui.xs) {', '  try {', `    ui.show(x, await ${CREATE});`, '    continue;', '  } catch {}', '  ui.fail(x);', '}'),
    ],
    [
      'the next endpoint',
      fn(
        'for (const endpoint of ui.endpoints) {',
        '  try {',
        "    return await new OpenAI({ baseURL: endpoint }).chat.completions.create({ model: 'm', messages: [] });",
        '  } catch {}',
        '}',
      ),
    ],
    ['a second try', fn('for (let i = 0; i < 3; i++) {', '  try {', `    ui.show(await ${CREATE});`, '    return;', '  } catch {}', '}')],
    ['a warm-up', fn('try {', `  await ${CREATE};`, '} catch {}')],
    ['a warm-up that is not awaited', `${OPENAI}${CREATE}.catch(() => {});\n`],
    [
      'a warm-up in a function',
      `${OPENAI}const warmUp = () => ${CREATE};\nexport async function start() {\n  try {\n    await warmUp();\n  } catch {}\n}\n`,
    ],
    ['a model list', fn('try {', '  ui.show(await client.models.list());', '} catch {}')],
    [
      'a health check',
      program`
        export async function check(ui) {
          try {
            ui.show((await fetch('http://gpu:8000/health')).status, await fetch('http://gpu:8000/v1/chat/completions'));
          } catch {}
        }

      `,
    ],
    [
      'a value for the waiting caller',
      `${OPENAI}export async function answer(ui) {\n  const reply = await ${CREATE}.catch(() => undefined);\n  ui.show(reply);\n}\n`,
    ],
    [
      'a promise that is waited for later',
      `${OPENAI}export async function answer(ui) {\n  const pending = ${CREATE};\n  pending.catch(() => {});\n  await ui.open();\n  ui.show(await pending);\n}\n`,
    ],
    ['a promise in a field', `${OPENAI}export function start(ui) {\n  ui.pending = ${CREATE};\n  ui.pending.catch(() => {});\n}\n`],
    ['a promise that is returned', `${OPENAI}export function answer(ui) {\n  return ${CREATE}.then(ui.show).catch(() => {});\n}\n`],
    [
      'a field set in .then',
      `${OPENAI}export function answer(ui) {\n  void ${CREATE}.then((reply) => { ui.reply = reply; }).catch(() => {});\n}\n`,
    ],
    [
      'a handler that logs and throws inside',
      `${OPENAI}async function ask(ui) {\n  try {\n    ui.show(await ${CREATE});\n  } catch (error) {\n    console.error(error);\n    throw error;\n  }\n}\nexport async function answer(ui) {\n  try {\n    await ask(ui);\n  } catch {}\n}\n`,
    ],
    ['a poll', `${OPENAI}setInterval(async () => {\n  try {\n    document.title = (await ${CREATE}).id;\n  } catch {}\n}, 1000);\n`],
    [
      'a client of other code',
      program`
        import client from './store.js';
        export async function save(ui) {
          try {
            ui.show(await client.create({}));
          } catch {}
        }

      `,
    ],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, javascript)).toEqual([]);
  });

  it('leaves tests alone unless asked', () => {
    expect(lint(inTry('catch {}'), { ...javascript, filename: 'tests/answer.ts' })).toEqual([]);
    expect(lint(inTry('catch {}'), { ...javascript, filename: 'tests/answer.ts', settings: { testFiles: 'report' } })).toHaveLength(1);
  });

  it('leaves a failure that others also miss to their rules', () => {
    const code = `${OPENAI}async function ask(ui) {\n  ui.show(await ${CREATE});\n}\ntry {\n  await ask(console);\n} catch {}\nawait ask(console);\n`;
    expect(lint(code, javascript)).toEqual([]);
    expect(lint(code, { rules: { 'vllm/require-connection-error-handling': 'error' } })).toHaveLength(1);
  });

  it.each([
    ['an empty block', inTry('catch {}'), '  } catch (error) {\n    console.error('],
    ['an empty block with a name', inTry('catch (e) { }'), '  } catch (e) {\n    console.error('],
    [
      'a comment',
      inTry(program`
        catch {
            // keep
          }
      `),
      'catch (error) {\n    console.error(',
    ],
    ['a comment on one line', inTry('catch { /* keep */ }'), 'catch (error) { console.error('],
    ['a bare return', inTry('catch { return; /* keep */ }'), ' return; /* keep */ }'],
    [
      'continue',
      fn(
        'for (const question of ui.questions) {',
        '  try {',
        `    ui.show(question, await ${CREATE});`,
        '  } catch {',
        '    // keep',
        '    continue;',
        '  }',
        '}',
      ),
      '      console.error(',
    ],
    [
      'a promise',
      `${OPENAI}export function answer(ui) {\n  void ${CREATE}.then(ui.show).catch(() => {});\n}\n`,
      '.catch((error) => {\n    console.error(',
    ],
    [
      'a promise with a value',
      `${OPENAI}export function answer(ui) {\n  void ${CREATE}.then(ui.show).catch(() => null);\n}\n`,
      '.catch((error) => {\n    console.error(',
    ],
    [
      'a promise with a named function',
      `${OPENAI}const noop = () => {};\nexport function answer(ui) {\n  void ${CREATE}.then(ui.show).catch(noop);\n}\n`,
      '.catch((error) => {\n    console.error(',
    ],
    ['a taken name', fn('const error = 1;', 'try {', `  ui.show(error, await ${CREATE});`, '} catch {}'), 'catch (err) {'],
    ['CRLF', inTry('catch {}').replaceAll('\n', '\r\n'), 'catch (error) {\r\n    console.error('],
  ])('the suggestions end the finding: %s', (_what, code, expected) => {
    const [finding] = lint(code, javascript);
    if (!finding) throw new Error('no finding');
    expect(finding.suggestions?.[0]?.desc).toBe('Log the error');
    for (const index of (finding.suggestions ?? []).keys()) {
      const repaired = applySuggestion(code, finding, index);
      expect(lint(repaired, javascript)).toEqual([]);
      if (code.includes('keep')) expect(repaired).toContain('keep');
      if (index === 0) expect(repaired).toContain(expected);
      if (code.includes('\r\n')) expect(repaired).not.toMatch(/[^\r]\n/);
    }
  });

  it('writes the whole handler', () => {
    const code = inTry('catch {}');
    const [finding] = lint(code, javascript);
    if (!finding) throw new Error('no finding');
    const log = "console.error('Cannot reach the LLM server. Is it running, and is its base URL right?', error);";
    expect(applySuggestion(code, finding, 0)).toContain(`  } catch (error) {\n    ${log}\n  }\n`);
    expect(finding.suggestions?.[1]?.desc).toBe('Log the error, then rethrow');
    expect(applySuggestion(code, finding, 1)).toContain(`  } catch (error) {\n    ${log}\n    throw error;\n  }\n`);
  });

  it.each([
    [
      'console is something else',
      `${OPENAI}export async function answer(ui, console) {\n  try {\n    ui.show(await ${CREATE});\n  } catch {}\n}\n`,
    ],
    ['the error is taken apart', inTry('catch ({ message }) {}')],
  ])('no suggestion: %s', (_what, code) => {
    const [finding] = lint(code, javascript);
    expect(finding).toBeDefined();
    expect(finding?.suggestions ?? []).toEqual([]);
  });
});

describe('no-swallowed-connection-error in Python', () => {
  it('points at the clause and says what it drops', () => {
    const [finding] = lint(inTryPy(['except Exception:', '    pass']), python);
    expect(finding).toMatchObject({ line: 7, column: 5, endColumn: 21 });
    expect(finding?.message).toContain(
      '`except Exception` swallows the connection error of `client.chat.completions.create`. The OpenAI SDK raises `openai.APIConnectionError`',
    );
  });

  it.each([
    ['pass', inTryPy(['except Exception:', '    pass'])],
    ['an ellipsis', inTryPy(['except Exception:', '    ...'])],
    ['a text', inTryPy(['except Exception:', '    "ignored"'])],
    ['a bare except', inTryPy(['except:', '    pass'])],
    ['its own class', inTryPy(['except openai.APIConnectionError:', '    pass  # the server is optional'])],
    ['a bare return', inTryPy(['except Exception:', '    return'])],
    ['return None', inTryPy(['except Exception:', '    return None'])],
    [
      'continue in a loop over a list',
      def(
        'for question in ui.questions:',
        '    try:',
        `        ui.show(question, ${CREATE_PY})`,
        '    except Exception:',
        '        continue',
      ),
    ],
    ['else', def('try:', `    reply = ${CREATE_PY}`, 'except Exception:', '    pass', 'else:', '    ui.show(reply)')],
    ['suppress', `from contextlib import suppress\n${def('with suppress(Exception):', `    ui.show(${CREATE_PY})`)}`],
    [
      'a coroutine',
      `import openai\nclient = openai.AsyncOpenAI()\nasync def answer(ui):\n    try:\n        ui.show(await ${CREATE_PY})\n    except Exception:\n        pass\n`,
    ],
    [
      'a handler in the caller',
      `${OPENAI_PY}def ask(ui):\n    ui.show(${CREATE_PY})\ndef answer(ui):\n    try:\n        ask(ui)\n    except Exception:\n        pass\n`,
    ],
    [
      'a POST by hand',
      program`
        import requests
        def answer(ui):
            try:
                reply = requests.post("http://gpu:8000/v1/chat/completions", json=ui.body)
                ui.show(reply.json())
            except requests.RequestException:
                pass

      `,
    ],
  ])('found: %s', (_what, code) => {
    expect(lint(code, python)).toHaveLength(1);
  });

  it.each([
    ['logs', inTryPy(['except Exception as e:', '    print(e)'])],
    ['sets something', inTryPy(['except Exception:', '    ui.failed = True'])],
    ['returns a value', inTryPy(['except Exception:', '    return ""'])],
    ['raises', inTryPy(['except Exception:', '    raise SystemExit(1)'])],
    ['breaks', def('while True:', '    try:', `        ui.show(${CREATE_PY})`, '    except Exception:', '        break')],
    ['another failure', inTryPy(['except KeyError:', '    pass'])],
    ['a value that is returned', inTryPy(['except Exception:', '    pass'], [`return ${CREATE_PY}`])],
    ['None where answers are returned', inTryPy(['except Exception:', '    return None'], [`return ${CREATE_PY}`])],
    ['a fallback behind the try', def('try:', `    return ${CREATE_PY}`, 'except Exception:', '    pass', 'return "later"')],
    [
      'a variable that is read behind',
      def('reply = None', 'try:', `    reply = ${CREATE_PY}`, 'except Exception:', '    pass', 'ui.show(reply)'),
    ],
    ['a field', def('try:', `    ui.reply = ${CREATE_PY}`, 'except Exception:', '    pass')],
    ['a count', def('done = 0', 'try:', `    ui.show(${CREATE_PY})`, '    done += 1', 'except Exception:', '    pass', 'return done')],
    [
      'the next endpoint',
      def(
        'for url in ui.urls:',
        '    try:',
        '        return openai.OpenAI(base_url=url).chat.completions.create(model="m", messages=[])',
        '    except Exception:',
        '        continue',
      ),
    ],
    [
      'a second try',
      def(
        'for attempt in range(3):',
        '    try:',
        `        ui.show(${CREATE_PY})`,
        '        break',
        '    except Exception:',
        '        pass',
      ),
    ],
    ['a warm-up', def('try:', `    ${CREATE_PY}`, 'except Exception:', '    pass')],
    ['a model list', def('try:', '    ui.show(client.models.list())', 'except Exception:', '    pass')],
    [
      'a health check',
      program`
        import requests
        def check(ui):
            try:
                ui.show(requests.get("http://gpu:8000/v1/models").json())
            except requests.RequestException:
                pass

      `,
    ],
    [
      'a test that wants the failure',
      `import pytest\n${OPENAI_PY}def check(ui):\n    with pytest.raises(Exception):\n        ui.show(${CREATE_PY})\n`,
    ],
    ['suppress of another failure', `from contextlib import suppress\n${def('with suppress(KeyError):', `    ui.show(${CREATE_PY})`)}`],
    [
      'suppress around what is read behind',
      `from contextlib import suppress\n${def('reply = None', 'with suppress(Exception):', `    reply = ${CREATE_PY}`, 'return reply')}`,
    ],
    [
      'a function of the same name',
      `${OPENAI_PY}from ui import suppress\ndef answer(ui):\n    with suppress(Exception):\n        ui.show(${CREATE_PY})\n`,
    ],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, python)).toEqual([]);
  });

  it.each([
    ['pass', inTryPy(['except Exception:', '    pass  # keep']), '    except Exception:\n        logging.exception('],
    ['pass on one line', inTryPy(['except Exception: pass  # keep']), '    except Exception: logging.exception('],
    ['an ellipsis', inTryPy(['except Exception:', '    ...  # keep']), 'logging.exception('],
    ['a bare return', inTryPy(['except Exception:', '    # keep', '    return']), ')\n        return'],
    [
      'continue on one line',
      def('for question in ui.questions:', '    try:', `        ui.show(question, ${CREATE_PY})`, '    except Exception: continue  # keep'),
      '; continue  # keep',
    ],
    [
      'a logger',
      inTryPy(['except Exception:', '    pass  # keep']).replace(
        'import openai\n',
        program`
          import logging
          import openai
          logger = logging.getLogger(__name__)

        `,
      ),
      'logger.exception(',
    ],
    ['suppress', `from contextlib import suppress\n${def('with suppress(Exception):', `    ui.show(${CREATE_PY})  # keep`)}`, '    try:\n'],
    [
      'suppress of two',
      `import contextlib\n${def('with contextlib.suppress(openai.APIConnectionError, ValueError):', `    ui.show(${CREATE_PY})  # keep`)}`,
      '    except (openai.APIConnectionError, ValueError):\n        logging.exception(',
    ],
    ['CRLF', inTryPy(['except Exception:', '    pass  # keep']).replaceAll('\n', '\r\n'), 'logging.exception('],
  ])('the suggestions end the finding: %s', (_what, code, expected) => {
    const [finding] = lint(code, python);
    if (!finding) throw new Error('no finding');
    expect(finding.suggestions?.map(({ desc }) => desc).slice(0, 2)).toEqual(['Log the exception', 'Log the exception, then re-raise']);
    for (const index of [0, 1]) {
      const repaired = applySuggestion(code, finding, index);
      expect(lint(repaired, python)).toEqual([]);
      expect(repaired).toContain('# keep');
      if (index === 0) expect(repaired).toContain(expected);
      if (index === 1) expect(repaired).toMatch(/\braise\b/);
      if (code.includes('\r\n')) expect(repaired).not.toMatch(/[^\r]\n/);
    }
  });
});
