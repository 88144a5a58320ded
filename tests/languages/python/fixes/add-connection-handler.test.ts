import { expect, it } from 'vitest';
import { read, repaired } from './harness.js';

it.each([
  [
    'a clause behind the last one',
    'import httpx\n\ntry:\n    r = httpx.post("http://gpu:8000/v1/completions")\nexcept httpx.HTTPStatusError as error:\n    print(error)  # why\nprint(r)\n',
    'import logging\n\nimport httpx\n\ntry:\n    r = httpx.post("http://gpu:8000/v1/completions")\nexcept httpx.HTTPStatusError as error:\n    print(error)  # why\nexcept httpx.ConnectError:\n    logging.exception("Cannot reach the LLM server. Is it running?")\n    raise\nprint(r)\n',
  ],
  [
    'a base class comes last',
    'import logging\nimport urllib.error\nimport urllib.request\n\nlog = logging.getLogger(__name__)\n\ndef ask():\n    try:\n        return urllib.request.urlopen("http://gpu:8000/v1/completions")\n    except urllib.error.HTTPError as error:\n        return error.code\n    finally:\n        log.info("done")\n',
    'import logging\nimport urllib.error\nimport urllib.request\n\nlog = logging.getLogger(__name__)\n\ndef ask():\n    try:\n        return urllib.request.urlopen("http://gpu:8000/v1/completions")\n    except urllib.error.HTTPError as error:\n        return error.code\n    except urllib.error.URLError:\n        log.exception("Cannot reach the LLM server. Is it running?")\n        raise\n    finally:\n        log.info("done")\n',
  ],
])('%s', (_, source, expected) => {
  const { output, repair } = repaired(source, ({ connectionChecks: [check] }) => check && { kind: 'add-connection-handler', check });
  expect(output).toBe(expected);
  expect(repair.applicability).toBe('unsafe');
  const { facts, problems } = read(output);
  expect(problems.connectionChecks).toEqual([]);
  expect(facts.calls.map((c) => c.handling.kind)).toEqual(['caught']);
});
