import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../src/model/facts/endpoint.js';
import type { Intent } from '../../../../src/model/fix.js';
import { type Repaired, type Surroundings, read, repairOf, repaired } from './harness.js';
import { program } from '../../../program.js';

const V1 = 'http://localhost:8000/v1';
const CLIENT = 'from openai import OpenAI\n';
const READ = 'os.environ.get("VLLM_BASE_URL")';

/** Repairs the literal endpoint at an index, and checks that none is left in its place. */
function fromEnvironment(source: string, surroundings?: Surroundings, index = 0): Repaired {
  const literals = (text: string) => read(text, surroundings).facts.endpoints.filter((e) => e.source === 'literal');
  const result = repaired(source, ({ endpoints }) => choice(endpoints.filter((e) => e.source === 'literal')[index]), surroundings);
  expect(literals(result.output), result.output).toHaveLength(literals(source).length - 1);
  return result;
}

function choice(endpoint: Endpoint | undefined): Intent | undefined {
  return endpoint && { kind: 'read-endpoint-from-environment', endpoint };
}

function refuses(source: string, surroundings?: Surroundings): void {
  expect(repairOf(source, ({ endpoints }) => choice(endpoints.find((e) => e.source === 'literal')), surroundings)).toBeUndefined();
}

/** What becomes of code behind `import os` and the client's import. */
function rewritten(code: string): string {
  const { output, repair } = fromEnvironment(`import os\n${CLIENT}${code}`);
  expect(repair).toMatchObject({ applicability: 'safe', title: 'Read the base URL from `VLLM_BASE_URL`' });
  return output.slice(`import os\n${CLIENT}`.length);
}

describe('the old literal becomes the fallback', () => {
  it.each([
    ['a keyword argument', `c = OpenAI(base_url="${V1}")`, `c = OpenAI(base_url=${READ} or "${V1}")`],
    ['a constant', `URL = '${V1}'\nc = OpenAI(base_url=URL)`, `URL = os.environ.get('VLLM_BASE_URL') or '${V1}'\nc = OpenAI(base_url=URL)`],
    ['a typed constant', `URL: str = "${V1}"\nc = OpenAI(base_url=URL)`, `URL: str = ${READ} or "${V1}"\nc = OpenAI(base_url=URL)`],
    ['a dict', `O = {"base_url": "${V1}"}\nc = OpenAI(**O)`, `O = {"base_url": ${READ} or "${V1}"}\nc = OpenAI(**O)`],
    [
      'a class attribute',
      `class A:\n    url = "${V1}"\n    def f(self):\n        return OpenAI(base_url=self.url)`,
      `class A:\n    url = ${READ} or "${V1}"\n    def f(self):\n        return OpenAI(base_url=self.url)`,
    ],
    [
      'a concatenation',
      `c = OpenAI(base_url="http://localhost:8000" + "/v1")`,
      `c = OpenAI(base_url=(${READ} or "http://localhost:8000") + "/v1")`,
    ],
    ['a method', `c = OpenAI(base_url="${V1}/".rstrip("/"))`, `c = OpenAI(base_url=(${READ} or "${V1}/").rstrip("/"))`],
    [
      'a method of a literal in parentheses',
      `c = OpenAI(base_url=("${V1}/").rstrip("/"))`,
      `c = OpenAI(base_url=(${READ} or "${V1}/").rstrip("/"))`,
    ],
    ['a literal in parentheses', `c = OpenAI(base_url=("${V1}"))`, `c = OpenAI(base_url=(${READ} or "${V1}"))`],
    [
      'implicit concatenation',
      program`
        c = OpenAI(base_url=(
            "http://localhost:8000"  # host
            "/v1"
        ))
      `,
      `c = OpenAI(base_url=(\n    ${READ} or "http://localhost:8000"  # host\n    "/v1"\n))`,
    ],
    ['a triple quoted string', `c = OpenAI(base_url="""${V1}""")`, `c = OpenAI(base_url=${READ} or """${V1}""")`],
    ['a raw string', `c = OpenAI(base_url=r"${V1}")`, `c = OpenAI(base_url=${READ} or r"${V1}")`],
    ['an f-string without holes', `c = OpenAI(base_url=f"${V1}")`, `c = OpenAI(base_url=${READ} or f"${V1}")`],
    ['a lambda', `f = lambda: OpenAI(base_url="${V1}")`, `f = lambda: OpenAI(base_url=${READ} or "${V1}")`],
    ['a walrus', `c = OpenAI(base_url=(u := "${V1}"))`, `c = OpenAI(base_url=(u := ${READ} or "${V1}"))`],
    [
      'a returned keyword next to it',
      `def u(): return"${V1}"\nc = OpenAI(base_url=u())`,
      `def u(): return ${READ} or "${V1}"\nc = OpenAI(base_url=u())`,
    ],
    ['an attribute of the module', `import openai\nopenai.base_url = "${V1}/"`, `import openai\nopenai.base_url = ${READ} or "${V1}/"`],
  ])('in %s', (_, code, output) => {
    expect(rewritten(`${code}\n`)).toBe(`${output}\n`);
  });
});

