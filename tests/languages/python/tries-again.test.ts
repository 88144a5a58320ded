import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

const POST = "requests.post('http://gpu:8000/v1/chat/completions', json={})";
const head = ['import requests, time, os, tenacity, backoff, stamina', 'from tenacity import retry, stop_after_attempt'];
const pythonProgram = (...code: readonly string[]): string => lines(...head, ...code);
const indented = (code: readonly string[], by = '    '): readonly string[] => code.map((line) => by + line);

/** `retry / handling` of the only call. */
function outcomeOf(code: string): string {
  const { calls } = extractionOf(code).facts;
  expect(calls).toHaveLength(1);
  const [call] = calls;
  return `${String(call?.retry.kind)} / ${call?.handling.kind === 'lost' ? `lost:${call.handling.end}` : String(call?.handling.kind)}`;
}

/** Rules with a finding. */
function rulesOf(code: string, ...rules: readonly string[]): readonly string[] {
  return [...new Set(lint(code, { filename: 'src/file.py' }).flatMap(({ ruleId }) => ruleId?.replace('vllm/', '') ?? []))].filter((rule) =>
    rules.includes(rule),
  );
}

describe('a failure that is raised when the attempts are over', () => {
  const helper = (...loop: readonly string[]): string => pythonProgram('def again(fn):', ...indented(loop), `again(lambda: ${POST})`);
  it.each([
    [
      'the same error after the last attempt',
      helper(
        'attempt = 0',
        'while True:',
        '    try:',
        '        return fn()',
        '    except requests.ConnectionError:',
        '        if attempt == 5:',
        '            raise',
        '        time.sleep(2)',
        '        attempt += 1',
      ),
      'wrapper / lost:top-level',
    ],
    [
      'the same error by its name',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception as error:',
        '        if attempt == 2:',
        '            raise error',
        '        time.sleep(2)',
      ),
      'wrapper / lost:top-level',
    ],
    [
      'the last error behind the loop',
      helper(
        'last = None',
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception as error:',
        '        last = error',
        '        time.sleep(2)',
        'raise last',
      ),
      'wrapper / lost:top-level',
    ],
    [
      'the last error in the else of the loop',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception as error:',
        '        last = error',
        'else:',
        '    raise last',
      ),
      'wrapper / lost:top-level',
    ],
    [
      'recursion',
      pythonProgram(
        'def ask(left=3):',
        '    try:',
        `        return ${POST}`,
        '    except Exception:',
        '        if left == 0:',
        '            raise',
        '        return ask(left - 1)',
        'ask()',
      ),
      'loop / lost:top-level',
    ],
    [
      'it is caught',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception:',
        '        if attempt == 2:',
        '            raise',
        '        time.sleep(2)',
      ).replace(
        /(again\(lambda.*)$/,
        program`
          try:
              $1
          except requests.ConnectionError:
              print("down")
        `,
      ),
      'wrapper / caught',
    ],
    [
      'another error that says what happened',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception as error:',
        '        last = error',
        'raise RuntimeError("the server is down") from last',
      ),
      'wrapper / caught',
    ],
    [
      'it is logged before',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception as error:',
        '        if attempt == 2:',
        '            print("giving up", error)',
        '            raise',
        '        time.sleep(2)',
      ),
      'wrapper / caught',
    ],
    [
      'each failure is logged, the last one raised behind the loop',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception as error:',
        '        last = error',
        '        print("attempt failed", error)',
        'raise last',
      ),
      'wrapper / caught',
    ],
    [
      'the last error behind a loop that the handler leaves',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception as error:',
        '        last = error',
        '        if attempt == 2:',
        '            break',
        '        time.sleep(1)',
        'raise last',
      ),
      'wrapper / lost:top-level',
    ],
    [
      'nothing is raised',
      helper(
        'for attempt in range(3):',
        '    try:',
        '        return fn()',
        '    except Exception:',
        '        time.sleep(2)',
        'return None',
      ),
      'wrapper / caught',
    ],
  ])('%s', (_what, code, expected) => {
    expect(outcomeOf(code)).toBe(expected);
  });
});

