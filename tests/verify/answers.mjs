// What a healthy server answers, by path: enough for each SDK to be content.
const TEXT = '{"name": "Ada", "age": 36}';
const VECTOR = [0.1, 0.2];
const json = (whole) => ({ type: 'application/json', whole });
const events = (list, last = 'data: [DONE]\n\n') => ({
  type: 'text/event-stream',
  parts: list.map((event) => `${event.type ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`),
  last,
});

/** The answer to a request: `whole`, or a stream of `parts` with a mark behind them. */
export function answerTo(url, body) {
  const path = url.split('?')[0] ?? '';
  return ANSWERS.find(([end]) => path.includes(end))?.[1](body, path) ?? json({ ok: true });
}

/** Longer paths first. */
const ANSWERS = [
  ['/chat/completions', chat],
  ['/responses', responses],
  ['/completions', completions],
  ['/embeddings', embeddings],
  ['/messages', messages],
  ['/api/chat', (body) => ollama(body, { message: { role: 'assistant', content: TEXT } })],
  ['/api/generate', (body) => ollama(body, { response: TEXT })],
  ['/api/embed', (body) => json({ model: 'm', embeddings: [body.input].flat().map(() => VECTOR) })],
  ['/api/tags', () => json({ models: [] })],
  ['/api/show', () => json({ details: {}, model_info: {}, capabilities: ['completion', 'tools'] })],
  ['/models', models],
  ['/v2/chat', (body) => cohere(body, true)],
  ['/v1/chat', (body) => cohere(body, false)],
  [
    '/language-model',
    () =>
      json({
        content: [{ type: 'text', text: TEXT }],
        finishReason: 'stop',
        usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } },
        warnings: [],
      }),
  ], // the AI SDK's gateway
  ['/rerank', () => json({ id: 'r', results: [{ index: 0, relevance_score: 1 }] })],
];

function models(_body, path) {
  const [, method] = path.split(':');
  if (method === 'generateContent' || method === 'streamGenerateContent') return gemini(method);
  return json({
    object: 'list',
    data: [{ id: 'm', object: 'model', created: 1, owned_by: 'x', type: 'model', display_name: 'm', created_at: '2024-01-01T00:00:00Z' }],
    has_more: false,
    first_id: 'm',
    last_id: 'm',
  });
}

function gemini(method) {
  const one = {
    candidates: [{ content: { role: 'model', parts: [{ text: TEXT }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  };
  return method === 'generateContent' ? json(one) : events([one, one, one], '');
}

function chat(body) {
  const base = { id: 'c1', created: 1, model: body.model ?? 'm' };
  const tool = body.tools && !['auto', 'none', undefined].includes(body.tool_choice) ? body.tools[0].function.name : undefined;
  const message = tool
    ? {
        role: 'assistant',
        content: null,
        tool_calls: [{ index: 0, id: 't1', type: 'function', function: { name: tool, arguments: TEXT } }],
      }
    : { role: 'assistant', content: TEXT };
  const finish_reason = tool ? 'tool_calls' : 'stop';
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  if (!body.stream)
    return json({ ...base, object: 'chat.completion', usage, choices: [{ index: 0, message, finish_reason, logprobs: null }] });
  const piece = (delta, reason = null) => ({
    ...base,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  return events([piece(message), piece({ content: '' }), piece({}, finish_reason)]);
}

function responses(body) {
  const part = { type: 'output_text', text: TEXT, annotations: [] };
  const output = [{ type: 'message', id: 'm1', role: 'assistant', status: 'completed', content: [part] }];
  const usage = {
    input_tokens: 1,
    output_tokens: 1,
    total_tokens: 2,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 0 },
  };
  const response = {
    id: 'r1',
    object: 'response',
    created_at: 1,
    model: body.model ?? 'm',
    status: 'completed',
    output,
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    usage,
  };
  if (!body.stream) return json(response);
  const pending = { ...response, status: 'in_progress', output: [] };
  return events(
    [
      { type: 'response.created', sequence_number: 0, response: pending },
      { type: 'response.in_progress', sequence_number: 1, response: pending },
      { type: 'response.completed', sequence_number: 2, response },
    ],
    '',
  );
}

function completions(body) {
  const piece = (text, finish_reason = null) => ({
    id: 'c1',
    object: 'text_completion',
    created: 1,
    model: body.model ?? 'm',
    choices: [{ index: 0, text, finish_reason, logprobs: null }],
  });
  if (body.stream) return events([piece('a'), piece('b'), piece('', 'stop')]);
  return json({ ...piece(TEXT, 'stop'), usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } });
}

function embeddings(body) {
  if ('prompt' in body) return json({ embedding: VECTOR }); // Ollama's older path
  const bytes = Buffer.from(new Float32Array(VECTOR).buffer);
  const embedding = body.encoding_format === 'base64' ? bytes.toString('base64') : VECTOR;
  const many = Array.isArray(body.input) && typeof body.input[0] !== 'number' ? body.input : [body.input];
  return json({
    id: 'e1',
    object: 'list',
    model: 'm',
    usage: { prompt_tokens: 1, total_tokens: 1 },
    data: many.map((_, index) => ({ object: 'embedding', index, embedding })),
  });
}

function messages(body) {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = {
    id: 'm1',
    type: 'message',
    role: 'assistant',
    model: body.model ?? 'm',
    content: [{ type: 'text', text: TEXT }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage,
  };
  if (!body.stream) return json(message);
  return events(
    [
      { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: TEXT } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ],
    '',
  );
}

function ollama(body, part) {
  const one = { model: body.model ?? 'm', created_at: '2024-01-01T00:00:00Z', ...part };
  const done = {
    ...one,
    done: true,
    done_reason: 'stop',
    eval_count: 1,
    prompt_eval_count: 1,
    eval_duration: 1,
    prompt_eval_duration: 1,
    load_duration: 1,
    total_duration: 1,
  };
  if (body.stream === false) return json(done);
  const line = `${JSON.stringify({ ...one, done: false })}\n`;
  return { type: 'application/x-ndjson', parts: [line, line], last: `${JSON.stringify(done)}\n` };
}

function cohere(body, isSecond) {
  if (isSecond)
    return json({
      id: 'c1',
      finish_reason: 'COMPLETE',
      message: { role: 'assistant', content: [{ type: 'text', text: TEXT }] },
      usage: { tokens: { input_tokens: 1, output_tokens: 1 } },
    });
  return json({ text: TEXT, generation_id: 'g', finish_reason: 'COMPLETE' });
}
