import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { lint } from './lint.js';
import { program } from '../program.js';

const RULES = ['require-connection-error-handling', 'require-retry'] as const;
const rules = Object.fromEntries(RULES.map((name) => [`vllm/${name}`, 'error'] as const));
const strict = Object.fromEntries(RULES.map((name) => [`vllm/${name}`, ['error', { hosted: 'report' }] as ['error', object]] as const));
const ids = (code: string, filename: string, of: typeof rules | typeof strict = rules) => [
  ...new Set(lint(code, { rules: of, filename }).map(({ ruleId }) => ruleId?.replace('vllm/', ''))),
];

const ANTHROPIC = "import Anthropic from '@anthropic-ai/sdk';\n";
const OPENAI = "import OpenAI, { AzureOpenAI } from 'openai';\n";
const AI = "import { generateText } from 'ai';\n";
const chat = (client: string) => `await ${client}.chat.completions.create({ model: 'm', messages: [] });\n`;
const message = (client: string) => `await ${client}.messages.create({ model: 'm', max_tokens: 1, messages: [] });\n`;
const URL = 'https://api.deepseek.com/v1';

describe('calls that certainly go to a hosted provider', () => {
  it.each([
    ['Anthropic', `${ANTHROPIC}${message('new Anthropic()')}`],
    ['Anthropic with a key', `${ANTHROPIC}const client = new Anthropic({ apiKey: process.env.KEY });\n${message('client')}`],
    ['a parameter', `${ANTHROPIC}async function ask(client: Anthropic) {\n  ${message('client')}}\nvoid ask(other);\n`],
    [
      'Google',
      "import { GoogleGenAI } from '@google/genai';\nawait new GoogleGenAI({ apiKey: 'k' }).models.generateContent({ model: 'g', contents: '' });\n",
    ],
    ['Groq', `import Groq from 'groq-sdk';\n${chat('new Groq()')}`],
    ['Mistral', "import { Mistral } from '@mistralai/mistralai';\nawait new Mistral({}).chat.complete({ model: 'm', messages: [] });\n"],
    ['Cohere', "import { CohereClient } from 'cohere-ai';\nawait new CohereClient({ token: 't' }).chat({ message: 'x' });\n"],
    ['a base URL of a provider', `${OPENAI}${chat(`new OpenAI({ baseURL: '${URL}' })`)}`],
    ['Azure', `${OPENAI}${chat('new AzureOpenAI({ endpoint: process.env.AZURE_OPENAI_ENDPOINT })')}`],
    [
      'a model of the AI SDK',
      `${AI}import { anthropic } from '@ai-sdk/anthropic';\nawait generateText({ model: anthropic('claude'), prompt: '' });\n`,
    ],
    ["the name of a model for the AI SDK's gateway", `${AI}await generateText({ model: 'openai/gpt-5', prompt: '' });\n`],
    [
      'a provider of the AI SDK with the base URL of another',
      `${AI}import { createOpenAI } from '@ai-sdk/openai';\nawait generateText({ model: createOpenAI({ baseURL: '${URL}' })('m'), prompt: '' });\n`,
    ],
    ['LangChain', "import { ChatAnthropic } from '@langchain/anthropic';\nawait new ChatAnthropic({ model: 'm' }).invoke('x');\n"],
    [
      'Azure by LangChain',
      "import { AzureChatOpenAI } from '@langchain/openai';\nawait new AzureChatOpenAI({ model: 'm' }).invoke('x');\n",
    ],
    ['a request', `await fetch('${URL}/chat/completions', { method: 'POST' });\n`],
  ])('JavaScript, left to strict: %s', (_what, code) => {
    expect(ids(code, 'src/ask.ts')).toEqual([]);
    expect(ids(code, 'src/ask.ts', strict)).toContain('require-connection-error-handling');
  });

  it.each([
    ['OpenAI, which OPENAI_BASE_URL may send elsewhere', `${OPENAI}${chat('new OpenAI()')}`],
    ['a server of its own', `${ANTHROPIC}${message("new Anthropic({ baseURL: 'http://gpu:8000' })")}`],
    ['a variable', `${ANTHROPIC}${message('new Anthropic({ baseURL: process.env.LLM_URL })')}`],
    ['a variable that the SDK reads', `${ANTHROPIC}process.env.ANTHROPIC_BASE_URL ??= 'http://gpu:8000';\n${message('new Anthropic()')}`],
    ['a literal behind a variable', `${OPENAI}${chat(`new OpenAI({ baseURL: process.env.LLM_URL || '${URL}' })`)}`],
    ['one of two literals', `${OPENAI}${chat(`new OpenAI({ baseURL: local ? 'http://gpu:8000/v1' : '${URL}' })`)}`],
    ['options from elsewhere', `${ANTHROPIC}${message('new Anthropic(options)')}`],
    [
      'a base URL that is set later',
      `${ANTHROPIC}const client = new Anthropic();\nclient.baseURL = 'http://gpu:8000';\n${message('client')}`,
    ],
    [
      'one of two clients',
      `${ANTHROPIC}let client = new Anthropic();\nif (local) client = new Anthropic({ baseURL: 'http://gpu:8000' });\n${message('client')}`,
    ],
    ['a mock of Azure', `${OPENAI}${chat("new AzureOpenAI({ endpoint: 'http://localhost:8000' })")}`],
    ['OpenAI of the AI SDK', `${AI}import { openai } from '@ai-sdk/openai';\nawait generateText({ model: openai('m'), prompt: '' });\n`],
    [
      'a request to a base of the environment',
      `await fetch(\`\${process.env.OPENAI_BASE_URL ?? '${URL}'}/chat/completions\`, { method: 'POST' });\n`,
    ],
    [
      'a base that is a parameter',
      `const ask = (base = '${URL}') => fetch(\`\${base}/chat/completions\`, { method: 'POST' });\nvoid ask();\n`,
    ],
  ])('JavaScript, reported: %s', (_what, code) => {
    expect(ids(code, 'src/ask.ts')).toContain('require-connection-error-handling');
  });

  const py = (imports: string, call: string) => `import os\n${imports}\n${call}\n`;
  const chatPy = '.chat.completions.create(model="m", messages=[])';

  it.each([
    ['Google', py('from google import genai', 'genai.Client(api_key="k").models.generate_content(model="g", contents="hi")')],
    [
      'Google, awaited',
      py(
        'from google import genai',
        program`
          async def ask(client: genai.Client):
              await client.aio.models.generate_content(model="g", contents="hi")
          asyncio.run(ask(c))
        `,
      ).replace('import os', 'import asyncio'),
    ],
    ['Anthropic', py('import anthropic', 'anthropic.Anthropic().messages.create(model="m", messages=[], max_tokens=1)')],
    ['Groq', py('from groq import Groq', `Groq()${chatPy}`)],
    ['Mistral', py('from mistralai import Mistral', 'Mistral(api_key="k").chat.complete(model="m", messages=[])')],
    ['a base URL of a provider', py('from openai import OpenAI', `OpenAI(base_url="${URL}")${chatPy}`)],
    ['Azure', py('from openai import AzureOpenAI', `AzureOpenAI(azure_endpoint=os.environ["AZURE"])${chatPy}`)],
    ['LiteLLM', py('from litellm import completion', 'completion(model="anthropic/claude", messages=[])')],
    ['Bedrock by LiteLLM', py('import litellm', 'litellm.completion("bedrock/claude", messages=[])')],
    ['LangChain', py('from langchain_anthropic import ChatAnthropic', 'ChatAnthropic(model="m").invoke("x")')],
    ['the name of a model', py('from langchain.chat_models import init_chat_model', 'init_chat_model("google_genai:gemini").invoke("x")')],
    ['Pydantic AI', py('from pydantic_ai import Agent', 'Agent("anthropic:claude").run_sync("x")')],
    ['DSPy', py('import dspy', 'dspy.LM("gemini/gemini-2.5")("x")')],
    ['a request', py('import requests', `requests.post("${URL}/chat/completions", json={}, timeout=60)`)],
  ])('Python, left to strict: %s', (_what, code) => {
    expect(ids(code, 'src/ask.py')).toEqual([]);
    expect(ids(code, 'src/ask.py', strict)).toContain('require-connection-error-handling');
  });

  it.each([
    ['OpenAI', py('from openai import OpenAI', `OpenAI()${chatPy}`)],
    [
      'a server of its own',
      py('import anthropic', 'anthropic.Anthropic(base_url="http://gpu:8000").messages.create(model="m", messages=[], max_tokens=1)'),
    ],
    ['a literal behind a variable', py('from openai import OpenAI', `OpenAI(base_url=os.environ.get("LLM_URL", "${URL}"))${chatPy}`)],
    ['options from elsewhere', py('from groq import Groq', `Groq(**options)${chatPy}`)],
    ['OpenAI by LiteLLM', py('from litellm import completion', 'completion(model="gpt-4o", messages=[])')],
    ['vLLM by LiteLLM', py('from litellm import completion', 'completion(model="hosted_vllm/m", messages=[])')],
    ['LiteLLM with a base', py('from litellm import completion', 'completion(model="gemini/m", messages=[], api_base="http://gpu:8000")')],
    [
      'LiteLLM with a base for all',
      py('import litellm', 'litellm.api_base = "http://gpu:8000"\nlitellm.completion(model="gemini/m", messages=[])'),
    ],
    ['a mock of Azure', py('from openai import AzureOpenAI', `AzureOpenAI(azure_endpoint="http://localhost:8000")${chatPy}`)],
    ['an agent of OpenAI', py('from pydantic_ai import Agent', 'Agent("openai:gpt-4o").run_sync("x")')],
  ])('Python, reported: %s', (_what, code) => {
    expect(ids(code, 'src/ask.py')).toContain('require-connection-error-handling');
  });

  it('says it in words that fit a provider', () => {
    const code =
      "import { GoogleGenAI } from '@google/genai';\nconsole.log(await new GoogleGenAI({}).models.generateContent({ model: 'g', contents: '' }));\n";
    const findings = lint(code, { rules: strict });
    expect(findings.map(({ messageId }) => messageId)).toEqual(['hosted', 'hosted']);
    for (const { message: text } of findings) {
      expect(text).toContain('Google');
      expect(text).not.toMatch(/loads a model|restarts/);
      expect(text.length).toBeLessThanOrEqual(200);
    }
  });

  it('is reported by the larger presets', () => {
    const options = (config: unknown) => RULES.map((name) => (config as { rules: Record<string, unknown> }).rules[`vllm/${name}`]);
    for (const preset of ['strict', 'all'] as const)
      for (const entry of options(plugin.configs[preset])) expect(entry).toMatchObject(['error', { hosted: 'report' }]);
    expect(options(plugin.configs['recommended'])).toEqual(['error', 'error']);
  });

  it.each([
    [
      'no-swallowed-connection-error',
      `${ANTHROPIC}export async function ask(ui) {\n  try {\n    ui.show(await new Anthropic().messages.create({ model: 'm', max_tokens: 1, messages: [] }));\n  } catch {}\n}\n`,
    ],
    [
      'require-status-check',
      program`
        export async function ask(body) {
          const response = await fetch('https://api.together.xyz/v1/chat/completions', { method: 'POST', body });
          return (await response.json()).choices[0];
        }

      `,
    ],
    [
      'require-stream-error-handling',
      "import OpenAI from 'openai';\nexport async function ask({ endpoint, model }) {\n  const client = new OpenAI({ baseURL: `${endpoint}/openai/deployments/${model}`, defaultHeaders: { 'api-key': 'k' } });\n  let stream;\n  try {\n    stream = await client.chat.completions.create({ model, messages: [], stream: true });\n  } catch (error) {\n    console.error(error);\n    return;\n  }\n  for await (const part of stream) console.log(part);\n}\nvoid ask(options);\n",
    ],
    [
      'require-stream-error-handling',
      program`
        import { streamText } from 'ai';
        import { anthropic } from '@ai-sdk/anthropic';
        export async function ask() {
          const { textStream } = streamText({ model: anthropic('claude'), prompt: '' });
          for await (const part of textStream) console.log(part);
        }

      `,
    ],
  ])('%s leaves it to strict too', (name, code) => {
    expect(lint(code, { rules: { [`vllm/${name}`]: 'error' } })).toEqual([]);
    expect(lint(code, { rules: { [`vllm/${name}`]: ['error', { hosted: 'report' }] } })).toHaveLength(1);
  });
});