describe('a path behind the base URL stays', () => {
  const post = (code: string) => {
    const { output } = fromEnvironment(`import os\nimport requests\n${code}\n`);
    return output.slice('import os\nimport requests\n'.length, -1);
  };
  it.each([
    [
      'a literal',
      `requests.post("${V1}/chat/completions")`,
      `requests.post(f"{os.environ.get('VLLM_BASE_URL') or '${V1}'}/chat/completions")`,
    ],
    [
      'single quotes',
      `requests.post('${V1}/chat/completions')`,
      `requests.post(f'{os.environ.get("VLLM_BASE_URL") or "${V1}"}/chat/completions')`,
    ],
    [
      'braces behind it',
      `requests.post("${V1}/chat/completions?a={b}")`,
      `requests.post(f"{os.environ.get('VLLM_BASE_URL') or '${V1}'}/chat/completions?a={{b}}")`,
    ],
    ['an f-string', `requests.get(f"${V1}/models/{name}")`, `requests.get(f"{os.environ.get('VLLM_BASE_URL') or '${V1}'}/models/{name}")`],
    ['a hole in the port', 'requests.post(f"http://localhost:{port}/v1/chat/completions")', undefined],
    [
      'strings side by side with a comment',
      `requests.post(\n    "${V1}"  # server\n    f"/chat/completions?user={name}"\n)`,
      `requests.post(\n    (${READ} or "${V1}") +  # server\n    f"/chat/completions?user={name}"\n)`,
    ],
    ['a template of `%`', `requests.get("${V1}/models/%s" % name)`, `requests.get((${READ} or "${V1}") + "/models/%s" % name)`],
    [
      'a template of `format()`',
      `requests.get("${V1}/models/{}".format(name).strip())`,
      `requests.get(((${READ} or "${V1}") + "/models/{}".format(name)).strip())`,
    ],
    [
      'strings side by side',
      `requests.post(\n    "${V1}"\n    "/chat/completions"\n)`,
      `requests.post(\n    (${READ} or "${V1}") +\n    "/chat/completions"\n)`,
    ],
    [
      'an f-string beside it',
      `requests.get("${V1}/models" f"/{name}")`,
      `requests.get(f"{os.environ.get('VLLM_BASE_URL') or '${V1}'}/models" f"/{name}")`,
    ],
    ['a raw string', `requests.get(r"${V1}/models")`, `requests.get((${READ} or r"${V1}") + r"/models")`],
    [
      'a constant that a path is added to',
      'U = "http://localhost:8000"\nrequests.get(U + "/v1/models")',
      `U = ${READ} or "http://localhost:8000"\nrequests.get(U + "/v1/models")`,
    ],
    [
      'a string in the hole of another',
      `requests.get(f"{'${V1}/chat'}/completions")`,
      `requests.get(f"{(os.environ.get('VLLM_BASE_URL') or '${V1}') + '/chat'}/completions")`,
    ],
  ])('in %s', (_, code, output) => {
    if (output === undefined) expect(read(`import requests\n${code}\n`).facts.endpoints.filter((e) => e.source === 'literal')).toEqual([]);
    else expect(post(code)).toBe(output);
  });
});

