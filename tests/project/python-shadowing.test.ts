import { describe, expect, it } from 'vitest';
import { findings, project } from './python-files.js';
import { program } from '../program.js';

/** Lines of `app.py` with a call that fails. */
function found(app: string, files: Readonly<Record<string, string>>, name = 'app.py'): string[] {
  return findings(project({ [name]: app, ...files }), name, app);
}

const GENERATE = 'import ollama.client as client\nprint(client.generate(model="m", prompt="p"))\n';
const CHAT = 'import ollama\nprint(ollama.chat(model="m", messages=[]))\n';
const AGENTS = 'from agents import Agent, Runner\nprint(Runner.run_sync(Agent(name="a"), "hi"))\n';
const OPENAI = program`
  from openai import OpenAI
  client = OpenAI()
  print(client.chat.completions.create(model="m", messages=[]))

`;
const CLIENT = OPENAI.replaceAll('OpenAI', 'Client');

describe('a module of the project stands before a package of its name', () => {
  it.each([
    [
      'a package beside the script',
      GENERATE,
      { 'ollama/__init__.py': '', 'ollama/client.py': 'def generate(**options):\n    return ""\n' },
    ],
    ['a module beside the script', CHAT, { 'ollama.py': 'def chat(model, messages):\n    return ""\n' }],
    [
      'names that its package hands on',
      CHAT,
      {
        'ollama/__init__.py': program`
          from .api import (
              chat,
              generate,
          )

        `,
        'ollama/api.py': 'def chat():\n    pass\n',
      },
    ],
    [
      'all names that its package hands on',
      CHAT,
      { 'ollama/__init__.py': 'from .api import *\n', 'ollama/api.py': 'def chat():\n    pass\n' },
    ],
    ['a class', OPENAI, { 'openai.py': 'class OpenAI:\n    pass\n' }],
    [
      'an HTTP client',
      'import requests\nrequests.post("http://gpu:8000/v1/chat/completions")\n',
      { 'requests.py': 'def post(url):\n    return None\n' },
    ],
    [
      'a project that only has a name like it',
      AGENTS,
      {
        'pyproject.toml': '[project]\nname = "agents"\n',
        'agents/__init__.py': program`
          class Runner:
              pass
          class Agent:
              pass

        `,
      },
    ],
    [
      'a package of a member',
      'from ollama import chat\nchat.chat(1)\n',
      { 'ollama/__init__.py': '', 'ollama/chat.py': 'def chat(x):\n    return x\n' },
    ],
  ])('silent: %s', (_what, app, files) => {
    expect(found(app, files)).toEqual([]);
  });

  it('in a src layout', () => {
    expect(found(CHAT, { 'src/ollama.py': 'def chat(model, messages):\n    return ""\n' })).toEqual([]);
    expect(found(CHAT, { 'ollama.py': 'def chat(model, messages):\n    return ""\n' }, 'tools/app.py')).toEqual([]);
  });

  it.each([
    [
      'it has no such name',
      CLIENT,
      {
        'openai.py': program`
          from openai import OpenAI
          class Provider:
              pass

        `,
      },
    ],
    [
      'it gets the name from the package itself',
      OPENAI,
      {
        'openai.py': program`
          from openai import OpenAI

          def ask():
              return OpenAI()

        `,
      },
    ],
    [
      'it is part of a package, and imported by its whole name',
      OPENAI,
      { 'llms/__init__.py': '', 'llms/openai.py': 'class OpenAI:\n    pass\n' },
    ],
    ['its folder holds no code', CHAT, { 'ollama/Dockerfile': '', 'ollama/README.md': '' }],
    [
      'the project is the package itself',
      CHAT,
      {
        'pyproject.toml': '[project]\nname = "ollama"\n',
        'ollama/__init__.py': 'from .api import chat\n',
        'ollama/api.py': 'def chat():\n    pass\n',
      },
    ],
    [
      'the project is the package itself, in a src layout',
      AGENTS,
      {
        'setup.cfg': '[metadata]\nname = openai_agents\n',
        'src/agents/__init__.py': program`
          class Runner:
              pass
          class Agent:
              pass

        `,
      },
    ],
    ['its folder is no package', CHAT, { 'ollama/chat.py': 'def chat():\n    pass\n' }],
  ])('found: %s', (_what, app, files) => {
    expect(found(app, files)).toHaveLength(1);
  });

  it('leaves a retry of the project to its own definition', () => {
    const retried = program`
      from openai import OpenAI
      from retry import retry
      client = OpenAI()
      @retry
      def ask():
          return client.chat.completions.create(model="m", messages=[])

    `;
    const rule = 'require-retry-backoff';
    const own = {
      'retry.py': program`
        import time
        def retry(fn):
            def again():
                while True:
                    try:
                        return fn()
                    except Exception:
                        time.sleep(1)
            return again

      `,
    };
    expect(findings(project({ 'app.py': retried, ...own }), 'app.py', retried, rule)).toEqual([]);
    expect(findings(project({ 'app.py': retried }), 'app.py', retried, rule)).toHaveLength(1);
  });
});