describe('a loop that collects answers is no retry', () => {
  const loop = (first: string, body: readonly string[], ...behind: readonly string[]): string =>
    pythonProgram(
      'def sample():',
      `    return ${POST}`,
      'def main():',
      '    answers = []',
      '    best = {}',
      `    ${first}`,
      '        try:',
      ...indented(body, '            '),
      '        except Exception as error:',
      '            print(error)',
      ...indented(behind, '        '),
      'main()',
    );
  it.each([
    [
      'until a wrong one',
      loop('for n in range(1000):', ['reply = sample()', 'answers.append(reply)', 'if not reply.ok:', '    break']),
      'unknown / caught',
    ],
    ['that keeps them in a dict', loop('for n in range(1000):', ['best[n] = sample()', 'if best[n].ok:', '    break']), 'unknown / caught'],
    ['until there are enough', loop('while len(answers) < 10:', ['answers.append(sample())']), 'unknown / caught'],
    ['that counts them', loop('while len(answers) < 10:', ['reply = sample()'], 'answers.append(reply)'), 'unknown / caught'],
    [
      'that something ends before the call',
      loop('while True:', ['if os.path.exists("stop"):', '    break', 'print(sample())']),
      'unknown / caught',
    ],
    [
      'a retry that keeps the one good answer',
      loop('for n in range(3):', ['reply = sample()', 'answers.append(reply)', 'break']),
      'loop / caught',
    ],
    [
      'a retry that asks for a good answer',
      loop('for n in range(3):', ['reply = sample()', 'if reply.ok:', '    answers.append(reply)', '    break']),
      'loop / caught',
    ],
    [
      'a retry with parts of its own',
      loop('for n in range(3):', [
        'parts = []',
        'for line in sample().iter_lines():',
        '    parts.append(line)',
        'if parts:',
        '    return parts',
      ]),
      'loop / caught',
    ],
    ['a list of prompts', loop('for prompt in ["a", "b"]:', ['answers.append(sample())']), 'none / caught'],
  ])('%s', (_what, code, expected) => {
    expect(outcomeOf(code)).toBe(expected);
  });

  it('gets neither a finding about its pauses nor one about what it tries again', () => {
    const code = (body: readonly string[]) => loop('for n in range(1000):', body);
    expect(
      rulesOf(
        code(['reply = sample()', 'reply.raise_for_status()', 'answers.append(reply)', 'if not reply.ok:', '    break']),
        'require-retry-backoff',
        'no-blind-retry',
      ),
    ).toEqual([]);
    expect(rulesOf(code(['reply = sample()', 'reply.raise_for_status()', 'break']), 'require-retry-backoff', 'no-blind-retry')).toContain(
      'require-retry-backoff',
    );
  });
});

describe('a loop for bad answers leaves after a failure', () => {
  const loop = (handler: readonly string[], ...behind: readonly string[]): string =>
    pythonProgram(
      'def ask():',
      '    for attempt in range(5):',
      '        try:',
      `            answer = ${POST}.json()["text"]`,
      '        except Exception as error:',
      ...indented(handler, '            '),
      ...indented(behind, '        '),
      'print(ask())',
    );
  it.each([
    [
      'with a text in its place',
      loop(['print(error)', 'answer = "I cannot answer now."'], 'if "<think>" in answer:', '    continue', 'return answer'),
      'none / caught',
    ],
    ['whatever came', loop(['answer = None'], 'return answer'), 'none / caught'],
    [
      'not where the test asks for that text',
      loop(['answer = "error"'], 'if answer == "error":', '    continue', 'return answer'),
      'loop / caught',
    ],
    [
      'not where the handler goes on for some time',
      loop(['answer = "down"', 'if attempt < 3:', '    continue'], 'return answer'),
      'loop / caught',
    ],
    ['not where nothing came', loop(['answer = None'], 'if answer is None:', '    continue', 'return answer'), 'loop / caught'],
    ['not where only an answer leaves', loop(['answer = None'], 'if answer:', '    return answer'), 'loop / caught'],
  ])('%s', (_what, code, expected) => {
    expect(outcomeOf(code)).toBe(expected);
  });
});