describe('the import', () => {
  const use = `c = OpenAI(base_url="${V1}")\n`;
  const used = `c = OpenAI(base_url=${READ} or "${V1}")\n`;
  it.each([
    ['before the imports', `${CLIENT}\n${use}`, `import os\n\n${CLIENT}\n${used}`],
    [
      'behind docstring and `__future__`',
      `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""Doc."""\nfrom __future__ import annotations\n\n# OpenAI\n${CLIENT}\n${use}`,
      `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""Doc."""\nfrom __future__ import annotations\n\nimport os\n\n# OpenAI\n${CLIENT}\n${used}`,
    ],
    [
      'at the top where imports are in functions',
      `#!/usr/bin/env python3\n"""Doc."""\n\n# Makes a client.\ndef f():\n    ${CLIENT}    ${use}`,
      `#!/usr/bin/env python3\n"""Doc."""\n\nimport os\n\n# Makes a client.\ndef f():\n    ${CLIENT}    ${used}`,
    ],
    ['not where it stands', `import os\n${CLIENT}${use}`, `import os\n${CLIENT}${used}`],
    ['not where a sub-module is imported', `import os.path\n${CLIENT}${use}`, `import os.path\n${CLIENT}${used}`],
    ['under another name', `import os as _os\n${CLIENT}${use}`, `import os as _os\n${CLIENT}${used.replace('os.environ', '_os.environ')}`],
    [
      'of `environ`',
      `from os import environ\n${CLIENT}${use}`,
      `from os import environ\n${CLIENT}${used.replace('os.environ', 'environ')}`,
    ],
    [
      'of `getenv`',
      `from os import getenv\n${CLIENT}${use}`,
      `from os import getenv\n${CLIENT}${used.replace('os.environ.get', 'getenv')}`,
    ],
    ['in a function', `${CLIENT}def f():\n    import os\n    ${use}`, `${CLIENT}def f():\n    import os\n    ${used}`],
    ['again where the other is below', `${CLIENT}${use}import os\n`, `import os\n\n${CLIENT}${used}import os\n`],
    [
      'again where the other is conditional',
      `${CLIENT}if c:\n    import os\n${use}`,
      `import os\n\n${CLIENT}if c:\n    import os\n${used}`,
    ],
    [
      'where `os` is a parameter',
      `${CLIENT}def f(os):\n    ${use}`,
      `from os import environ\n\n${CLIENT}def f(os):\n    ${used.replace('os.environ', 'environ')}`,
    ],
    ['with CRLF', `${CLIENT}${use}`.replaceAll('\n', '\r\n'), `import os\n\n${CLIENT}${used}`.replaceAll('\n', '\r\n')],
    ['behind a byte order mark', `\uFEFF${CLIENT}${use}`, `\uFEFFimport os\n\n${CLIENT}${used}`],
    [
      'above code that comes before other imports',
      `import sys\nsys.path.append("x")\n${CLIENT}${use}`,
      `import os\nimport sys\nsys.path.append("x")\n${CLIENT}${used}`,
    ],
  ])('goes %s', (_, source, output) => {
    expect(fromEnvironment(source).output).toBe(output);
  });

  it('is not written where every name is taken', () => {
    refuses(`${CLIENT}def f(os, environ):\n    ${use}`);
  });

  it('is of the object that the settings name', () => {
    const settings = { env: { import: 'settings', from: 'app.config' } } as const;
    expect(fromEnvironment(`${CLIENT}\n${use}`, { settings }).output).toBe(
      `from app.config import settings\n${CLIENT}\nc = OpenAI(base_url=settings.VLLM_BASE_URL or "${V1}")\n`,
    );
    expect(fromEnvironment(`from app.config import settings\n${CLIENT}\n${use}`, { settings }).output).toContain(
      'settings.VLLM_BASE_URL or',
    );
    expect(fromEnvironment(`from app.config import Config\n${CLIENT}\n${use}`, { settings }).output).toContain(
      'from app.config import Config, settings\n',
    );
    expect(fromEnvironment(`${CLIENT}\n${use}`, { settings, filename: '/project/app/config.py' }).output).toContain(READ);
    expect(fromEnvironment(`${CLIENT}\n${use}`, { settings: { env: 'process.env' } }).output).toContain(READ);
  });
});

describe('two base URLs have two variables', () => {
  const source = `import os\n${CLIENT}a = OpenAI(base_url="${V1}")\nb = OpenAI(base_url="http://gpu-box:8001/v1")\nc = OpenAI(base_url="${V1}")\n`;
  it('whichever is repaired first', () => {
    const first = fromEnvironment(fromEnvironment(fromEnvironment(source).output).output).output;
    expect(first).toBe(
      `import os\n${CLIENT}a = OpenAI(base_url=${READ} or "${V1}")\nb = OpenAI(base_url=os.environ.get("VLLM_BASE_URL_GPU_BOX_8001") or "http://gpu-box:8001/v1")\nc = OpenAI(base_url=${READ} or "${V1}")\n`,
    );
    expect(fromEnvironment(fromEnvironment(fromEnvironment(source, {}, 2).output, {}, 1).output).output).toBe(first);
    expect(fromEnvironment(fromEnvironment(fromEnvironment(source, {}, 1).output, {}, 1).output).output).toBe(first);
  });

  it('a request to the root of a server takes the version off', () => {
    const health = `import os\nimport requests\n${CLIENT}a = OpenAI(base_url="${V1}")\nrequests.get("http://localhost:8000/health")\n`;
    const output = `import os\nimport requests\n${CLIENT}a = OpenAI(base_url=${READ} or "${V1}")\nrequests.get(f"{(os.environ.get('VLLM_BASE_URL') or 'http://localhost:8000').rstrip('/').removesuffix('/v1')}/health")\n`;
    expect(fromEnvironment(fromEnvironment(health).output).output).toBe(output);
    expect(fromEnvironment(fromEnvironment(health, {}, 1).output).output).toBe(output);
  });
});

describe('no repair', () => {
  it.each([['of a literal type', `from typing import Literal\n${CLIENT}u: Literal["${V1}"] = "${V1}"\nc = OpenAI(base_url=u)\n`]])(
    '%s',
    (_, source) => {
      refuses(source);
    },
  );
});
