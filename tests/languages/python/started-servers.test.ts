import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';

const findings = (code: string): number => lint(code, { rules: { 'vllm/no-hardcoded-base-url': 'error' }, filename: 'src/app.py' }).length;

describe('a server that a Python file starts itself', () => {
  const ollama = (start: string, url = 'http://localhost:11434/api/tags') =>
    `import asyncio\nimport os\nimport subprocess\nimport sys\nimport requests\n\n${start}\nprint(requests.get("${url}", timeout=1).json())\n`;
  const vllm = (start: string, url = 'http://127.0.0.1:8000/v1') =>
    `import asyncio\nimport os\nimport subprocess\nimport sys\nfrom openai import OpenAI\n\n${start}\nclient = OpenAI(base_url="${url}", api_key="EMPTY")\n`;

  it.each([
    ['a list', ollama('subprocess.Popen(["ollama", "serve"])')],
    ['a list under a name', ollama('COMMAND = ["ollama", "serve"]\nserver = subprocess.Popen(COMMAND)')],
    ['a shell', ollama('os.system("nohup ollama serve &")')],
    ['a full path', ollama('subprocess.Popen(["/usr/local/bin/ollama", "serve"])')],
    ['in a function', ollama('async def start():\n    await asyncio.create_subprocess_exec("ollama", "serve")\n')],
    ['vLLM', vllm('subprocess.Popen(["vllm", "serve", model, "--port", "8000"])')],
    ["a module of Python's", vllm('subprocess.Popen([sys.executable, "-m", "vllm.entrypoints.openai.api_server", "--model", model])')],
    ['a text with holes', vllm('subprocess.Popen(f"llama-server -m {model} --port 8000", shell=True)')],
    ['LiteLLM', vllm('subprocess.Popen(["litellm", "--config", "c.yaml"])', 'http://localhost:4000')],
  ])('silent: %s', (_what, code) => {
    expect(findings(code)).toBe(0);
  });

  it.each([
    ['nothing is started', ollama('')],
    ['another command of the program', ollama('subprocess.run(["ollama", "list"])')],
    ['another program', ollama('subprocess.Popen(["redis-server", "serve"])')],
    ['another server', ollama('subprocess.Popen(["vllm", "serve", "m"])')],
    ['another machine', ollama('subprocess.Popen(["ollama", "serve"])', 'http://192.168.1.9:11434/api/tags')],
    ['a name that only begins so', vllm('subprocess.Popen(["vllm-helper", "serve"])')],
    ['a function of another name', ollama('from helpers import Popen\nPopen(["ollama", "serve"])')],
  ])('reported: %s', (_what, code) => {
    expect(findings(code)).toBe(1);
  });
});
