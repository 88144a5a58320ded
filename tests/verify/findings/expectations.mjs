// What is expected of a run, in words: `dies, refused, 3 requests`. Each is compared with what was seen.

/** The mark that every answer of the servers has in it. */
const ANSWER = /Ada/u;

const TERMS = [
  // The program.
  [/^dies$/u, (seen) => [seen.fatal !== undefined && seen.exit !== 0]],
  [/^ends$/u, (seen) => [seen.exit === 0]],
  [/^waits$/u, (seen) => [seen.exit === undefined]],
  [/^answers$/u, (seen) => [seen.exit === 0 && ANSWER.test(seen.stdout)]],
  [/^no answer$/u, (seen) => [!ANSWER.test(seen.stdout)]],
  [/^silent$/u, (seen) => [seen.exit === 0 && seen.stderr === '' && !ANSWER.test(seen.stdout)]],
  [/^logs$/u, (seen) => [seen.stderr !== '']],
  [/^says (.+)$/u, (seen, text) => [`${seen.stdout}${seen.stderr}`.includes(text)]],
  [/^not says (.+)$/u, (seen, text) => [!`${seen.stdout}${seen.stderr}`.includes(text)]],
  [/^raises (.+)$/u, (seen, name) => [seen.fatal !== undefined && isNamed(name, seen.fatal), seen.fatal?.error]],
  [/^refused$/u, (seen) => [isRefused(seen.fatal)]],
  [/^not refused$/u, (seen) => [!isRefused(seen.fatal)]],
  // Its requests.
  [/^(\d+) requests?$/u, (seen, many) => [seen.requests.length === Number(many), seen.requests.length]],
  [/^(\d+)\+ requests$/u, (seen, many) => [seen.requests.length >= Number(many), seen.requests.length]],
  [/^at most (\d+) requests?$/u, (seen, many) => [seen.requests.length <= Number(many), seen.requests.length]],
  [/^asks (\S+ \S+)$/u, (seen, request) => [seen.requests.some((one) => one.request === request), pathsOf(seen)]],
  [/^away$/u, (seen) => [seen.away.length > 0]],
  [/^not away$/u, (seen) => [seen.away.length === 0, seen.away.join(', ')]],
  [/^(\d+) at once$/u, (seen, many) => [mostAtOnce(seen) === Number(many), mostAtOnce(seen)]],
  [/^at most (\d+) at once$/u, (seen, many) => [mostAtOnce(seen) <= Number(many), mostAtOnce(seen)]],
  [/^waits between$/u, (seen) => [gapsOf(seen).every((gap) => gap >= 0.1), pausesOf(seen)]],
  [/^no waits between$/u, (seen) => [isWithoutPause(seen), pausesOf(seen)]],
  [/^longer waits$/u, (seen) => [gapsOf(seen).every((gap, at, all) => at === 0 || gap > all[at - 1]), pausesOf(seen)]],
];

/** The differences between what is expected and what was seen, in words. */
export function differences(expected, seen) {
  return expected
    .split(',')
    .map((term) => term.trim())
    .filter(Boolean)
    .flatMap((term) => {
      for (const [pattern, compare] of TERMS) {
        const match = pattern.exec(term);
        if (!match) continue;
        const [isRight, value] = compare(seen, match[1]);
        return isRight ? [] : [`expected "${term}", seen ${value ?? summary(seen)}`];
      }
      throw new Error(`"${term}" is nothing that can be expected: see expectations.mjs`);
    });
}

/** Whether a class in a message is the error that ended the program: `APIConnectionError`, `TypeError: fetch failed`, `openai.APIConnectionError`. */
export function isNamed(expected, { error, errorName, message, mro }) {
  // `NetworkError, TypeError: fetch failed (before 2)`: by version.
  if (expected.includes(', '))
    return expected.split(', ').some((one) => isNamed(one.replace(/ \(.*\)$/u, ''), { error, errorName, message, mro }));
  const bare = (name) => name.split('.').at(-1).replace('…', '');
  // A message cuts long code at its end: `Error: connect ECONN…`.
  if (expected.endsWith('…')) return `${error}: ${message}`.startsWith(expected.slice(0, -1));
  if (mro) return mro.some((name) => bare(name) === bare(expected));
  if (!expected.includes(': ')) return expected === error || expected === errorName;
  return `${error}: ${message}`.startsWith(expected) || (`${error}: ${message}` === 'AggregateError: ' && expected.startsWith('Error: '));
}

const isRefused = (fatal) => Boolean(fatal && (fatal.codeAt || fatal.isRefused));
export const pathsOf = ({ requests }) => [...new Set(requests.map(({ request }) => request))].join(', ') || 'nothing';

/** Whether one request follows the other at once: most of the time, since machines are slow at times. */
export function isWithoutPause(seen) {
  const gaps = gapsOf(seen).sort((a, b) => a - b);
  return gaps.length > 0 && gaps[Math.floor(gaps.length / 2)] < 0.1;
}

export const pausesOf = (seen) => `pauses of ${gapsOf(seen).slice(0, 8).join(', ')} s`;

/** Seconds between the beginnings of one request and the next. */
function gapsOf({ requests }) {
  return requests.slice(1).map(({ at }, index) => Math.round((at - requests[index].at) / 10) / 100);
}

/** Seconds from the first request to the last. */
export const spanOf = ({ requests }) => (requests.length > 1 ? (requests.at(-1).at - requests[0].at) / 1000 : 0);

/** How many requests the server had in hand at one time. */
export function mostAtOnce({ requests }) {
  return Math.max(0, ...requests.map(({ at }) => requests.filter((one) => one.at <= at && (one.until ?? Infinity) > at).length));
}

/** What became of a run, in a line for the page and for a difference. */
export function summary(seen) {
  const paths = [...new Set(seen.requests.filter(({ status }) => status === 404).map(({ request }) => request))];
  return [
    courseOf(seen),
    endOf(seen),
    paths.length > 0 ? `\`${paths[0]}\` is answered with 404` : '',
    seen.away.length > 0 ? `turns to ${seen.away.map((host) => host.replace(/:443$/u, '')).join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}

function courseOf(seen) {
  const many = seen.requests.length;
  if (many === 0) return 'no request';
  const refused = seen.requests.filter(({ isRefused: is }) => is).length;
  const span = spanOf(seen);
  return `${many === 1 ? '1 request' : `${many} requests`}${refused > 0 ? `${refused === many ? '' : `, ${refused}`} refused` : ''}${span >= 0.1 ? ` in ${span.toFixed(1)} s` : many > 1 ? ' at once' : ''}${mostAtOnce(seen) > 1 ? `, ${mostAtOnce(seen)} at a time` : ''}`;
}

function endOf({ exit, fatal, stdout, stderr, seconds }) {
  if (exit === undefined) return `still at it after ${Math.round(seconds)} s`;
  if (fatal && exit !== 0) return `ends with \`${calledOf(fatal)}\``;
  const line = (text) => text.trim().split('\n')[0].slice(0, 90);
  const said = stderr.trim() ? `logs "${line(stderr)}"` : '';
  if (ANSWER.test(stdout)) return [said, 'has the answer'].filter(Boolean).join(', ');
  return [said, stdout.trim() ? `prints "${line(stdout)}"` : said ? 'goes on' : 'ends without a word'].filter(Boolean).join(', ');
}

/** What an error is called where its class alone says nothing. */
function calledOf({ error, errorName, message }) {
  if (error === 'TypeError' || error === 'Error') return `${error}: ${message.slice(0, 80)}`;
  return error === 'DOMException' ? errorName : error;
}
