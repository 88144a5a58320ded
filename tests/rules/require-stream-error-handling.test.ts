import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-stream-error-handling': 'error' } as const;
const javascript = { rules };
const python = { rules, filename: 'src/file.py' };

const OPENAI = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";
const CREATE = "await client.chat.completions.create({ model: 'm', messages: [], stream: true })";
const LOOP = program`
  for await (const part of stream) {
    process.stdout.write(part.id); // keep
  }

`;
const OUTSIDE = `${OPENAI}let stream;\ntry {\n  stream = ${CREATE};\n} catch (error) {\n  console.error(error);\n  process.exit(1);\n}\n\n${LOOP}`;
const AI = "import { streamText } from 'ai';\n";
const READ = 'for await (const text of result.textStream) process.stdout.write(text);\n';

const OPENAI_PY = 'import openai\nclient = openai.OpenAI()\n';
const CREATE_PY = 'client.chat.completions.create(model="m", messages=[], stream=True)';
const OUTSIDE_PY = `${OPENAI_PY}try:\n    stream = ${CREATE_PY}\nexcept openai.APIConnectionError as error:\n    print(error)\n    raise SystemExit(1)\n\nfor part in stream:\n    print(part)  # keep\n`;

describe('require-stream-error-handling in JavaScript', () => {
  it('says where the stream is read', () => {
    const [finding] = lint(OUTSIDE, javascript);
    expect(finding?.message).toContain('does not cover reading its stream. If the server crashes, the loop in line 11 fails');
    expect(finding).toMatchObject({ line: 5, column: 42 });
  });

  it('says that nothing is thrown', () => {
    const [finding] = lint(`${AI}const result = streamText({ model, prompt: 'p' });\n${READ}`, javascript);
    expect(finding?.message).toContain('`streamText` never throws');
    expect(finding?.message).toContain('`textStream` ends empty');
    expect(finding).toMatchObject({ line: 2, column: 16 });
  });

  it.each([
    ['outside the try', OUTSIDE, 'stream = '],
    [
      'in a function',
      `${OPENAI}export async function ask() {\n  let stream;\n  try {\n    stream = ${CREATE};\n  } catch (error) {\n    console.error(error);\n    return;\n  }\n  // keep\n  for await (const part of stream) {\n    console.log(part);\n  }\n}\n`,
      'for await',
    ],
    ['options on lines', `${AI}const result = streamText({\n  model, // keep\n  prompt: 'p',\n});\n${READ}`, 'onError({ error }) {'],
    [
      'options on lines without a comma',
      `${AI}const result = streamText({\n  model, // keep\n  prompt: 'p'\n});\n${READ}`,
      'onError({ error }) {',
    ],
    [
      'options on one line',
      `${AI}const result = streamText({ model, prompt: 'p' }); // keep\n${READ}`,
      'onError({ error }) { console.error(',
    ],
    [
      'CRLF',
      `${AI}const result = streamText({\n  model, // keep\n  prompt: 'p',\n});\n${READ}`.replaceAll('\n', '\r\n'),
      'onError({ error }) {',
    ],
  ])('the suggestion ends the finding: %s', (_what, code, expected) => {
    const [finding] = lint(code, javascript);
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain(expected);
    expect(repaired).toContain('// keep');
    if (code.includes('\r\n')) expect(repaired).not.toMatch(/[^\r]\n/);
    expect(lint(repaired, { rules: { ...rules, 'vllm/require-connection-error-handling': 'error' } })).toEqual([]);
  });

  it.each([
    ['ai-4', 'toDataStreamResponse', ['masked']],
    ['ai-4', 'toTextStreamResponse', ['silent']],
    ['ai-5', 'toTextStreamResponse', ['silent']],
  ])('in %s, %s: %j', (project, method, expected) => {
    const filename = fileURLToPath(new URL(`projects/${project}/file.ts`, import.meta.url));
    const code = `${AI}export function POST() {\n  return streamText({ model, prompt: 'p' }).${method}();\n}\n`;
    expect(lint(code, { rules, filename, settings: { testFiles: 'report' } }).map(({ messageId }) => messageId)).toEqual(expected);
  });

  it.each([
    [
      'a text response',
      `${AI}export function POST() {\n  const result = streamText({ model, prompt: 'p' });\n  return result.toTextStreamResponse();\n}\n`,
    ],
    [
      'a stream taken out',
      `${AI}const { textStream } = streamText({ model, prompt: 'p' });\nfor await (const text of textStream) console.log(text);\n`,
    ],
    [
      'all parts, and none asked for',
      `${AI}const result = streamText({ model, prompt: 'p' });\nfor await (const part of result.fullStream) console.log(part.type);\n`,
    ],
    [
      'in a try',
      `${AI}try {\n  const result = streamText({ model, prompt: 'p' });\n  ${READ}} catch (error) {\n  console.error(error);\n}\n`,
    ],
    [
      'objects',
      program`
        import { streamObject } from 'ai';
        const result = streamObject({ model, prompt: 'p' });
        for await (const part of result.partialObjectStream) console.log(part);

      `,
    ],
    [
      'handed to a response',
      `${OPENAI}export async function POST() {\n  try {\n    const stream = ${CREATE};\n    return new Response(stream.toReadableStream());\n  } catch (error) {\n    return new Response('down', { status: 503 });\n  }\n}\n`,
    ],
  ])('%s: found', (_what, code) => {
    expect(lint(code, javascript)).toHaveLength(1);
  });

  it.each([
    ['onError', `${AI}const result = streamText({ model, prompt: 'p', onError: console.error });\n${READ}`],
    ['options that are not seen', `${AI}const result = streamText(options);\n${READ}`],
    ['spread options', `${AI}const result = streamText({ ...options, model });\n${READ}`],
    [
      'an error part',
      `${AI}const result = streamText({ model, prompt: 'p' });\nfor await (const part of result.fullStream) {\n  if (part.type === 'error') throw part.error;\n}\n`,
    ],
    [
      'parts handed on',
      `${AI}const result = streamText({ model, prompt: 'p' });\nfor await (const part of result.fullStream) show(part);\n`,
    ],
    ['a promise of the result', `${AI}const result = streamText({ model, prompt: 'p' });\n${READ}console.log(await result.usage);\n`],
    [
      'a message response, which tells the client',
      `${AI}export function POST() {\n  return streamText({ model, prompt: 'p' }).toUIMessageStreamResponse();\n}\n`,
    ],
    ['a result that leaves', `${AI}export function ask() {\n  return streamText({ model, prompt: 'p' });\n}\n`],
    ['a function of the same name', `const streamText = (o) => o;\nconst result = streamText({ model, prompt: 'p' });\n${READ}`],
    ['read in the handler', `${OPENAI}try {\n  const stream = ${CREATE};\n  ${LOOP}} catch (error) {\n  console.error(error);\n}\n`],
    [
      'read in a handler of its own',
      `${OPENAI}let stream;\ntry {\n  stream = ${CREATE};\n} catch (error) {\n  console.error(error);\n  process.exit(1);\n}\ntry {\n  ${LOOP}} catch (error) {\n  console.error(error);\n}\n`,
    ],
    [
      'returned to callers',
      `${OPENAI}export async function open() {\n  try {\n    return ${CREATE};\n  } catch (error) {\n    console.error(error);\n    throw error;\n  }\n}\n`,
    ],
    ["no handler at all is another rule's", `${OPENAI}const stream = ${CREATE};\n${LOOP}`],
    [
      'one answer',
      `${OPENAI}let answer;\ntry {\n  answer = await client.chat.completions.create({ model: 'm', messages: [] });\n} catch (error) {\n  console.error(error);\n}\nfor (const choice of answer.choices) console.log(choice);\n`,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, javascript)).toEqual([]);
  });
});

