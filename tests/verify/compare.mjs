// What was seen against what the entry says. A check: `{ what, expected, seen, isRight }`.
import { claimOf } from './entries.mjs';

/** Seconds of slack, as a part and at least: retries have jitter, and machines are slow. */
const SLACK = { part: 0.4, least: 2.5 };

/** The checks of one record; none where the entry says nothing about it. */
export function checksOf(record, entry, isAncestor) {
  if (record.broken) return [check('the measurement', 'runs', record.note, false)];
  if (record.isAbsent) return [];
  if (record.kind === 'wrapper') return record.language === 'python' ? pythonWrapperChecks(record, entry) : wrapperChecks(record);
  if (record.kind === 'shape') return [];
  let claim;
  try {
    claim = claimOf(entry, record.path, record);
    // What older versions do otherwise, as the comment of the entry says.
    claim = { ...claim, failure: { ...claim.failure, ...record.otherwise } };
  } catch (error) {
    return [check('the entry', 'has what is called', error.message, false)];
  }
  const group = groupOf(record);
  const checks = CHECKS[record.mode.slice(0, 3)]?.(record, claim, entry, isAncestor) ?? [];
  return checks.map((one) => ({ ...one, group: group && `${group} ${one.what}` }));
}

/** An option or a variable may be one of some versions: one that knows it is enough. */
function groupOf({ mode, env, place, language, entry, path }) {
  return mode === 'ok' && (env ?? (language === 'javascript' && place)) ? JSON.stringify([language, entry, path, env ?? place]) : undefined;
}

const CHECKS = {
  ok: reached,
  ref: refused,
  429: rejected,
  503: rejected,
  res: (record, { surfaces }) =>
    surfaces === 'never' ? [] : [check('a reset', 'an error', errorOf(record), record.error !== undefined && record.error !== null)],
};

/** The control, and the places of a base URL: the request arrives, and the answer is taken. */
function reached(record, claim) {
  const known = claim.places.baseUrl.map(({ place }) => place);
  const how = record.env ? `variable ${record.env}` : record.place ? `place \`${record.place}\`` : 'the address';
  const listed =
    record.place && !record.env && known.length > 0 && record.language === 'python'
      ? [check('base URL', known.join(', '), record.place, known.includes(record.place))]
      : [];
  return [
    ...listed,
    check(
      `${how} of a base URL`,
      'the server is asked',
      record.attempts > 0 ? 'the server is asked' : `not asked: ${errorOf(record)}`,
      record.attempts > 0,
    ),
    ...(record.isUnanswered
      ? []
      : [
          check(
            'a healthy server',
            'an answer',
            record.error ? errorOf(record) : record.waits ? 'no end' : 'an answer',
            !record.error && !record.waits,
          ),
        ]),
  ];
}

function refused(record, claim, entry, isAncestor) {
  const { failure } = claim;
  const isOff = record.retries === 0;
  const untried = isOff ? (failure.untried ?? {}) : {};
  const error = untried.error ?? failure.error;
  const test = untried.error ? untried.test : failure.test;
  const attempts = record.retries === undefined ? (entry.attemptsByMethod?.[record.method] ?? failure.attempts) : record.retries + 1;
  const label = record.retries === undefined ? 'requests' : `requests with ${record.retriesPlace ?? 'retries'} = ${record.retries}`;
  const checks = [check(label, attempts, record.attempts, record.attempts === attempts)];
  const options = claim.places.maxRetries.map(({ place }) => place);
  if (record.language === 'python' && record.retriesPlace)
    checks.push(check('the option', options.join(', ') || 'none', record.retriesPlace, options.includes(record.retriesPlace)));
  if (record.retries === undefined && !entry.attemptsByMethod)
    checks.push(
      check(
        'seconds',
        failure.seconds,
        record.seconds,
        Math.abs(record.seconds - failure.seconds) <= Math.max(SLACK.least, SLACK.part * failure.seconds),
      ),
    );
  if (claim.surfaces === 'never') return [...checks, check('where it shows', 'never', record.surfaces, record.surfaces === 'never')];
  if (!record.error) return [...checks, check('error', error, record.waits ? 'none, it still waits' : 'none', false)];
  checks.push(
    ...(record.mro ? raised(record, failure, isAncestor) : [check('error', error, errorOf(record), isNamed(error, record, failure.shown))]),
  );
  // What may be thrown instead has no test of its own.
  const isMain = !record.mro || record.mro.some((name) => isAncestor(failure.error, { error: name, ancestors: [] }));
  if (test && isMain)
    checks.push(
      check(
        'the test',
        describe(test),
        `${record.tests?.[keyOf(test)] ?? 'not evaluated'}${record.codeAt ? `; the code is at ${record.codeAt}` : ''}`,
        record.tests?.[keyOf(test)] === true,
      ),
    );
  checks.push(check('where it shows', claim.isAsync ? 'await' : claim.surfaces, record.surfaces, isThere(claim, record)));
  return checks;
}

