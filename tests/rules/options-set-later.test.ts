import { describe, expect, it } from 'vitest';
import { lint } from './lint.js';

const js = (rule: string) => ({ rules: { [`vllm/${rule}`]: 'error' } as const });
const py = (rule: string) => ({ rules: { [`vllm/${rule}`]: 'error' } as const, filename: 'src/file.py' });

const URL = `'http://gpu:8000/v1/chat/completions'`;
const PY_URL = '"http://gpu:8000/v1/chat/completions"';
const OPENAI = `import OpenAI from 'openai';\n`;
const OPENAI_PY = 'from openai import OpenAI\n';
const BASE = `baseURL: 'http://localhost:8000/v1'`;
const BASE_PY = '"base_url": "http://localhost:8000/v1"';

/** `// later` stands where the option may be set. */
describe('options that are set behind the literal that made them', () => {
  it.each([
    [
      'require-timeout',
      `const init = { method: 'POST' };\n// later\nawait fetch(${URL}, init);\n`,
      'if (signal) init.signal = signal;',
      'init.body = body;',
    ],
    [
      'require-timeout',
      `const init = { method: 'POST' };\n// later\nawait fetch(${URL}, init);\n`,
      '(init as RequestInit).signal = signal;',
      'delete init.method;',
    ],
    [
      'require-timeout',
      `const init = { method: 'POST' };\n// later\nawait fetch(${URL}, { ...init });\n`,
      "init['signal'] = signal;",
      'console.log(init.signal);',
    ],
    [
      'require-api-key',
      `${OPENAI}const options = { ${BASE} };\n// later\nnew OpenAI(options);\n`,
      'options.apiKey ??= key;',
      'options.timeout = 5;',
    ],
    [
      'require-api-key',
      `${OPENAI}const options = { ${BASE} };\n// later\nnew OpenAI(options);\n`,
      'Object.assign(options, more);',
      'Object.assign(more, options);',
    ],
    [
      'require-api-key',
      `${OPENAI}const options = { ${BASE} };\nfunction addKey(to) { to.apiKey = 'x'; }\n// later\nnew OpenAI(options);\n`,
      'addKey(options);',
      'console.log(options);',
    ],
    [
      'require-api-key',
      `${OPENAI}class Llm {\n  options = { ${BASE} };\n  constructor(key) {\n    // later\n    this.client = new OpenAI(this.options);\n  }\n}\n`,
      'this.options.apiKey = key;',
      'this.options.timeout = 5;',
    ],
    [
      'valid-base-url',
      `${OPENAI}const options = { baseURL: 'http://localhost:8000' };\n// later\nnew OpenAI(options);\n`,
      "options.baseURL += '/v1';",
      "options.apiKey = 'EMPTY';",
    ],
    [
      'no-blind-retry',
      `${OPENAI}import pRetry from 'p-retry';\nconst client = new OpenAI();\nconst options = { retries: 5 };\n// later\nconst answer = await pRetry(() => client.completions.create({ model: 'm', prompt: '' }), options);\nconsole.log(answer);\n`,
      'options.shouldRetry = mayPass;',
      'options.factor = 3;',
    ],
  ])('%s, JavaScript: silent with the option, found with another: %#', (rule, code, set, other) => {
    expect(lint(code.replace('// later', set), js(rule))).toEqual([]);
    expect(lint(code.replace('// later', other), js(rule))).toHaveLength(1);
  });

  it.each([
    [
      'require-timeout',
      `import requests\noptions = {"json": {}}\n# later\nrequests.post(${PY_URL}, **options)\n`,
      'options["timeout"] = 5',
      'options["headers"] = {}',
    ],
    [
      'require-timeout',
      `import requests\noptions = dict(json={})\n# later\nrequests.post(${PY_URL}, **options)\n`,
      'options.update(more)',
      'print(options.get("timeout"))',
    ],
    [
      'require-api-key',
      `${OPENAI_PY}options = {${BASE_PY}}\n# later\nOpenAI(**options)\n`,
      'options.setdefault("api_key", key)',
      'options.setdefault("timeout", 5)',
    ],
    [
      'require-api-key',
      `${OPENAI_PY}def add_key(to):\n    to["api_key"] = "x"\n\noptions = {${BASE_PY}}\n# later\nOpenAI(**options)\n`,
      'add_key(options)',
      'print(options)',
    ],
    [
      'require-api-key',
      `${OPENAI_PY}class Llm:\n    options = {${BASE_PY}}\n\n    def __init__(self, key):\n        # later\n        self.client = OpenAI(**self.options)\n`,
      'self.options["api_key"] = key',
      'self.options["timeout"] = 5',
    ],
    [
      'valid-base-url',
      `${OPENAI_PY}options = {"base_url": "http://localhost:8000"}\n# later\nOpenAI(**options)\n`,
      'options["base_url"] += "/v1"',
      'options["api_key"] = "EMPTY"',
    ],
  ])('%s, Python: silent with the option, found with another: %#', (rule, code, set, other) => {
    expect(lint(code.replace('# later', set), py(rule))).toEqual([]);
    expect(lint(code.replace('# later', other), py(rule))).toHaveLength(1);
  });
});
