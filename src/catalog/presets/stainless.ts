import type { CallKind, Sdk } from '../../model/catalog/sdk.js';
import type { ClientOptions } from '../../model/catalog/options.js';
import { coroutines } from './coroutines.js';
import { passingOf } from './python-errors.js';

const views = { with_raw_response: 'same', with_streaming_response: 'read' } as const;

/** An SDK for Python by Stainless, the generator that makes OpenAI's: the same options, two clients, error classes of its own. */
export function stainlessSdk(
  name: string,
  calls: Readonly<Record<string, CallKind>>,
  about: Pick<Sdk, 'title' | 'versions' | 'source'>,
  seconds: number,
  own: ClientOptions = {},
): Sdk {
  const options: ClientOptions = { baseUrl: ['base_url'], maxRetries: 'max_retries', ...own };
  const className = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return {
    id: name,
    ...about,
    packages: [name],
    failure: {
      attempts: 3,
      seconds,
      error: `${name}.APIConnectionError`,
      ancestors: [`${name}.APIError`, `${name}.${className}Error`],
      test: { kind: 'class', module: name, name: 'APIConnectionError' },
      passing: passingOf(name),
    },
    exports: {
      [className]: { kind: 'class', object: 'client', options },
      [`Async${className}`]: { kind: 'class', object: 'asyncClient', options },
      Client: { kind: 'class', object: 'client', options },
      AsyncClient: { kind: 'class', object: 'asyncClient', options },
    },
    objects: {
      client: { calls, views, returns: { with_options: { object: 'client', options }, copy: { object: 'client', options } } },
      asyncClient: {
        calls: coroutines(calls),
        views,
        returns: { with_options: { object: 'asyncClient', options }, copy: { object: 'asyncClient', options } },
      },
    },
    environment: [`${name.toUpperCase()}_BASE_URL`],
    hosted: className,
  };
}
