import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';
import { program } from '../../program.js';

const rules = { 'vllm/require-retry': 'error' } as const;
const filename = 'src/app.py';
const IMPORTS = program`
  import json
  import time
  import logging
  import requests
  import httpx
  import ollama
  from openai import OpenAI
  from urllib.request import Request, urlopen

  logger = logging.getLogger(__name__)
  client = OpenAI(base_url="http://gpu:8000/v1", max_retries=0)
  URL = "http://localhost:11434/api/generate"
  CHAT = "http://gpu:8000/v1/chat/completions"


`;

/** A function that catches its failure and gives `failed`. */
const fn = (body: readonly string[], failed = 'return None', head = 'def run(model, prompt, results):'): string =>
  `${IMPORTS}${head}\n    try:\n${body.map((line) => `        ${line}\n`).join('')}    except Exception as error:\n        logger.warning("failed: %s", error)\n        ${failed}\n`;
const findings = (code: string): number => lint(code, { rules, filename }).length;

describe('require-retry in Python and tests of a connection', () => {
  const HELLO = 'r = requests.post(CHAT, json={"model": model, "messages": [{"role": "user", "content": "Hello"}]}, timeout=5)';
  const ASK = 'r = requests.post(CHAT, json={"model": model, "messages": [{"role": "user", "content": prompt}]}, timeout=5)';

  it.each([
    ['a dict with a verdict', [HELLO, 'return {"ok": r.status_code == 200, "text": r.text}'], 'return {"ok": False, "error": str(error)}'],
    ['an object with a verdict', [HELLO, 'return Health(success=True, text=r.text)'], 'return Health(success=False)'],
    ['a verdict under a name', [HELLO, 'ok = r.status_code == 200', 'logger.info("ok: %s", ok)', 'return ok'], 'return False'],
    ['a verdict with a reason', [HELLO, 'return True, f"answered {len(r.json()[\'response\'])} characters"'], 'return False, str(error)'],
    ['the size of an answer', [ASK, 'text = r.json()["choices"][0]["message"]["content"].strip()', 'return len(text) > 0'], 'return False'],
    ['whether there is an answer', [ASK, 'return bool(r.json().get("choices"))'], 'return False'],
    ['whether a field is there', [ASK, 'return "choices" in r.json()'], 'return False'],
    [
      'the text of an error alone',
      [ASK, 'if r.status_code != 200:', '    return False, r.text[:300]', 'return True, ""'],
      'return False, str(error)',
    ],
    [
      'the text of an error behind a success',
      [ASK, 'if r.ok:', '    return {"success": True}', 'return {"success": False, "error": r.text}'],
      'return {"success": False, "error": str(error)}',
    ],
    [
      'few tokens for a short text',
      ['r = client.chat.completions.create(model=model, max_tokens=1, messages=[{"role": "user", "content": "ping"}])', 'print(r)'],
      'return None',
    ],
    [
      "few tokens of Ollama's",
      ['r = ollama.generate(model=model, prompt="hi", options={"num_predict": 1})', 'results.append(r)'],
      'return None',
    ],
    [
      'few tokens by hand',
      [
        'r = urlopen(Request(URL, data=json.dumps({"model": model, "prompt": "hi", "options": {"num_predict": 3}}).encode()))',
        'return r.read()',
      ],
      'return None',
    ],
  ])('silent: %s', (_what, body, failed) => {
    expect(findings(fn(body, failed))).toBe(0);
  });

  it.each([
    [
      'a dict with a verdict and the answer',
      [ASK, 'return {"success": True, "answer": r.json()["response"]}'],
      'return {"success": False}',
    ],
    ['a verdict that the model gives', [ASK, 'return "yes" in r.json()["choices"][0]["message"]["content"]'], 'return False'],
    [
      'a verdict that the model decides',
      [ASK, 'text = r.json()["response"]', 'if text.strip() == "YES":', '    return True', 'return False'],
      'return False',
    ],
    ['an answer that is stored', [ASK, 'results.append(r.json())', 'return True'], 'return False'],
    ['an answer that a method gets', [ASK, 'ok = results.save(r.json())', 'return ok'], 'return False'],
    ['an answer that is printed', [ASK, 'print(r.json()["response"])', 'return True'], 'return False'],
    [
      'few tokens that classify',
      ['r = ollama.generate(model=model, prompt=prompt, options={"num_predict": 2})', 'return r["response"]'],
      'return None',
    ],
    ['a short text whose answer is shown', [HELLO, 'print(r.json())'], 'return None'],
    [
      'a number of tokens',
      [
        'r = requests.post("http://gpu:8000/tokenize", json={"model": model, "prompt": prompt}, timeout=5)',
        'return len(r.json()["tokens"]) > 0',
      ],
      'return False',
    ],
  ])('reported: %s', (_what, body, failed) => {
    expect(findings(fn(body, failed))).toBe(1);
  });
});

