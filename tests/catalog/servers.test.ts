import { describe, expect, it } from 'vitest';
import { hostKind } from '../../src/engine/urls/host-kind.js';
import { SERVER_PRODUCTS } from '../../src/catalog/servers/self-hosted.js';
import { productAt, productOfPath, serverProduct } from '../../src/engine/urls/server-product.js';
import { SERVER_PATHS } from '../../src/catalog/servers/paths.js';
import { lint } from '../rules/lint.js';

describe('the product at an address', () => {
  it.each([
    ['http://localhost:11434/v1', 'ollama'],
    ['http://my-ollama/v1', 'ollama'],
    ['http://ollama.llm.svc.cluster.local:80', 'ollama'],
    ['ws://127.0.0.1:1234', 'lmstudio'],
    ['http://localhost:30000/v1', 'sglang'],
    ['http://text-generation-inference:80/v1', 'tgi'],
    ['http://tei:80', 'tei'],
    ['http://llama-server:8080/v1', 'llama.cpp'],
    ['http://localhost:4000', 'litellm'],
    ['http://model-runner.docker.internal/engines/v1', 'model-runner'],
    ['http://localhost:8000/v1', undefined],
    ['http://localhost:8080/v1', undefined],
    ['http://vllm:4000/v1', undefined],
    ['http://protein:8000/v1', undefined],
    ['http://ollamas:8000/v1', undefined],
    ['/v1', undefined],
  ])('of %s is %s', (url, id) => {
    expect(productAt(url)?.id).toBe(id);
  });

  it('has one variable each, and no port or name of another', () => {
    for (const values of [
      SERVER_PRODUCTS.map((p) => p.variable),
      SERVER_PRODUCTS.flatMap((p) => p.ports),
      SERVER_PRODUCTS.flatMap((p) => p.names),
    ])
      expect(new Set<unknown>(values).size).toBe(values.length);
  });

  it('is told by a path that it alone has', () => {
    const of = (path: string) => productOfPath(SERVER_PATHS.find((one) => one.path === path))?.id;
    expect(['/api/generate', '/health_generate', '/generate_stream', '/generate', '/v1/models', '/health'].map(of)).toEqual([
      'ollama',
      'sglang',
      'tgi',
      undefined,
      undefined,
      undefined,
    ]);
    expect(serverProduct('vllm')).toBeUndefined();
  });
});

describe("a cloud's address is no server of one's own", () => {
  it.each([
    'https://your-resource.openai.azure.com',
    'https://your_foo.eastus.inference.ml.azure.com/v1',
    'https://models.inference.ai.azure.com',
    'https://your-apim.azure-api.net/openai',
    'https://bedrock-runtime.your-region.amazonaws.com/openai/v1',
    'https://YOUR_ID.execute-api.us-east-1.amazonaws.com/v1',
    'https://your_location-aiplatform.googleapis.com/v1beta1',
    'https://${}-aiplatform.googleapis.com/v1',
    'https://gateway.ai.cloudflare.com/v1/YOUR_ACCOUNT/my-gateway/openai',
    'https://your-name.workers.dev/v1',
    'https://ai-gateway.vercel.sh/v1',
    'https://YOUR_PROJECT.cloudfunctions.net/v1',
  ])('%s', (url) => {
    expect(hostKind(url)).not.toBe('self-hosted');
  });

  it.each([
    'https://vm.eastus.cloudapp.azure.com:8000/v1',
    'http://ec2-1-2-3-4.compute-1.amazonaws.com:8000/v1',
    'http://internal-llm.us-east-1.elb.amazonaws.com/v1',
    'https://your-server.example.com/v1',
  ])('but %s is', (url) => {
    expect(hostKind(url)).toBe('self-hosted');
  });

  const rules = { 'vllm/no-hardcoded-base-url': 'error' } as const;
  it.each([
    [
      'Azure client',
      "import { AzureOpenAI } from 'openai';\nnew AzureOpenAI({ endpoint: 'https://ai.example.com', apiKey: 'k' });",
      'a.ts',
      0,
    ],
    [
      'Azure client of a mock',
      "import { AzureOpenAI } from 'openai';\nnew AzureOpenAI({ endpoint: 'http://localhost:8000', apiKey: 'k' });",
      'a.ts',
      1,
    ],
    ['other client', "import OpenAI from 'openai';\nnew OpenAI({ baseURL: 'https://ai.intranet/v1', apiKey: 'k' });", 'a.ts', 1],
    [
      "LangChain's Azure client",
      'from langchain_openai import AzureChatOpenAI\n\nAzureChatOpenAI(azure_endpoint="https://YOUR_RESOURCE/")\n',
      'a.py',
      0,
    ],
    ["LangChain's other client", 'from langchain_openai import ChatOpenAI\n\nChatOpenAI(base_url="https://resource/v1")\n', 'a.py', 1],
  ])('given to the %s', (_, code, filename, count) => {
    expect(lint(code, { rules, filename })).toHaveLength(count);
  });
});
