import { expect, it } from 'vitest';
import { read, repairOf, repaired } from './harness.js';

it.each([
  ['from openai import OpenAI\nc = OpenAI(max_retries=0)  # fast\nc.models.list()\n', 'max_retries=0', 'max_retries=5'],
  [
    'from openai import OpenAI\nc = OpenAI().with_options(\n    max_retries = 0,  # none\n)\nc.models.list()\n',
    'max_retries = 0',
    'max_retries = 5',
  ],
  ['from openai import OpenAI\nc = OpenAI(max_retries=0).with_options(timeout=3)\nc.models.list()\n', 'max_retries=0', 'max_retries=5'],
  ['from langchain_openai import ChatOpenAI\nChatOpenAI(max_retries=0).invoke("x")\n', 'max_retries=0', 'max_retries=5'],
  ['import litellm\nlitellm.completion(model="ollama/m", messages=[], num_retries=0)\n', 'num_retries=0', 'num_retries=5'],
  [
    'import httpx\nc = httpx.Client(transport=httpx.HTTPTransport(retries=0))\nc.post("http://localhost:8000/v1/chat/completions")\n',
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
  const source =
    'from google import genai\nc = genai.Client(http_options={"retry_options": {"attempts": 1}})\nc.models.generate_content(model="m", contents="x")\n';
  const { output } = repaired(source, ({ calls: [call] }) => call && { kind: 'set-max-retries', call, retries: 5 });
  expect(output).toContain('{"attempts": 6}');
});

it.each([
  ['a dict that others may read', 'from openai import OpenAI\nO = {"max_retries": 0}\nc = OpenAI(**O)\nc.models.list()\n'],
  ['a dict that others may read', 'from openai import OpenAI\nO = dict(max_retries=0)\nc = OpenAI(**O)\nc.models.list()\n'],
  ['an option that is not set', 'from openai import OpenAI\nOpenAI().models.list()\n'],
])('no repair of %s', (_, source) => {
  expect(repairOf(source, ({ calls: [call] }) => call && { kind: 'set-max-retries', call, retries: 5 })).toBeUndefined();
});
