// LangChain's models: seven requests in 78 to 116 seconds by default, so they wait longer than others.
const CORE = '@langchain/core@1';
const cap = 200;
const SEND = ['hi'];
const key = { apiKey: 'x', model: 'm' };
const chat = (path, make, rest = {}) => ({ path, make: [make], send: SEND, cap, ...rest });
/** Before 1 LangChain's caller gave up at once on a `TypeError`, and `fetch failed` is one. */
const otherwise = { until: 0, attempts: 1, seconds: 0 };
/** Methods of chains and agents, which share the kind of models, and of models before 1. */
const elsewhere = ['call', 'run', 'apply', 'predict', 'predictMessages', 'batch', 'generate', 'generatePrompt', 'streamLog'];
const package_ = (entry, name, installs, cases, rest = {}) => ({
  entry,
  kind: 'sdk',
  elsewhere,
  installs: installs.map(([version, core]) => `${name}@${version} ${core}`),
  cases,
  ...rest,
});

export const LANGCHAIN = [
  package_(
    'langchain-openai',
    '@langchain/openai',
    [
      ['0.6', '@langchain/core@0.3'],
      ['1', CORE],
    ],
    [
      chat('ChatOpenAI > invoke', key, { base: '/v1', full: true }),
      chat('ChatOpenAI > stream', key, { base: '/v1' }),
      chat('OpenAIEmbeddings > embedQuery', key, { base: '/v1' }),
    ],
    { quick: [`@langchain/openai@1 ${CORE}`] },
  ),
  package_(
    'langchain-anthropic',
    '@langchain/anthropic',
    [['1', CORE]],
    [chat('ChatAnthropic > invoke', key), chat('ChatAnthropic > stream', key)],
  ),
  package_('langchain-deepseek', '@langchain/deepseek', [['1', CORE]], [chat('ChatDeepSeek > invoke', key, { base: '/v1' })]),
  package_('langchain-google-genai', '@langchain/google-genai', [['2', CORE]], [chat('ChatGoogleGenerativeAI > invoke', key)]),
  package_('langchain-groq', '@langchain/groq', [['1', CORE]], [chat('ChatGroq > invoke', key)]),
  package_('langchain-mistralai', '@langchain/mistralai', [['1', CORE]], [chat('ChatMistralAI > invoke', key)]),
  package_(
    'langchain-ollama',
    '@langchain/ollama',
    [
      ['0.0', '@langchain/core@0.2'],
      ['0.2', '@langchain/core@0.3'],
      ['1', CORE],
    ],
    [
      chat('ChatOllama > invoke', { model: 'm' }, { full: true }),
      chat('ChatOllama > stream', { model: 'm' }),
      chat('Ollama > invoke', { model: 'm' }, { otherwise }),
      chat('OllamaEmbeddings > embedQuery', { model: 'm' }, { otherwise }),
    ],
  ),
  package_(
    'langchain-community',
    '@langchain/community',
    [['0.3', '@langchain/core@0.3']],
    [
      chat('ChatOllama > invoke', { model: 'm' }),
      chat('ChatOllama > bind > invoke', { model: 'm' }, { steps: [[{}]] }),
      chat('OllamaEmbeddings > embedQuery', { model: 'm' }),
    ],
    {
      modules: ['@langchain/community/chat_models/ollama', '@langchain/community/embeddings/ollama'],
    },
  ),
  package_(
    'langchain',
    'langchain',
    [['1', `${CORE} @langchain/openai@1 @langchain/ollama@1 zod@4`]],
    [
      {
        path: 'createAgent > invoke',
        make: ({ '@langchain/openai': { ChatOpenAI } }, url) => [
          { model: new ChatOpenAI({ ...key, configuration: { baseURL: url } }), tools: [] },
        ],
        send: [{ messages: [{ role: 'user', content: 'hi' }] }],
        base: '/v1',
        cap,
      },
      {
        path: 'initChatModel',
        make: ['m', { modelProvider: 'openai', apiKey: 'x' }],
        place: '1.configuration.baseURL',
        base: '/v1',
        cap,
        through: invoked,
      },
      // `baseUrl` is the option of other providers; that of OpenAI ignores it.
      { path: 'initChatModel', make: ['m', { modelProvider: 'ollama' }], place: '1.baseUrl', isControl: true, through: invoked },
    ],
    {
      modules: ['langchain', '@langchain/openai'],
      shapes: [
        'langchain@0.0.150',
        'langchain@0.0.212',
        'langchain@0.3 @langchain/core@0.3',
        '@langchain/classic@1 @langchain/core@1 @langchain/langgraph@1',
      ],
    },
  ),
];

async function invoked(_, made) {
  return (await made).invoke('hi');
}