describe('a retry library around a generator', () => {
  const generator = (decorator: string, use: readonly string[] = ['for line in stream():', '    print(line)']): string =>
    pythonProgram(decorator, 'def stream():', `    for line in ${POST}.iter_lines():`, '        yield line', ...use);
  const handled = [
    'try:',
    '    for line in stream():',
    '        print(line)',
    'except requests.ConnectionError as error:',
    '    raise SystemExit("down") from error',
  ];
  it.each([
    // Measured: each calls the generator function once, and the failure comes out of the loop that reads it.
    ['tenacity', generator('@retry(stop=stop_after_attempt(3))'), 'none / lost:top-level'],
    ['tenacity, read in try', generator('@retry(stop=stop_after_attempt(3))', handled), 'none / caught'],
    ['backoff', generator('@backoff.on_exception(backoff.expo, Exception, max_tries=3)', handled), 'none / caught'],
    // Measured: it reads the generator itself, and begins again.
    ['stamina', generator('@stamina.retry(on=Exception, attempts=3)', handled), 'wrapper / caught'],
    [
      'tenacity around a function that reads one',
      generator('', ['@retry(stop=stop_after_attempt(3), reraise=True)', 'def read():', '    return list(stream())', 'read()']),
      'wrapper / lost:top-level',
    ],
  ])('%s', (_what, code, expected) => {
    expect(outcomeOf(code)).toBe(expected);
  });

  it('works for an asynchronous one as well', () => {
    const code = program`
      import httpx, asyncio
      from tenacity import retry
      @retry
      async def stream():
          async with httpx.AsyncClient() as client:
              async with client.stream('POST', 'http://gpu:8000/v1/completions') as reply:
                  async for line in reply.aiter_lines():
                      yield line
      async def main():
          async for line in stream():
              print(line)
      asyncio.run(main())
    `;
    expect(outcomeOf(code)).toBe('none / lost:top-level');
  });
});

describe('what ends a stream sends nothing', () => {
  const stream = (...code: readonly string[]): string => lines('import ollama, httpx', 'client = httpx.Client()', ...code);
  const READ = ['try:', '    for part in stream:', '        print(part)', 'except Exception:', '    print("down")'];
  it.each([
    ['close', stream("stream = ollama.chat(model='m', stream=True)", ...READ, 'stream.close()'), 'none / caught'],
    [
      '__exit__',
      stream(
        "manager = client.stream('POST', 'http://gpu:8000/v1/completions')",
        'try:',
        '    reply = manager.__enter__()',
        'except Exception:',
        '    print("down")',
        'manager.__exit__(None, None, None)',
      ),
      'none / caught',
    ],
    [
      'entered without a handler',
      stream(
        "manager = client.stream('POST', 'http://gpu:8000/v1/completions')",
        'reply = manager.__enter__()',
        'manager.__exit__(None, None, None)',
      ),
      'none / lost:top-level',
    ],
    ['a stream that is never read', stream("ollama.pull('m', stream=True)"), 'unknown / unknown'],
    ['a stream in a name that is only closed', stream("stream = ollama.pull('m', stream=True)", 'stream.close()'), 'unknown / unknown'],
    ['a stream that is read', stream("for part in ollama.pull('m', stream=True):", '    print(part)'), 'none / lost:top-level'],
  ])('%s', (_what, code, expected) => {
    expect(outcomeOf(code)).toBe(expected);
  });
});

