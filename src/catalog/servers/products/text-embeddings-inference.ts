import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';

export const TEI: ServerDeployment = {
  id: 'tei',
  title: 'Text Embeddings Inference',
  source: 'huggingface/text-embeddings-inference: Dockerfile, router/src/main.rs, router/src/http/server.rs',
  images: ['huggingface/text-embeddings-inference', 'text-embeddings-inference', 'tei-gaudi'],
  programs: [['text-embeddings-router']],
  port: { flags: ['--port', '-p'], variables: ['PORT'], default: [3000], inImage: [80] },
  host: { flags: ['--hostname'], variables: [], default: 'all' },
  models: { served: ['--served-model-name'], model: ['--model-id'] },
  key: { flags: ['--api-key'], variables: ['API_KEY'] },
  health: { path: '/health', needsKey: ['/v1', '/embed', '/rerank'], whileLoading: 'refused' },
  absentPrograms: ['python3', 'python', 'wget'],
  presentPrograms: ['curl'],
  loadSeconds: 30,
  basePaths: ['/v1'],
};
