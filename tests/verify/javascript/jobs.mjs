// What is to be measured of an entry in one installation: each job is one call against one server.
import { claimOf, testsOf } from '../entries.mjs';

const HANG_SECONDS = 5;
const PATH = '/v1/models';

/** The jobs of a subject; `specs` names the installation (`openai@4`). */
export function jobsOf(...given) {
  return allJobs(...given).map((one, order) => ({ ...one, order }));
}

function allJobs(subject, index, entry, specs) {
  const common = {
    otherwise: subject.otherwise?.[specs],
    entry: entry.id,
    language: 'javascript',
    subject: index,
    specs,
    modules: modulesOf(subject, entry, specs),
    set: [],
    tests: [],
  };
  if (subject.kind === 'wrapper') return wrapperJobs(entry, common);
  if (subject.kind === 'http') return httpJobs(subject, entry, common);
  const major = Number.parseInt(/@(\d+)/u.exec(specs.slice(1))?.[1] ?? '0', 10);
  const cases = subject.cases
    .map((one, at) => ({ one, at }))
    .filter(({ one }) => major >= (one.from ?? 0) && major <= (one.until ?? Infinity) && specs.startsWith(one.on ?? ''));
  if (subject.shapes?.includes(specs)) return shapeJobs(subject, entry, common);
  return [...cases.flatMap(({ one, at }) => sdkJobs(entry, one, { ...common, index: at, major })), ...shapeJobs(subject, entry, common)];
}

/** The packages that are imported: those of the entry that are installed, those of its tests, and others that a subject needs. */
function modulesOf(subject, entry, specs) {
  const installed = specs.split(' ').map((spec) => spec.replace(/(?<=.)@[^@]*$/u, ''));
  const own = entry.packages.filter((name) => installed.some((one) => name === one || name.startsWith(`${one}/`)) && !name.endsWith('/*'));
  const builtin = specs === '' ? entry.packages : [];
  const tests = testsOf(entry).map((test) => test.module);
  return [
    ...new Set([
      ...(subject.modules ?? []),
      ...own,
      ...builtin,
      ...tests,
      ...(subject.with ?? []),
      ...installed.filter((name) => name === 'axios'),
    ]),
  ];
}

function sdkJobs(entry, one, common) {
  const claim = claimOf(entry, one.path, one);
  const streamPlace = one.stream && !one.through && claim.call?.stream?.option;
  const base = {
    ...common,
    ...shared(claim, entry),
    streamPlace: streamPlace || undefined,
    like: one.like,
    isUnanswered: one.isUnanswered,
    otherwise: common.major <= (one.otherwise?.until ?? -1) ? one.otherwise : undefined,
  };
  const first = claim.places.baseUrl.find(({ place }) => one.place === undefined || place === one.place);
  const others = one.place === undefined ? claim.places.baseUrl.slice(1) : [];
  const at = (place, extra = {}) => ({ ...base, set: place ? [place] : [], place: place?.place, ...extra });
  if (one.isControl) return [job(at(first), 'ok')];
  const jobs = [job(at(first), 'ok'), job(at(first), 'refuse', one.cap)];
  for (const other of others) jobs.push(job(at(other), 'ok'));
  for (const place of claim.places.maxRetries) {
    const retries = at(first);
    for (const many of one.cap === undefined ? [0, 1] : [0])
      jobs.push(
        job(
          {
            ...retries,
            set: [...retries.set, { at: place.at, place: place.place, value: place.counts === 'attempts' ? many + 1 : many }],
            retries: many,
            retriesPlace: place.place,
          },
          'refuse',
          one.cap,
        ),
      );
  }
  if (one.full && one.env !== false) for (const env of entry.environment ?? []) jobs.push({ ...job({ ...base, env }, 'ok'), set: [] });
  const modes = one.full ? ['429', '503', 'reset', 'hang', ...(one.stream ? ['cut'] : [])] : [];
  return [
    ...jobs,
    ...modes.map((mode) =>
      mode === one.endless ? job(at(first, { isEndless: true }), mode, HANG_SECONDS) : job(at(first), mode, one.cap),
    ),
  ];
}

function shared(claim, entry) {
  const tests = [claim.failure.test, claim.failure.untried?.test].filter(Boolean);
  const [name, ...rest] = claim.path.split(' > ');
  return {
    kind: 'call',
    path: claim.path,
    surfaces: claim.surfaces,
    stream: claim.stream,
    tests,
    exportKind: rest.length > 0 || claim.object ? kindOf(entry.exports[name]) : undefined,
  };
}

const kindOf = (exported) => (exported.kind === 'class' || exported.kind === 'factory' ? exported.kind : undefined);
const job = (base, mode, cap = 60) => ({ ...base, mode, cap: mode === 'hang' ? HANG_SECONDS : cap });

/** Whether the names of an entry are there: its exports, and the calls of the objects that its cases make. */
function shapeJobs(subject, entry, common) {
  const names = Object.keys(entry.exports);
  const packages = [...new Set(entry.packages.map((name) => name.replace(/\/\*$/u, '')))];
  const made = new Map();
  for (const [at, one] of subject.cases.entries()) {
    const claim = claimOf(entry, one.path, one);
    const key = `${one.path.split(' > ')[0]} ${claim.object}`;
    if (claim.object && !one.through && !made.has(key)) made.set(key, { at, claim });
  }
  const objects = [...made.values()].map(({ at, claim }) => ({
    ...common,
    ...shared(claim, entry),
    kind: 'shape',
    index: at,
    make: true,
    object: claim.object,
    names: [],
    packages: [],
    calls: Object.keys(entry.objects[claim.object].calls),
    set: claim.places.baseUrl.slice(0, 1),
  }));
  return [{ ...common, kind: 'shape', names, packages, path: 'exports' }, ...objects];
}

