import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';
import { program } from '../../program.js';

const findings = (code: string): number => lint(code, { rules: { 'vllm/require-retry': 'error' }, filename: 'src/ask.py' }).length;

describe('a name that a Python file binds twice', () => {
  const RIGHT = 'from langchain_ollama import OllamaLLM as Ollama';
  const OTHER = 'from langchain_comunity import Ollama';
  const used = 'model = Ollama(model="m")\nprint(model.invoke("x"))\n';
  const inFunction = program`
    def ask(text):
        model = Ollama(model="m")
        return model.invoke(text)

  `;

  it.each([
    ['an unknown import after the right one', `${RIGHT}\n${OTHER}\n${used}`, 0],
    ['the right import after an unknown one', `${OTHER}\n${RIGHT}\n${used}`, 1],
    ['an unknown import after the right one, read in a function', `${RIGHT}\n${OTHER}\n\n${inFunction}`, 0],
    ['the right import after an unknown one, read in a function', `${OTHER}\n${RIGHT}\n\n${inFunction}`, 1],
    ['a class of its own after the import', `${RIGHT}\n\nclass Ollama:\n    def invoke(self, text):\n        return text\n\n${used}`, 0],
    ['the import after a class of its own', `class Ollama:\n    def invoke(self, text):\n        return text\n\n${RIGHT}\n\n${used}`, 1],
    ['an import below the read', `${RIGHT}\n${used}${OTHER}\n`, 1],
    ['an import where the other one is missing', `try:\n    ${RIGHT}\nexcept ImportError:\n    ${OTHER}\n\n${used}`, 1],
    ['another import where it is missing', `try:\n    ${OTHER}\nexcept ImportError:\n    ${RIGHT}\n\n${used}`, 1],
  ])('%s', (_what, code, count) => {
    expect(findings(code)).toBe(count);
  });
});