function rejected(record, claim) {
  if (record.isEndless)
    return [
      check(
        record.mode,
        'requests without end',
        record.waits ? 'requests without end' : errorOf(record),
        record.waits && record.attempts > 3,
      ),
    ];
  const rejects = claim.failure.rejectsOnStatus !== false;
  if (claim.surfaces === 'never') return [];
  return [
    check(
      record.mode,
      rejects ? 'an error' : 'an answer',
      record.error ? errorOf(record) : record.waits ? 'no end' : 'an answer',
      Boolean(record.error) === rejects && !record.waits,
    ),
  ];
}

/** Python: the class that is raised and all that it inherits from, in both directions. */
function raised(record, failure, isAncestor) {
  const options = [failure, ...(failure.may ?? [])].map(({ error, ancestors = [] }) => ({ error, ancestors }));
  const classes = record.mro.filter((name) => !['object', 'BaseException', 'Exception', 'typing.Generic'].includes(name));
  const matches = ({ error }) => classes.some((name) => isAncestor(error, { error: name, ancestors: [] }));
  const option = options.find(matches);
  const checks = [check('error', failure.error, record.error, option !== undefined)];
  if (!option) return checks;
  // A class below the one that the entry names is caught by that; its own name is of no use.
  const unlisted = classes.slice(isAncestor(classes[0], option) ? 0 : 1).filter((name) => !isAncestor(name, option));
  const unreal = option.ancestors.filter((name) => !classes.some((known) => isAncestor(name, { error: known, ancestors: [] })));
  return [
    ...checks,
    check(
      'ancestors',
      option.ancestors.join(', ') || 'none',
      unlisted.length > 0 ? `also ${unlisted.join(', ')}` : 'these',
      unlisted.length === 0,
    ),
    ...(unreal.length > 0
      ? [
          check(
            'ancestors',
            'those of the class',
            `not ${unreal.join(', ')}`,
            unreal.every((name) => name.startsWith('langchain_core.')) && isBefore1(record),
          ),
        ]
      : []),
  ];
}

/** LangChain's classes are those of langchain_core 1, as the entries say. */
const isBefore1 = ({ version }) => /^0\./u.test(version);

/** `APIConnectionError`, `TypeError: fetch failed`, or for some versions the one and for others the other. */
/** `shown` without code is a sentence that names no class: the error of whatever is inside. */
function isNamed(expected, { error, errorName, message }, shown = '`') {
  if (!shown.includes('`')) return true;
  return expected
    .split(', ')
    .map((name) => name.replace(/ \(.*\)$/u, ''))
    .some((name) => {
      if (!name.includes(': ')) return name === error || name === errorName;
      return `${error}: ${message}`.startsWith(name) || (`${error}: ${message}` === 'AggregateError: ' && name.startsWith('Error: '));
    });
}

function isThere(claim, { surfaces }) {
  if (claim.surfaces === 'read') return ['enter', 'iterate', 'read'].includes(surfaces);
  if (claim.surfaces === 'event') return surfaces === 'event';
  // A function of a module has nothing that is made before it.
  const isCall = surfaces === 'construct' && !claim.path.includes(' > ');
  return claim.isAsync ? ['await', 'enter'].includes(surfaces) : isCall || ['call', 'await'].includes(surfaces);
}

