import { describe, expect, it } from 'vitest';
import { lint } from '../../rules/lint.js';

const findings = (code: string): number =>
  lint(code, { rules: { 'vllm/require-connection-error-handling': 'error' }, filename: 'src/ask.py' }).length;

describe('Python clients that go to a hosted provider', () => {
  const hub = (maker: string, before = '') =>
    `from huggingface_hub import InferenceClient\n${before}print(${maker}.chat_completion(messages=[{"role": "user", "content": "x"}]))\n`;
  const crew = (agents: string, before = '') =>
    `from crewai import LLM, Agent, Crew\nclaude = LLM(model="anthropic/claude-sonnet-4-5")\nlocal = LLM(model="ollama/llama3.2", base_url="http://gpu:11434")\n${before}print(Crew(agents=${agents}, tasks=[]).kickoff())\n`;

  it.each([
    ['Hugging Face without an address', hub('InferenceClient(api_key="k")')],
    ['Hugging Face with the name of a model', hub('InferenceClient("meta-llama/Llama-3.1-8B-Instruct")')],
    ['Hugging Face with a model under a name', hub('InferenceClient(model=MODEL)', 'MODEL = "Qwen/Qwen3-8B"\n')],
    ['CrewAI with the name of a model', crew('[Agent(role="r", llm="gemini/gemini-2.5-pro")]')],
    ['CrewAI with hosted models', crew('[Agent(role="r", llm=claude), writer]', 'writer = Agent(role="w", llm=claude)\n')],
    ['an agent of CrewAI', 'from crewai import LLM, Agent\nprint(Agent(role="r", llm=LLM(model="claude-sonnet-4-5")).kickoff("x"))\n'],
  ])('silent: %s', (_what, code) => {
    expect(findings(code)).toBe(0);
  });

  it.each([
    ['Hugging Face with an address', hub('InferenceClient(base_url="http://gpu:8080")')],
    ['Hugging Face with an address as the model', hub('InferenceClient(model="http://gpu:8080")')],
    ['Hugging Face with a model that is not known', hub('InferenceClient(model=model)', 'import sys\nmodel = sys.argv[1]\n')],
    ['Hugging Face with a variable', hub('InferenceClient()', 'import os\nos.environ["HF_ENDPOINT"] = "http://gpu:8080"\n')],
    ['CrewAI with one model of its own', crew('[Agent(role="r", llm=claude), Agent(role="w", llm=local)]')],
    ['CrewAI with an agent that is not known', crew('[Agent(role="r", llm=claude), Agent(role="w")]')],
    ['CrewAI with an agent from elsewhere', crew('[Agent(role="r", llm=claude), other]', 'from agents import other\n')],
  ])('reported: %s', (_what, code) => {
    expect(findings(code)).toBe(1);
  });
});
