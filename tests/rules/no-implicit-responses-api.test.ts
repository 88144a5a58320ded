import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';

const rules = { 'vllm/no-implicit-responses-api': 'error' } as const;
/** A file of a project that depends on a version of `@ai-sdk/openai`. The projects stand in `tests`. */
function inProject(project: string) {
  return { rules, filename: fileURLToPath(new URL(`projects/${project}/file.ts`, import.meta.url)), settings: { testFiles: 'report' } };
}

const made = (baseURL: string): string =>
  `import { createOpenAI } from '@ai-sdk/openai';\nconst vllm = createOpenAI({ baseURL: ${baseURL}, apiKey: 'EMPTY' });\n`;
const OWN = made(`process.env.X || 'http://gpu:8000/v1'`);

describe('no-implicit-responses-api', () => {
  it.each([
    ['a call', `${OWN}const model = vllm('m'); // keep\n`, 'vllm(', 'vllm.chat('],
    ['a method', `${OWN}const model = vllm.languageModel('m');\n`, 'languageModel', 'chat'],
    ['a variable of its own name', `${made('process.env.VLLM_URL')}const model = vllm('m');\n`, 'vllm(', 'vllm.chat('],
  ])('suggests chat completions for %s', (_what, code, from, to) => {
    const options = inProject('ai-5');
    const findings = lint(code, options);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      const repaired = applySuggestion(code, finding);
      expect(repaired).toBe(code.replace(from, to));
      expect(lint(repaired, options)).toEqual([]);
    }
  });

  it.each([
    ['the version that asks for chat completions', `${OWN}vllm('m');\n`, 'ai-4'],
    ['a version that is not known', `${OWN}vllm('m');\n`, 'ai-unknown'],
    ['chat completions', `${OWN}vllm.chat('m');\n`, 'ai-6'],
    ['`/responses` by name', `${OWN}vllm.responses('m');\n`, 'ai-6'],
    ['embeddings', `${OWN}vllm.embedding('m');\n`, 'ai-6'],
    ['a hosted provider', `${made(`'https://openrouter.ai/api/v1'`)}vllm('m');\n`, 'ai-6'],
    ['OpenAI', `import { openai } from '@ai-sdk/openai';\nopenai('gpt-4o');\n`, 'ai-6'],
    ['an address that is not known', `${made('process.env.OPENAI_BASE_URL')}vllm('m');\n`, 'ai-6'],
  ])('is silent about %s', (_what, code, project) => {
    expect(lint(code, inProject(project))).toEqual([]);
  });
});
