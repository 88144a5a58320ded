import { expect, it } from 'vitest';
import { read, repaired } from './harness.js';
import { program } from '../../../program.js';

it.each([
  [
    'a clause behind the last one',
    program`
      import httpx

      try:
          r = httpx.post("http://gpu:8000/v1/completions")
      except httpx.HTTPStatusError as error:
          print(error)  # why
      print(r)

    `,
    program`
      import logging

      import httpx

      try:
          r = httpx.post("http://gpu:8000/v1/completions")
      except httpx.HTTPStatusError as error:
          print(error)  # why
      except httpx.ConnectError:
          logging.exception("Cannot reach the LLM server. Is it running?")
          raise
      print(r)

    `,
  ],
  [
    'a base class comes last',
    program`
      import logging
      import urllib.error
      import urllib.request

      log = logging.getLogger(__name__)

      def ask():
          try:
              return urllib.request.urlopen("http://gpu:8000/v1/completions")
          except urllib.error.HTTPError as error:
              return error.code
          finally:
              log.info("done")

    `,
    program`
      import logging
      import urllib.error
      import urllib.request

      log = logging.getLogger(__name__)

      def ask():
          try:
              return urllib.request.urlopen("http://gpu:8000/v1/completions")
          except urllib.error.HTTPError as error:
              return error.code
          except urllib.error.URLError:
              log.exception("Cannot reach the LLM server. Is it running?")
              raise
          finally:
              log.info("done")

    `,
  ],
])('%s', (_, source, expected) => {
  const { output, repair } = repaired(source, ({ connectionChecks: [check] }) => check && { kind: 'add-connection-handler', check });
  expect(output).toBe(expected);
  expect(repair.applicability).toBe('unsafe');
  const { facts, problems } = read(output);
  expect(problems.connectionChecks).toEqual([]);
  expect(facts.calls.map((c) => c.handling.kind)).toEqual(['caught']);
});
