import { describe, expect, it } from 'vitest';
import { TITLES } from '../../src/engine/fixes/titles.js';
import { MAX_TITLE, shownTitle } from '../../src/plugin/message.js';
import { titleFaultsOf } from './message-bounds.js';

const LONG = 'http://inference-gateway.cluster.internal:8000/v1/chat/completions';

/** Every title with the longest that it can quote. */
const CASES: { readonly [Key in keyof typeof TITLES]: readonly Parameters<(typeof TITLES)[Key]>[] } = {
  rethrow: [['throws'], ['raises']],
  fallBack: [[]],
  logToo: [['instructor.exceptions.InstructorRetryException']],
  log: [['error'], ['exception']],
  logAndRethrow: [['error'], ['exception']],
  logInCallback: [['onError']],
  readInside: [[]],
  checkStatus: [['throws'], ['raises']],
  check: [["(error as { cause?: { code?: string } } | undefined)?.cause?.code === 'ECONNREFUSED'"]],
  catchToo: [['requests.exceptions.ConnectionError, requests.exceptions.Timeout']],
  retryWith: [['this.resilience.policies.retryWithExponentialBackoff']],
  retryWithHelper: [[]],
  retryOnly: [[]],
  backOff: [[true], [false]],
  limitAttempts: [[]],
  limitConcurrency: [[8], [8, '`p-limit`'], [8, 'a semaphore']],
  set: [['configuration.clientOptions.maxRetries', 5], ['timeout=httpx.Timeout(300.0, connect=10.0, read=300.0)']],
  rename: [['configuration.clientOptions.baseURL']],
  move: [['configuration.clientOptions.baseURL']],
  passAs: [['signal']],
  setTimeout: [['1_200_000 ms']],
  addSignal: [[]],
  readBaseUrl: [['NEXT_PUBLIC_MY_COMPANY_INFERENCE_SERVER_BASE_URL']],
  useOr: [[]],
  fallBackTo: [[LONG]],
  failUnset: [
    ['throws', 'MY_COMPANY_INFERENCE_SERVER_BASE_URL'],
    ['raises', 'MY_COMPANY_INFERENCE_SERVER_BASE_URL'],
  ],
  passKey: [['AZURE_INFERENCE_CREDENTIAL_OF_THE_COMPANY']],
  useChat: [['chat']],
  useClient: [['openai.OpenAI(base_url=…)']],
  removeSlash: [[]],
  removePart: [['/v1/chat/completions']],
  changeUrl: [[LONG]],
};

describe('titles of suggestions', () => {
  const titles = Object.entries(CASES).flatMap(([key, all]) =>
    all.map(
      (values) => [key, shownTitle((TITLES[key as keyof typeof TITLES] as (...given: readonly unknown[]) => string)(...values))] as const,
    ),
  );

  it('are listed with their lengths', async () => {
    await expect(titles.map(([key, title]) => `${key}: ${title.length}\n  ${title}\n`).join('')).toMatchFileSnapshot('title-list.txt');
  });

  it('are short verb phrases in plain words', () => {
    expect(titles.flatMap(([, title]) => titleFaultsOf(title).map((fault) => `${fault}: ${title}`))).toEqual([]);
  });

  it('stay as they are where they are short', () => {
    expect(shownTitle('Set `maxRetries` to 5')).toBe('Set `maxRetries` to 5');
    expect(shownTitle(`Change the URL to \`${LONG}\``)).toHaveLength(MAX_TITLE);
  });
});
