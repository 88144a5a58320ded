import type { CallKind, Export, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { LITELLM_REFUSED, OPENAI_REFUSED } from '../../presets/python-errors.js';

const calls: Readonly<Record<string, CallKind>> = {
  ...requests('', ['create', 'create_with_completion', 'create_partial', 'create_iterable']),
  ...requests('chat.completions', ['create', 'create_with_completion', 'create_partial', 'create_iterable']),
  ...requests('messages', ['create', 'create_with_completion', 'create_partial', 'create_iterable']),
  ...requests('completions', ['create']),
};
// The patched client's retries would hold as `inner`, but its error does not: instructor throws its own.
const client: Export = { kind: 'factory', object: 'client' };
const object: ObjectKind = { calls };

/**
 * Instructor: whatever the client inside throws arrives as its own exception, which inherits from nothing else; only a
 * call without `response_model` passes the client's error on. `max_retries` is about answers that do not validate: a
 * refused connection is tried again by the client alone. Its objects are asynchronous where the client inside is.
 */
export const instructor = {
  id: 'instructor',
  title: 'Instructor',
  packages: ['instructor'],
  versions: '1',
  source: {
    kind: 'measured',
    versions: ['instructor 1.11.3', 'instructor 1.17.0 with openai 3.3.0'],
    file: '1.11.3 tries three times as often; other `from_…`: their names in the package',
  },
  failure: {
    attempts: 3,
    seconds: 1.4,
    error: 'instructor.exceptions.InstructorRetryException',
    ancestors: ['instructor.exceptions.InstructorError'],
    test: { kind: 'class', module: 'instructor.exceptions', name: 'InstructorRetryException' },
    may: [OPENAI_REFUSED, LITELLM_REFUSED],
  },
  exports: {
    ...Object.fromEntries(
      ['from_openai', 'patch', 'apatch', 'from_litellm', 'from_anthropic', 'from_groq', 'from_mistral'].map((name) => [name, client]),
    ),
    from_provider: { kind: 'factory', object: 'client', options: { model: 'model|0', baseUrl: ['base_url'] } },
  },
  objects: { client: object },
  modelIds: 'prefix',
} as const satisfies Sdk;