describe('require-stream-error-handling in Python', () => {
  it('says where the stream is read', () => {
    const [finding] = lint(OUTSIDE_PY, python);
    expect(finding?.message).toContain('the loop in line 9');
    expect(finding).toMatchObject({ line: 4, column: 38 });
  });

  it.each([
    ['outside the try', OUTSIDE_PY],
    [
      'asynchronous',
      OUTSIDE_PY.replace('openai.OpenAI', 'openai.AsyncOpenAI')
        .replace('stream = client', 'stream = await client')
        .replace('\nfor part', '\nasync for part'),
    ],
    [
      'a generator',
      `${OPENAI_PY}def ask():\n    try:\n        stream = ${CREATE_PY}\n    except openai.APIConnectionError:\n        print("down")\n        return\n    # keep\n    for part in stream:\n        yield part\n`,
    ],
  ])('the suggestion ends the finding: %s', (_what, code) => {
    const [finding] = lint(code, python);
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain('# keep');
    expect(lint(repaired, { filename: 'src/file.py', rules: { ...rules, 'vllm/require-connection-error-handling': 'error' } })).toEqual([]);
  });

  it.each([
    [
      'a generator in a response',
      `from fastapi import FastAPI\nfrom fastapi.responses import StreamingResponse\n${OPENAI_PY}app = FastAPI()\n\n@app.post("/")\ndef ask():\n    try:\n        stream = ${CREATE_PY}\n    except openai.OpenAIError:\n        return "down"\n    def parts():\n        for part in stream:\n            yield part.id\n    return StreamingResponse(parts())\n`,
    ],
    [
      'a stream in a response',
      `from fastapi import FastAPI\nfrom fastapi.responses import StreamingResponse\n${OPENAI_PY}app = FastAPI()\n\n@app.post("/")\ndef ask():\n    try:\n        stream = ${CREATE_PY}\n        return StreamingResponse(p.id for p in stream)\n    except openai.OpenAIError:\n        return "down"\n`,
    ],
  ])('%s: found', (_what, code) => {
    expect(lint(code, python)).toHaveLength(1);
  });

  it.each([
    [
      'read in the handler',
      `${OPENAI_PY}try:\n    stream = ${CREATE_PY}\n    for part in stream:\n        print(part)\nexcept openai.OpenAIError:\n    print("down")\n`,
    ],
    [
      'read in a handler of its own',
      `${OPENAI_PY}try:\n    stream = ${CREATE_PY}\nexcept openai.OpenAIError:\n    raise SystemExit(1)\ntry:\n    for part in stream:\n        print(part)\nexcept Exception as error:\n    print(error)\n`,
    ],
    [
      'returned to callers',
      `${OPENAI_PY}def ask():\n    try:\n        return ${CREATE_PY}\n    except openai.OpenAIError:\n        raise RuntimeError("down")\n`,
    ],
    ["no handler at all is another rule's", `${OPENAI_PY}for part in ${CREATE_PY}:\n    print(part)\n`],
    [
      'one answer',
      `${OPENAI_PY}try:\n    answer = client.chat.completions.create(model="m", messages=[])\nexcept openai.OpenAIError:\n    raise SystemExit(1)\nfor choice in answer.choices:\n    print(choice)\n`,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, python)).toEqual([]);
  });
});
