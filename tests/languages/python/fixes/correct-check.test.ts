import { expect, it } from 'vitest';
import { read, repairOf, repaired } from './harness.js';
import { program } from '../../../program.js';

const TRY = program`
  c = OpenAI()
  try:
      c.models.list()
  except 
`;

it.each([
  [
    'a class',
    `from openai import OpenAI\n${TRY}ConnectionRefusedError:  # refused\n    print(1)\n`,
    `from openai import APIConnectionError, OpenAI\n${TRY}(ConnectionRefusedError, APIConnectionError):  # refused\n    print(1)\n`,
  ],
  [
    'a class with a name',
    `import openai\nfrom openai import OpenAI\n${TRY}ConnectionError as e:\n    print(e)\n`,
    `import openai\nfrom openai import OpenAI\n${TRY}(ConnectionError, openai.APIConnectionError) as e:\n    print(e)\n`,
  ],
  [
    'one of a tuple',
    `from openai import OpenAI\n${TRY}(ValueError, ConnectionRefusedError):\n    print(1)\n`,
    `from openai import APIConnectionError, OpenAI\n${TRY}(ValueError, ConnectionRefusedError, APIConnectionError):\n    print(1)\n`,
  ],
  [
    'a class of another library',
    `import requests\nfrom openai import OpenAI\n${TRY}requests.exceptions.ConnectionError:\n    print(1)\n`,
    `import requests\nfrom openai import APIConnectionError, OpenAI\n${TRY}(requests.exceptions.ConnectionError, APIConnectionError):\n    print(1)\n`,
  ],
  [
    'a builtin',
    program`
      import requests
      try:
          requests.post("http://localhost:8000/v1/chat/completions")
      except ConnectionRefusedError:
          print(1)

    `,
    program`
      import requests
      try:
          requests.post("http://localhost:8000/v1/chat/completions")
      except (ConnectionRefusedError, requests.ConnectionError):
          print(1)

    `,
  ],
])('%s stays, and the class that is raised joins it', (_, source, expected) => {
  const { output, repair } = repaired(source, ({ connectionChecks: [check] }) => check && { kind: 'correct-check', check });
  expect(output).toBe(expected);
  expect(repair.applicability).toBe('unsafe');
  const { facts, problems } = read(output);
  expect(problems.connectionChecks).toEqual([]);
  expect(facts.calls.map((c) => c.handling.kind)).toEqual(['caught']);
});

it('two classes of one tuple are one repair', () => {
  const source = `from openai import OpenAI\n${TRY}(ConnectionRefusedError, ConnectionError):\n    print(1)\n`;
  const { output } = repaired(source, ({ connectionChecks: [check] }) => check && { kind: 'correct-check', check });
  expect(read(output).problems.connectionChecks).toEqual([]);
});

it('a tuple with a name is left alone', () => {
  const source = `from openai import OpenAI\nERRORS = (ConnectionRefusedError, ConnectionError)\n${TRY}ERRORS:\n    print(1)\n`;
  const [check] = read(source).problems.connectionChecks;
  if (check) expect(repairOf(source, ({ connectionChecks: [first] }) => first && { kind: 'correct-check', check: first })).toBeUndefined();
});
