import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';
import { program } from '../../program.js';

const found = (code: string) =>
  lint(code, { rules: { 'vllm/require-retry': 'error' }, filename: 'src/app.py' }).map(({ line, message }) => `${line}: ${message}`);

const ASK = program`
  import threading
  import asyncio
  import requests
  from concurrent.futures import ThreadPoolExecutor

  def ask(prompt, rows=None):
      try:
          answer = requests.post("http://gpu:8000/v1/chat/completions", json={"messages": [{"role": "user", "content": prompt}]}).json()
          return answer["choices"][0]["message"]["content"]
      except requests.RequestException as error:
          print(error)
          return None

`;
const body = (...lines: readonly string[]) => `${ASK}\n${lines.join('\n')}\n`;

describe('a loop that collects answers until there are enough asks again after a failure', () => {
  const collect = (...call: readonly string[]) =>
    body('rows = []', 'while len(rows) < count:', ...call, '    if reply:', '        rows.append(reply)');

  it('where it calls the function', () => {
    expect(found(collect('    reply = ask(prompt)'))).toEqual([]);
  });

  it('where it calls it through another one', () => {
    const through = ['def entry():', '    reply = ask("one")', '    return reply and {"text": reply}'];
    expect(
      found(body(...through, 'rows = []', 'while len(rows) < 10:', '    row = entry()', '    if row:', '        rows.append(row)')),
    ).toEqual([]);
    expect(
      found(body(...through, 'rows = []', 'for _ in names:', '    row = entry()', '    if row:', '        rows.append(row)')),
    ).toHaveLength(1);
  });

  it('where it starts it as a task', () => {
    const code = program`
      import asyncio
      import aiohttp

      class Generator:
          async def phrase(self, session, context):
              try:
                  async with session.post("http://gpu:8000/v1/chat/completions", json=context) as response:
                      data = await response.json()
                      return data["choices"][0]["message"]["content"]
              except Exception as error:
                  print(error)
                  return None

          async def run(self, count):
              rows = []
              async with aiohttp.ClientSession() as session:
                  tasks = {}
                  LOOP
                      while len(tasks) < 8:
                          tasks[asyncio.create_task(self.phrase(session, {}))] = 1
                      done, _ = await asyncio.wait(tasks.keys(), return_when=asyncio.FIRST_COMPLETED)
                      for task in done:
                          phrase = await task
                          if phrase:
                              rows.append(phrase)

    `;
    expect(found(code.replace('LOOP', 'while len(rows) < count:'))).toEqual([]);
    expect(found(code.replace('LOOP', 'for each in range(count):'))).toHaveLength(1);
  });

  it('and one that goes through a list, or keeps failures too, does not', () => {
    expect(found(body('rows = []', 'while len(rows) < 10:', '    reply = ask("one")', '    rows.append(reply)'))).toHaveLength(1);
    expect(found(body('rows = []', 'for prompt in prompts:', '    rows.append(ask(prompt))'))).toHaveLength(1);
    expect(found(body('rows = []', 'while is_open:', '    reply = ask("one")', '    rows.append(reply)'))).toHaveLength(1);
  });
});

describe('a loop that starts a thread for each attempt asks again after a failure', () => {
  const attempts = (start: string, head = 'for attempt in range(3):', done = '        return result') =>
    body(
      'def run(prompt, prompts):',
      '    result = {}',
      `    ${head}`,
      `        ${start}`,
      '        if result:',
      `    ${done}`,
      '        time.sleep(2 ** attempt)',
    );

  it.each([
    'threading.Thread(target=ask, args=(prompt, result)).start()',
    'ThreadPoolExecutor().submit(ask, prompt, result)',
    'asyncio.get_event_loop().run_in_executor(None, ask, prompt, result)',
  ])('%s', (start) => {
    expect(found(attempts(start))).toEqual([]);
    // Every turn is another question, or nothing ends the loop after an answer.
    expect(found(attempts(start, 'for prompt in prompts:'))).toHaveLength(1);
    expect(found(attempts(start, 'for attempt in range(3):', '        print(result)'))).toHaveLength(1);
  });
});