function httpJobs(subject, entry, common) {
  const jobs = [];
  for (const [name, exported] of Object.entries(entry.exports)) {
    const methods = exported.kind === 'request' ? [''] : [...(exported.request ? ['()'] : []), ...Object.keys(exported.methods ?? {})];
    for (const method of methods) {
      const lead = subject.factory ? ['()'] : [];
      const path = [name, ...lead, method].filter(Boolean).join(' > ');
      jobs.push(
        ...requestJobs(
          entry,
          path,
          { ...common, global: entry.globals && common.specs === '' ? entry.globals[0] : undefined },
          { isFirst: jobs.length === 0, isRequest: subject.isRequest },
        ),
      );
    }
    for (const factory of Object.keys(exported.factories ?? {}).filter(Boolean))
      jobs.push(...factoryJobs(entry, [name, factory, 'get' in exported.methods ? 'get' : '()'].join(' > '), common));
  }
  return [
    ...jobs,
    {
      ...common,
      kind: 'shape',
      names: common.specs === '' && entry.globals ? [] : Object.keys(entry.exports),
      packages: [],
      path: 'exports',
    },
  ];
}

function requestJobs(entry, path, common, { isFirst, isRequest }) {
  const claim = claimOf(entry, path);
  const { call } = claim;
  const base = { ...common, ...shared(claim, entry), exportKind: undefined };
  const option = call.method.option;
  const fits = (place) => !option || !(option === place || option.startsWith(`${place}.`));
  const methods = option ? ['GET', 'POST'] : [call.method];
  const jobs = methods.flatMap((method) => {
    const url = method === 'GET' && option ? call.url[0] : call.url.find(fits);
    if (url === undefined) return [];
    const place = !option || !fits(url) ? [] : [{ at: 'call', place: option, value: method }];
    const set = [{ at: 'call', place: url, behind: PATH }, ...place];
    const one = { ...base, method, set, place: url };
    const retried = claim.places.maxRetries.filter(({ at }) => at === 'call');
    const modes = isFirst ? ['ok', 'refuse', '429', '503', 'reset', 'hang'] : ['ok', 'refuse'];
    return [
      ...modes.map((mode) => job(one, mode, 40)),
      ...(method === 'GET'
        ? retried.flatMap(({ place: at }) =>
            [0, 1].map((value) =>
              job({ ...one, set: [...set, { at: 'call', place: at, value }], retries: value, retriesPlace: at }, 'refuse', 40),
            ),
          )
        : []),
    ];
  });
  const others = isFirst
    ? call.url
        .slice(1)
        .filter((place) => !(isRequest && place === '0.url'))
        .filter((place) => option === undefined || fits(place))
    : [];
  for (const url of others) jobs.push(job({ ...base, method: 'GET', set: [{ at: 'call', place: url, behind: PATH }], place: url }, 'ok'));
  if (call.baseUrl && isFirst)
    jobs.push(
      job(
        {
          ...base,
          method: 'GET',
          set: [
            {
              at: 'call',
              place: call.url.find((url) => url.includes('.') === call.baseUrl.startsWith('0.')) ?? call.url[0],
              behind: `.${PATH}`,
            },
            { at: 'call', place: call.baseUrl },
          ],
          place: call.baseUrl,
        },
        'ok',
      ),
    );
  return jobs;
}

/** A client that a factory hands out, with its base URL and its retries. */
function factoryJobs(entry, path, common) {
  const claim = claimOf(entry, path);
  const set = [{ at: 'call', place: claim.call.url[0], behind: `.${PATH}` }];
  const base = { ...common, ...shared(claim, entry), exportKind: undefined, method: 'GET' };
  const jobs = claim.places.baseUrl
    .filter(({ at }) => at !== 'call')
    .map((place) => job({ ...base, set: [...set, place], place: place.place }, 'ok'));
  const full = [{ at: 'call', place: claim.call.url[0], behind: PATH }];
  for (const { at, place } of claim.places.maxRetries.filter((one) => one.at !== 'call'))
    for (const value of [0, 1])
      jobs.push(job({ ...base, set: [...full, { at, place, value }], retries: value, retriesPlace: place }, 'refuse', 40));
  return jobs;
}

function wrapperJobs(entry, common) {
  return Object.entries(entry.exports).flatMap(([name, wrapper]) => {
    const targets = wrapper.methods ? Object.entries(wrapper.methods) : [[undefined, wrapper]];
    return targets.flatMap(([method, inner]) => {
      const base = { ...common, kind: 'wrapper', path: method ? `${name} > ${method}` : name, name, method, wrapper: inner };
      const jobs = ['plain', 'fetch'].map((failing) => ({ ...base, failing }));
      if (inner.needsParameter) jobs.push({ ...base, failing: 'plain', uses: true });
      if (inner.maxRetries)
        for (const value of [inner.none, inner.none + 2])
          jobs.push({ ...base, failing: 'plain', value, uses: inner.needsParameter !== undefined });
      return jobs;
    });
  });
}
