import { beforeAll, describe, expect, it } from 'vitest';
import { makeProject, type Project } from './project.js';
import { program } from '../program.js';

describe.each(['eslint-9', 'eslint-10'] as const)('types, in %s', (version) => {
  let project: Project;
  beforeAll(() => {
    project = makeProject('types', version);
    project.write(
      'eslint.config.ts',
      program`
        import { defineConfig } from 'eslint/config';
        import vllm from 'eslint-plugin-vllm';

        export default defineConfig(
          { plugins: { vllm }, extends: ['vllm/recommended', 'vllm/typescript', 'vllm/python'], settings: { vllm: { envVar: 'LLM_URL' } } },
          vllm.configs.strict,
          { files: ['src/**'], extends: [vllm.configs.all] },
          { plugins: { llm: vllm }, extends: ['llm/recommended', 'llm/python'] },
          vllm.configs.typescript,
          vllm.configs.python,
          { files: ['services/**'], extends: [vllm.configs.python] },
        );

      `,
    );
  });

  it.each([
    ['nodenext', { module: 'nodenext' }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ])('are right for defineConfig with %s', (_, options) => {
    const compilerOptions = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      target: 'es2023',
      types: [],
      ...options,
    };
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['eslint.config.ts'] }));
    expect(project.run('tsc')).toEqual({ code: 0, out: '' });
  });
});
