import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';

const rules = { 'vllm/no-ineffective-connection-check': 'error' } as const;
const python = { rules, filename: 'src/file.py' };
const OPENAI_PY = 'import openai\n\nclient = openai.OpenAI()\n';
const CHAT_PY = 'client.chat.completions.create(model="m", messages=[])';

describe('no-ineffective-connection-check in Python', () => {
  it('points at the call and says what is raised', () => {
    const [finding] = lint(`${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept ConnectionError:\n    print("down")\n`, python);
    expect(finding?.message).toContain('`ConnectionError` never sees the refused connection');
    expect(finding?.message).toContain('`openai.APIConnectionError`');
    expect(finding).toMatchObject({ line: 5, column: 29 });
  });

  it('tells a handler of answers from one of refused connections', () => {
    const [finding] = lint(`${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.RateLimitError:\n    print("busy")\n`, python);
    expect(finding?.message).toContain('`openai.RateLimitError` is for what the server answers');
    expect(finding?.message).toContain('goes past this handler');
    expect(finding).toMatchObject({ line: 5, column: 29 });
  });

  it.each([
    ['another class', `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept ConnectionError:  # keep\n    print("down")\n`],
    ['an answer', `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.RateLimitError:\n    print("busy")  # keep\n`],
    ['in a caller', `${OPENAI_PY}def ask():\n    return ${CHAT_PY}\n\ntry:\n    ask()\nexcept ConnectionRefusedError:  # keep\n    print("down")\n`],
  ])('the suggestion ends the finding and keeps comments: %s', (_what, code) => {
    const [finding] = lint(code, python);
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain('# keep');
    expect(lint(repaired, { filename: 'src/file.py', rules: { ...rules, 'vllm/require-connection-error-handling': 'error' } })).toEqual([]);
  });

  it.each([
    ['the class that is raised', `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.APIConnectionError:\n    print("down")\n`],
    ['somebody catches it', `${OPENAI_PY}try:\n    ${CHAT_PY}\nexcept openai.RateLimitError:\n    print("busy")\nexcept openai.OpenAIError:\n    print("down")\n`],
    ['something else may raise it', `${OPENAI_PY}from app import connect\ntry:\n    connect()\n    ${CHAT_PY}\nexcept ConnectionError:\n    print("down")\n`],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, python)).toEqual([]);
  });
});
