import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from '../../../rules/lint.js';
import { createCompiled } from './compiled.js';
import { program } from '../../../program.js';

const compiled = createCompiled();

describe('a file parses after each suggestion', () => {
  it.each([
    [
      'a comment behind a decorator, imports below the function',
      'require-retry-backoff',
      program`
        # ✓ right
        # ✓ right


        @retry(tries=3, delay=1, backoff=2, jitter=(0, 1))  # three
        def ask():
            return requests.post("http://x:8000/v1/chat/completions", json={})

        import os

        import requests
        from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential


        @retry(retry=retry_if_exception_type(requests.ConnectionError), stop=stop_after_attempt(5), wait=wait_random_exponential(max=30), reraise=True)
        def ask(body):
            return requests.post(f"{os.environ['VLLM_BASE_URL']}/v1/chat/completions", json=body)

      `,
    ],
    [
      'comments between a try, its block and the loop that reads',
      'require-stream-error-handling',
      program`
        import openai
        client = openai.OpenAI()
        try:
         # c88
            stream = client.chat.completions.create(model="m", messages=[], stream=True)
        except openai.APIConnectionError as error:
            print(error)
            raise SystemExit(1)

        for part in stream: # note
            print(part)  # keep

      `,
    ],
  ])('%s', (_, rule, code) => {
    for (const text of [code, code.trimEnd(), code.replaceAll('\n', '\r\n')]) {
      const found = lint(text, { filename: 'app.py' });
      const suggested = found.flatMap((message) => (message.suggestions ?? []).map((_each, i) => applySuggestion(text, message, i)));
      expect(found.map(({ ruleId }) => ruleId)).toContain(`vllm/${rule}`);
      for (const output of suggested) {
        lint(output, { filename: 'app.py' });
        compiled(output);
      }
    }
  });
});