function wrapperChecks(record) {
  const { wrapper, calls } = record;
  const trapped = (wrapper.traps ?? []).some(
    ({ majors, of }) =>
      (majors === undefined || majors.includes(majorOf(record.specs))) &&
      (of === undefined || of.includes(record.failing === 'fetch' ? 'fetch' : 'plain')),
  );
  const again = wrapper.retries === 'yes' && !trapped && !(wrapper.needsParameter && !record.uses);
  const checks = [];
  if (record.value !== undefined) {
    const expected = wrapper.none === record.value ? 1 : 3;
    checks.push(check(`calls with ${wrapper.maxRetries} = ${record.value}`, expected, calls, calls === expected));
  } else {
    checks.push(
      check('calls', again ? 'more than 1' : 1, record.endless ? `${calls - 1} and more` : calls, again ? calls > 1 : calls === 1),
    );
  }
  if (again && record.value === undefined && wrapper.pace) checks.push(...paceChecks(wrapper.pace, record));
  const outcome = wrapper.catches === 'yes' ? 'resolves' : 'rejects';
  if (!record.endless)
    checks.push(check('the failure', outcome === 'resolves' ? 'kept' : 'passed on', record.outcome, record.outcome === outcome));
  return checks;
}

/** How often it tries again by itself, and how soon; waits with jitter are anywhere around the entry's. */
function paceChecks({ attempts, wait }, { calls, endless, waits }) {
  const [first = 0, second = 0] = waits;
  const near = (seen, said) => seen > said * 0.4 && seen < said * 2.5;
  return [
    // One that has no default is given a number by the probe.
    ...(attempts === 1
      ? []
      : [check('calls by default', attempts, endless ? 'endless' : calls, attempts === (endless ? 'endless' : calls))]),
    check('the first wait', wait?.seconds ?? 0, first, wait ? near(first, wait.seconds) : first < 0.02),
    ...(wait && waits.length > 1
      ? [check('the second wait', wait.seconds * wait.factor, second, near(second, wait.seconds * wait.factor))]
      : []),
  ];
}

/** A wrapper of Python: calls, where their number or the class is given, and what is thrown in the end. */
function pythonWrapperChecks({ path, wanted, attempts, place, another, thrown, error }, entry) {
  const wrapper = entry.exports[path];
  if (!wrapper) return [check('the entry', 'has what is called', `\`${path}\` is not in it`, false)];
  const many = typeof wanted === 'number' ? attempts === wanted : attempts > 1;
  const again = wrapper.retries === 'yes' || wanted === 1;
  const places = [wrapper.attempts, wrapper.on, wrapper.answers];
  const keeps = !another && (wrapper.catches === 'yes' || (place !== null && place === wrapper.answers));
  return [
    check('calls', wanted, attempts, many && again),
    ...(place ? [check('the place', places.filter(Boolean).join(', '), place, places.includes(place))] : []),
    check('the failure', keeps ? 'kept' : 'passed on', error ?? 'kept', keeps === !error || wanted === 'more than 1'),
    ...(wrapper.throws && thrown ? [check('thrown in the end', wrapper.throws.error, error, error === wrapper.throws.error)] : []),
  ];
}

const majorOf = (specs) => Number.parseInt(/@(\d+)/u.exec(specs.slice(1))?.[1] ?? '', 10);
const errorOf = ({ error, message }) => (error ? `${error}: ${message ?? ''}`.slice(0, 110) : 'no error');
const describe = (test) =>
  test.kind === 'code'
    ? `error.${test.path.join('.')} === "ECONNREFUSED"`
    : test.kind === 'class'
      ? `an instance of ${test.module}.${test.name}`
      : `${test.name}.${test.method}(error)`;

/** The name under which a child reports a test. */
export const keyOf = (test) => (test.kind === 'code' ? test.path.join('.') : `${test.module}.${test.name}`);

function check(what, expected, seen, isRight) {
  return { what, expected, seen, isRight };
}