describe('what gets out of a retry', () => {
  const CHAT = "client.chat.completions.create(model='m', messages=[])";
  const ask = (decorator: string, ...use: readonly string[]): string =>
    pythonProgram('import openai', 'client = openai.OpenAI()', decorator, 'def ask():', `    return ${CHAT}`, ...use);
  const escapeOf = (code: string) => extractionOf(code).facts.calls[0]?.escape;
  const checksOf = (code: string) =>
    extractionOf(code).problems.connectionChecks.map(({ asked, raised }) => `${asked} ${raised ?? ''}`.trim());

  it.each([
    ["tenacity's own error", ask('@retry(stop=stop_after_attempt(5))', 'ask()'), { requests: 15, error: 'tenacity.RetryError' }],
    [
      'the error itself with reraise',
      ask('@retry(stop=stop_after_attempt(5), reraise=True)', 'ask()'),
      { requests: 15, error: 'openai.APIConnectionError' },
    ],
    [
      'a number that is not visible',
      ask('@retry(stop=stop_after_attempt(times))', 'ask()'),
      { requests: undefined, error: 'tenacity.RetryError' },
    ],
    [
      'backoff',
      ask('@backoff.on_exception(backoff.expo, Exception, max_tries=2)', 'ask()'),
      { requests: 6, error: 'openai.APIConnectionError' },
    ],
    [
      'a loop',
      ask(
        '',
        'for n in range(2):',
        '    try:',
        '        ask()',
        '        break',
        '    except Exception:',
        '        if n == 1:',
        '            raise',
        '        time.sleep(1)',
      ),
      { requests: 6, error: 'openai.APIConnectionError' },
    ],
  ])('%s', (_what, code, expected) => {
    expect(escapeOf(code)).toMatchObject(expected);
  });

  it.each([
    ['no retry', ask('', 'ask()')],
    ['it is caught', ask('@retry(stop=stop_after_attempt(5))', 'try:', '    ask()', 'except tenacity.RetryError:', '    print("down")')],
  ])('nothing else: %s', (_what, code) => {
    expect(escapeOf(code)).toBeUndefined();
  });

  it.each([
    [
      'a handler for the error itself around tenacity',
      ask('@retry(stop=stop_after_attempt(5))', 'try:', '    ask()', 'except openai.APIConnectionError:', '    print("down")'),
      ['openai.APIConnectionError tenacity.RetryError'],
    ],
    [
      'the same with reraise',
      ask(
        '@retry(stop=stop_after_attempt(5), reraise=True)',
        'try:',
        '    ask()',
        'except openai.APIConnectionError:',
        '    print("down")',
      ),
      [],
    ],
    [
      "a handler for tenacity's error around it",
      ask('@retry(stop=stop_after_attempt(5))', 'try:', '    ask()', 'except tenacity.RetryError:', '    print("down")'),
      [],
    ],
    [
      "a handler for tenacity's error inside",
      pythonProgram(
        '@retry(stop=stop_after_attempt(5))',
        'def ask():',
        '    try:',
        `        return ${POST}`,
        '    except tenacity.RetryError:',
        '        return None',
        'ask()',
      ),
      ['tenacity.RetryError'],
    ],
    [
      'around a function from elsewhere too',
      pythonProgram(
        'from app import more',
        '@retry(stop=stop_after_attempt(5))',
        'def ask():',
        '    try:',
        `        return more(${POST})`,
        '    except tenacity.RetryError:',
        '        return None',
        'ask()',
      ),
      [],
    ],
    [
      'around a call that another function does not retry',
      ask(
        '@retry(stop=stop_after_attempt(5))',
        'def once():',
        `    return ${CHAT}`,
        'try:',
        '    ask()',
        '    once()',
        'except openai.APIConnectionError:',
        '    print("down")',
      ),
      [],
    ],
  ])('%s', (_what, code, expected) => {
    expect(checksOf(code)).toEqual(expected);
  });
});
