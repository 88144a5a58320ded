import { describe, expect, it } from 'vitest';
import { type CallAt, repairOf, repaired } from './harness.js';
import { typeErrors } from './type-check.js';
import { program } from '../../../program.js';

const CALL = '\nawait client.chat.completions.create({ model: "m" });\n';
const CREATE: CallAt = { at: 'client.chat.completions.create', retries: 'absent' };
const IMPORT = 'import OpenAI from "openai";\n';

describe('the option is set where the client is made', () => {
  it.each([
    ['new OpenAI({ apiKey: "a", maxRetries: 0 });', 'new OpenAI({ apiKey: "a", maxRetries: 5 });', 'maxRetries: 0'],
    ['new OpenAI({ apiKey: "a" });', 'new OpenAI({ apiKey: "a", maxRetries: 5 });', 'absent'],
    ['new OpenAI({});', 'new OpenAI({ maxRetries: 5 });', 'absent'],
    ['new OpenAI({ /* none */ });', 'new OpenAI({ maxRetries: 5, /* none */ });', 'absent'],
    ['new OpenAI();', 'new OpenAI({ maxRetries: 5 });', 'absent'],
    ['new OpenAI;', 'new OpenAI({ maxRetries: 5 });', 'absent'],
    [
      program`
        new OpenAI({
          apiKey: "a", // key
        });
      `,
      program`
        new OpenAI({
          apiKey: "a", // key
          maxRetries: 5,
        });
      `,
      'absent',
    ],
    [
      program`
        new OpenAI({
          apiKey: "a" // key
        });
      `,
      program`
        new OpenAI({
          apiKey: "a", // key
          maxRetries: 5
        });
      `,
      'absent',
    ],
    ['new OpenAI({\n\tapiKey: "a"\n});', 'new OpenAI({\n\tapiKey: "a",\n\tmaxRetries: 5\n});', 'absent'],
  ])('%s', (before, after, retries) => {
    const { output, repair } = repaired(`${IMPORT}const client = ${before}${CALL}`, {
      kind: 'set-max-retries',
      call: { ...CREATE, retries },
    });
    expect(output).toBe(`${IMPORT}const client = ${after}${CALL}`);
    expect(repair).toMatchObject({ applicability: retries === 'absent' ? 'safe' : 'unsafe', title: 'Set `maxRetries` to 5' });
    expect(typeErrors(output)).toEqual([]);
  });
});

it('the option is set in the call', () => {
  const source = 'import { generateText } from "ai";\nawait generateText({ model: 1, prompt: "", maxRetries: 0 });\n';
  const { output } = repaired(source, { kind: 'set-max-retries', call: { at: 'generateText', sdk: 'ai', retries: 'maxRetries: 0' } });
  expect(output).toBe(source.replace('maxRetries: 0', 'maxRetries: 5'));
  const absent = repaired(source.replace(', maxRetries: 0', ''), {
    kind: 'set-max-retries',
    call: { at: 'generateText', sdk: 'ai', retries: 'absent' },
  });
  expect(absent.output).toBe(output);
});

it('a spread may set it too', () => {
  const { output, repair } = repaired(`${IMPORT}declare const shared: object;\nconst client = new OpenAI({ ...shared });${CALL}`, {
    kind: 'set-max-retries',
    call: CREATE,
  });
  expect(output).toContain('{ ...shared, maxRetries: 5 }');
  expect(repair.applicability).toBe('unsafe');
});

it.each([
  ['a variable', 'declare const options: object;\nconst client = new OpenAI(options);', 'absent'],
  ['spread arguments', 'declare const options: [object];\nconst client = new OpenAI(...options);', 'absent'],
  ['a number that is kept elsewhere', 'const options = { maxRetries: 0 };\nconst client = new OpenAI(options);', 'maxRetries: 0'],
])('no repair for %s', (_, head, retries) => {
  expect(repairOf(`${IMPORT}${head}${CALL}`, { kind: 'set-max-retries', call: { ...CREATE, retries } })).toBeUndefined();
});
