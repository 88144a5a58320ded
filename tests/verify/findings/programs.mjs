// The programs: one file each, `programs/RULE/SDK.mjs` or `SDK.WHAT.py`. What its first comments say is read here.
import { readFileSync, readdirSync } from 'node:fs';
import { PLANS } from './plans.mjs';
import { SDKS } from './sdks.mjs';

const FOLDER = new URL('programs/', import.meta.url);
const LINE = /^(?:\/\/|#) (server|env|before|after|repair|slow|unrun|unrepaired|install|set|shorten): (.*)\n/u;

/** Every program: its rule, SDK and language, its text without the lines of directions, and how it is run. */
export function programs() {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .flatMap(({ name: rule }) => {
      const folder = new URL(`${rule}/`, FOLDER);
      return readdirSync(folder)
        .filter((file) => /\.(?:mjs|ts|py)$/u.test(file))
        .sort()
        .map((file) => read(rule, file, readFileSync(new URL(file, folder), 'utf8')));
    });
}

function read(rule, file, whole) {
  const [sdkName] = file.split('.');
  const language = file.endsWith('.py') ? 'python' : 'javascript';
  const [said, text] = directionsOf(whole);
  const sdk = SDKS[language][sdkName];
  if (!sdk) throw new Error(`${rule}/${file}: no SDK \`${sdkName}\` of ${language} in sdks.mjs`);
  const plan = PLANS[rule];
  if (!plan) throw new Error(`${rule}/${file}: no plan for the rule in plans.mjs`);
  const { server, env, before, after } = said;
  const isOwn = [server, env, before, after].some((value) => value !== undefined);
  const [first] = plan.runs;
  const runs = isOwn ? [{ ...first, title: undefined, ...defined({ server, env, before, after }) }] : plan.runs;
  return {
    rule,
    file,
    name: `${rule}/${file}`,
    language,
    sdk,
    text,
    runs,
    repair: said.repair ?? plan.repair,
    unrun: said.unrun,
    unrepaired: said.unrepaired,
    install: said.install,
    set: said.set,
    shorten: said.shorten?.split(' -> '),
    isQuick:
      Boolean(sdk.quick) &&
      said.slow === undefined &&
      said.install === undefined &&
      (plan.quick ?? ['']).some((one) => file.startsWith(one)),
  };
}

/** The lines of directions at the head of a program, and what follows. */
function directionsOf(whole) {
  const said = {};
  let text = whole;
  for (let line = LINE.exec(text); line; line = LINE.exec(text)) {
    said[line[1]] = line[2];
    text = text.slice(line[0].length);
  }
  return [said, text.replace(/^\n/u, '')];
}

const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
