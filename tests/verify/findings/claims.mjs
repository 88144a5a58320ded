// What the findings' messages say, by its wording: each is compared with what was seen in a program's first run. A
// message of which nothing can be compared is a difference, too; a new wording gets a line here.
import { isNamed, isWithoutPause, mostAtOnce, pathsOf, pausesOf, spanOf, summary } from './expectations.mjs';

/** Seconds of slack, as a part and at least: retries have jitter, and machines are slow. */
const SLACK = { part: 0.4, least: 1.5 };

const CLAIMS = [
  [/\b(?:sends|after) (\d+) requests\b/u, (seen, many) => [seen.requests.length === Number(many), `${seen.requests.length} requests`]],
  [/\brequests in (?:about )?([\d.]+) s\b|\btimes in about (\d+) s\b/u, isAbout],
  [
    /\bis not retried\b|\bdoes not retry a refused connection\b/u,
    (seen) => [seen.requests.length === 1, `${seen.requests.length} requests`],
  ],
  // What a handler drops ends no program.
  [
    /(?<!Windows )\b(?:throws|raises|fails with(?: an?)?) `([^`]+)`(?!, and no log shows it)/u,
    (seen, name) => [seen.fatal !== undefined && isNamed(name, seen.fatal), seen.fatal?.error],
  ],
  [/` at once:/u, (seen) => [seen.requests.length === 1, `${seen.requests.length} requests`]],
  [/\bthe process exits\b/u, (seen) => [seen.fatal !== undefined && seen.exit !== 0]],
  [/\bunhandled rejection\b/u, (seen) => [seen.fatal?.isRejection === true]],
  [/\bthe route answers 500\b/u, (seen) => [/\b500\b/u.test(seen.stdout), seen.stdout.trim().slice(0, 60)]],
  [/\bgets connection refused\b/u, (seen) => [seen.requests.some(({ isRefused }) => isRefused)]],
  [
    /\bgo to `\w+:\/\/[^/`]*(\/[^`]*)`, which answers 404\b/u,
    (seen, path) => [seen.requests.some(({ request, status }) => status === 404 && isPath(request, path)), pathsOf(seen)],
  ],
  [
    /^`\w+:\/\/[^/`]*(\/\/[^`]*)` has a double slash\. vLLM answers it with 404\b/u,
    (seen, path) => [seen.requests.some(({ request, status }) => status === 404 && isPath(request, path)), pathsOf(seen)],
  ],
  [
    /\bhttps:\/\/([a-z]+(?:\.[a-z]+)+)\b/u,
    (seen, host) => [seen.away.some((one) => one.startsWith(host)), `connections to ${seen.away.join(', ') || 'no other host'}`],
  ],
  [
    /\bsends `POST (\/\w+)`/u,
    (seen, path) => [seen.requests.some(({ request }) => request.startsWith('POST ') && request.endsWith(path)), pathsOf(seen)],
  ],
  [/\bends empty\b/u, (seen) => [seen.exit === 0 && !/Ada/u.test(seen.stdout)]],
  [/\bNothing is logged\b/u, (seen) => [seen.stderr === '', seen.stderr.slice(0, 60)]],
  [/\bOnly the console shows it\b/u, (seen) => [seen.stderr !== '']],
  [/\bis never true\b|\bnever matches a refused connection\b|\bmatches only HTTP errors\b/u, (seen) => [!/fallback/u.test(seen.stdout)]],
  [
    /\bthe loop in line \d+ fails, and nothing catches that\b/u,
    (seen) => [seen.exit !== 0 && seen.fatal !== undefined && /Ada/u.test(seen.stdout)],
  ],
  [/\bfails before it connects\b/u, (seen) => [seen.requests.length === 0 && seen.fatal !== undefined]],
  [/\bhandshake .* fails as a connection error\b/u, (seen) => [seen.fatal !== undefined && seen.connections > 0]],
  [/\bLinux connects to the local machine\b/u, (seen) => [process.platform !== 'linux' || seen.exit === 0]],
  [/\bwaits as long as the server takes\b/u, (seen) => [seen.exit === undefined]],
  [
    /\bdoes not (?:throw|raise) on HTTP (?:429, 500 or )?503\b/u,
    (seen) => [seen.requests.some(({ status }) => status === 503) && !/503/u.test(seen.fatal?.message ?? '')],
  ],
  [/\bswallows the connection error\b/u, (seen) => [seen.exit === 0 && seen.stderr === '' && seen.requests.length > 0]],
  [/\bis sent twice\b/u, (seen) => [seen.requests.length === 2, `${seen.requests.length} requests`]],
  [/\bis sent (\d+) times\b/u, (seen, many) => [seen.requests.length === Number(many), `${seen.requests.length} requests`]],
  [/\bis sent repeatedly\b/u, (seen) => [seen.requests.length > 1]],
  [/\bis sent indefinitely\b/u, (seen) => [seen.exit === undefined]],
  [/\bblocks (?:it )?forever\b|\bNode waits \d+ s for the headers\b/u, (seen) => [seen.exit === undefined]],
  [/\bEvery request of .* fails before the server can answer\b/u, (seen) => [seen.fatal !== undefined]],
  [/\bretries without delay\b/u, (seen) => [isWithoutPause(seen), pausesOf(seen)]],
  [/\ball (\d+) attempts end\b/u, (seen, many) => [seen.requests.length === Number(many), `${seen.requests.length} requests`]],
  [
    /\bper element at once\b|\bsends all inputs at once\b/u,
    (seen) => [
      seen.requests.length > 1 && mostAtOnce(seen) === seen.requests.length,
      `${mostAtOnce(seen)} of ${seen.requests.length} at a time`,
    ],
  ],
  [/\bon construction\b/u, (seen) => [seen.requests.length === 0 && seen.fatal !== undefined]],
];

/** Whether a request asked for a path as a message quotes it: cut where it is long. */
function isPath(request, quoted) {
  const asked = request.split(' ')[1];
  return quoted.endsWith('…') ? asked.startsWith(quoted.slice(0, -1)) : asked === quoted;
}

/** Whether the requests took as long as a message says. */
function isAbout(seen, seconds) {
  return [Math.abs(spanOf(seen) - Number(seconds)) <= Math.max(SLACK.least, SLACK.part * Number(seconds)), `${spanOf(seen).toFixed(1)} s`];
}

/** What a message says that was not so; a message that says nothing of this list is one, too. */
export function denied(message, seen) {
  const results = CLAIMS.flatMap(([pattern, compare]) => {
    const match = pattern.exec(message);
    return match
      ? [
          {
            said: match[0],
            result: compare(
              seen,
              match.slice(1).find((group) => group !== undefined),
            ),
          },
        ]
      : [];
  });
  if (results.length === 0) return [`nothing of this message can be compared: "${message}"`];
  return results
    .filter(({ result: [isRight] }) => !isRight)
    .map(({ said, result: [, value] }) => `the message says "${said}", seen ${value ?? summary(seen)}`);
}