describe('require-retry in Python and models that are loaded, unloaded and kept', () => {
  it.each([
    ['without a handler', 'client.chat.completions.create(model=model, messages=messages)'],
    [
      'whose handler raises again',
      program`
        try:
            client.chat.completions.create(model=model, messages=messages)
        except Exception as error:
            logger.warning("failed: %s", error)
            raise
      `,
    ],
    [
      'inside a suite whose only handler raises again',
      program`
        try:
            with open("log") as log:
                requests.post(CHAT, json={"model": model, "messages": messages}, timeout=30)
        except requests.ConnectionError as error:
            raise RuntimeError("server is down") from error
      `,
    ],
  ])('reported: an answer that is dropped, %s', (_what, body) => {
    const code = `${IMPORTS}def run(model, messages):\n${body.replace(/^/gm, '    ')}\n`;
    expect(findings(code)).toBe(1);
  });

  it.each([
    ['a blank prompt', ['r = requests.post(URL, json={"model": model, "prompt": " "}, timeout=300)', 'return r.json()']],
    ['no messages', ['return ollama.chat(model=model, messages=[])']],
    ['no prompt and keep_alive', ['return ollama.generate(model=model, keep_alive=-1)']],
    ['an unload by hand', ['payload = {"model": model, "prompt": "", "keep_alive": "0s"}', 'return httpx.post(URL, json=payload).json()']],
    ['an answer that is dropped', ['requests.post(URL, json={"model": model, "prompt": "hi"}, timeout=30)']],
    [
      'an answer of an SDK that is dropped',
      ['client.chat.completions.create(model=model, messages=[{"role": "user", "content": prompt}])'],
    ],
    [
      'a status that is logged',
      [
        'r = requests.post(URL, json={"model": model, "prompt": prompt}, timeout=30)',
        'if r.status_code != 200:',
        '    logger.warning("HTTP %s: %s", r.status_code, r.text[:500])',
        '    return',
        'logger.info("loaded")',
      ],
    ],
    [
      'a status that is stored',
      ['r = requests.post(URL, json={"model": model, "prompt": prompt}, timeout=30)', 'results[model] = {"success": r.status_code == 200}'],
    ],
    ['a stream that is not read', ['for _ in ollama.generate(model=model, prompt=prompt, stream=True):', '    pass']],
    ['a path that is no model’s', ['requests.post("http://localhost:11434/api/terminate")']],
  ])('silent: %s', (_what, body) => {
    expect(findings(fn(body))).toBe(0);
  });

  it.each([
    ['a prompt and keep_alive', ['return ollama.generate(model=model, prompt=prompt, keep_alive=-1)']],
    ['no messages for another server', ['r = requests.post(CHAT, json={"model": model, "messages": []}, timeout=30)', 'return r.json()']],
    [
      'an answer after the error of another',
      [
        'r = requests.get("http://localhost:11434/api/tags", timeout=5)',
        'if r.status_code == 404:',
        '    r = requests.post(URL, json={"model": model, "prompt": prompt}, timeout=30)',
        '    return r.json()',
        'return r.json()',
      ],
    ],
    ['a pull', ['requests.post("http://localhost:11434/api/pull", json={"model": model}, timeout=900)']],
    [
      'a stream that is collected',
      [
        'parts = []',
        'for part in ollama.generate(model=model, prompt=prompt, stream=True):',
        '    parts.append(part["response"])',
        'return "".join(parts)',
      ],
    ],
    [
      'an answer that a function of the file returns',
      [
        'r = requests.post(URL, json={"model": model, "prompt": prompt}, timeout=30)',
        'def later():',
        '    return r.json()',
        'return later',
      ],
    ],
  ])('reported: %s', (_what, body) => {
    expect(findings(fn(body))).toBe(1);
  });

  it('leaves the handling of a warm-up to the other rules', () => {
    const code = `${IMPORTS}requests.post(URL, json={"model": "m", "prompt": ""}, timeout=30)\n`;
    const ids = lint(code, { rules: { ...rules, 'vllm/require-connection-error-handling': 'error' }, filename }).map(
      ({ ruleId }) => ruleId,
    );
    expect(ids).toEqual(['vllm/require-connection-error-handling']);
  });
});

describe('require-retry in Python and calls that are measured', () => {
  const ASK = 'r = requests.post(URL, json={"model": model, "prompt": prompt}, timeout=60)';
  it.each([
    ['a time beside a number of tokens', ['start = time.time()', ASK, 'return time.time() - start, r.json()["eval_count"]'], 'return None'],
    [
      'a time that is stored',
      [
        'start = time.perf_counter()',
        ASK,
        'elapsed = time.perf_counter() - start',
        'results.append({"s": round(elapsed, 1), "n": len(r.text)})',
      ],
      'return None',
    ],
  ])('silent: %s', (_what, body, failed) => {
    expect(findings(fn(body, failed))).toBe(0);
  });

  it.each([
    [
      'a time that is logged',
      ['start = time.time()', ASK, 'logger.info("took %s s", time.time() - start)', 'return r.json()["eval_count"]'],
    ],
    ['a time beside the answer', ['start = time.time()', ASK, 'return {"answer": r.json()["response"], "seconds": time.time() - start}']],
    ['another time', ['start = time.time()', 'load(model)', 'loaded = time.time() - start', ASK, 'return loaded, r.json()["eval_count"]']],
    [
      'a time beside the answer, of a failure too',
      ['start = time.monotonic()', ASK, 'return time.monotonic() - start, r.json()["response"], None'],
      'return time.monotonic() - start, "", str(error)',
    ],
  ])('reported: %s', (_what, body, failed = 'return None') => {
    expect(findings(fn(body, failed))).toBe(1);
  });
});
