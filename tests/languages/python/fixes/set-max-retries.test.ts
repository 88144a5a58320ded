import { expect, it } from 'vitest';
import { read, repairOf, repaired } from './harness.js';
import { program } from '../../../program.js';

it.each([
  [
    program`
      from openai import OpenAI
      c = OpenAI(max_retries=0)  # fast
      c.models.list()

    `,
    'max_retries=0',
    'max_retries=5',
  ],
  [
    program`
      from openai import OpenAI
      c = OpenAI().with_options(
          max_retries = 0,  # none
      )
      c.models.list()

    `,
    'max_retries = 0',
    'max_retries = 5',
  ],
  [
    program`
      from openai import OpenAI
      c = OpenAI(max_retries=0).with_options(timeout=3)
      c.models.list()

    `,
    'max_retries=0',
    'max_retries=5',
  ],
  ['from langchain_openai import ChatOpenAI\nChatOpenAI(max_retries=0).invoke("x")\n', 'max_retries=0', 'max_retries=5'],
  ['import litellm\nlitellm.completion(model="ollama/m", messages=[], num_retries=0)\n', 'num_retries=0', 'num_retries=5'],
  [
    program`
      import httpx
      c = httpx.Client(transport=httpx.HTTPTransport(retries=0))
      c.post("http://localhost:8000/v1/chat/completions")

    `,
    'retries=0',
    'retries=5',
  ],
])('the number is set where it stands: %s', (source, before, after) => {
  const { output, repair } = repaired(source, ({ calls: [call] }) => call && { kind: 'set-max-retries', call, retries: 5 });
  expect(output).toBe(source.replace(before, after));
  expect(repair.applicability).toBe('unsafe');
  expect(read(output).facts.calls.map((c) => c.retry.kind)).toEqual(['sdk']);
});

it('attempts count the first request', () => {
  const source = program`
    from google import genai
    c = genai.Client(http_options={"retry_options": {"attempts": 1}})
    c.models.generate_content(model="m", contents="x")

  `;
  const { output } = repaired(source, ({ calls: [call] }) => call && { kind: 'set-max-retries', call, retries: 5 });
  expect(output).toContain('{"attempts": 6}');
});

it.each([
  [
    'a dict that others may read',
    program`
      from openai import OpenAI
      O = {"max_retries": 0}
      c = OpenAI(**O)
      c.models.list()

    `,
  ],
  [
    'a dict that others may read',
    program`
      from openai import OpenAI
      O = dict(max_retries=0)
      c = OpenAI(**O)
      c.models.list()

    `,
  ],
  ['an option that is not set', 'from openai import OpenAI\nOpenAI().models.list()\n'],
])('no repair of %s', (_, source) => {
  expect(repairOf(source, ({ calls: [call] }) => call && { kind: 'set-max-retries', call, retries: 5 })).toBeUndefined();
});
