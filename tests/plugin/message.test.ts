import { describe, expect, it } from 'vitest';
import { cutCode, headlineOf, messageData, rendered } from '../../src/plugin/message.js';

describe('long code in a message', () => {
  it.each([
    ['a name that fits', 'client.chat.completions.create', 'client.chat.completions.create'],
    ['a dotted name, from a part on', 'instructor.exceptions.InstructorRetryException', '…exceptions.InstructorRetryException'],
    ['a long name without dots', 'a'.repeat(50), `${'a'.repeat(39)}…`],
    ['a name whose last part is long', `client.${'a'.repeat(50)}`, `…${'a'.repeat(39)}`],
    ['a path with its line', 'packages/server/src/routes/api/chat/route.ts:12', '…/server/src/routes/api/chat/route.ts:12'],
    ['a URL', 'http://inference-gateway.cluster.internal:8000/v1', 'http://inference-gateway.cluster.intern…'],
    ['an expression', "error instanceof Error && error.message.includes('ECONNREFUSED')", 'error instanceof Error && error.message…'],
  ])('cuts %s', (_what, code, cut) => {
    expect(cutCode(code)).toBe(cut);
    expect(cut.length).toBeLessThanOrEqual(40);
  });
});

describe('the data of a message', () => {
  const fill = (template: string, data: Record<string, string>): string => rendered(template, messageData(template, data));

  it('has a capital letter where a sentence begins, but not in code', () => {
    expect(fill('`{{name}}` is bad. {{library}} fails.', { name: 'ask', library: 'the SDK' })).toBe('`ask` is bad. The SDK fails.');
  });

  it('cuts code, in a value too, and leaves prose as it is', () => {
    expect(fill('Bad. {{prose}}.', { prose: `${'long '.repeat(12)}\`${'a'.repeat(60)}\`` })).toBe(
      `Bad. L${'ong l'.repeat(11)}ong \`${'a'.repeat(39)}…\`.`,
    );
  });

  it('cuts code further where the message is too long', () => {
    const message = fill(`Bad \`{{name}}\`. ${'Long text '.repeat(16)}.`, { name: 'client.beta.chat.completions.create' });
    expect(message).toMatch(/^Bad `…[\w.]*create`\. /);
    expect(message.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['Bad. More.', 'Bad.'],
    ['Bad `Connection error.` here. More.', 'Bad `Connection error.` here.'],
    ['`http://gpu.example.org/v1` is bad. More.', '`http://gpu.example.org/v1` is bad.'],
    ['Sends 3 requests in 1.5 s. More.', 'Sends 3 requests in 1.5 s.'],
  ])('finds the first sentence of %s', (message, headline) => {
    expect(headlineOf(message)).toBe(headline);
  });
});
