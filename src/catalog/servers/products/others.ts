import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';

export const LOCALAI: ServerDeployment = {
  id: 'localai',
  title: 'LocalAI',
  source: 'mudler/LocalAI: core/http/auth/public_routes.go, Dockerfile',
  images: ['localai/localai', 'go-skynet/local-ai', 'quay.io/go-skynet/local-ai'],
  programs: [['local-ai', 'run']],
  port: { flags: [], variables: [], default: [8080] },
  host: { flags: ['--address'], variables: ['LOCALAI_ADDRESS', 'ADDRESS'], default: 'all', takesPort: true },
  key: { flags: ['--api-keys'], variables: ['LOCALAI_API_KEY', 'API_KEY'] },
  health: { path: '/readyz', needsKey: ['/v1'], whileLoading: 'refused' },
  absentPrograms: [],
  presentPrograms: ['curl', 'wget'],
  ownCheck: {},
  loadSeconds: 0,
  basePaths: ['/v1', ''],
};

export const HUGGINGFACE_SERVER: ServerDeployment = {
  id: 'huggingfaceserver',
  title: 'KServe',
  source: 'kserve/kserve: python/huggingfaceserver',
  images: ['kserve/huggingfaceserver', 'huggingfaceserver'],
  programs: [['python', '-m', 'huggingfaceserver']],
  port: { flags: ['--http_port'], variables: [], default: [8080] },
  host: { flags: [], variables: [], default: 'all' },
  models: { served: ['--served-model-name', '--model_name'], model: ['--model_name'] },
  health: { path: '/v2/health/ready', needsKey: [], whileLoading: 'refused' },
  absentPrograms: [],
  presentPrograms: ['curl', 'python3'],
  loadSeconds: 60,
  basePaths: ['/openai/v1'],
};

export const NIM: ServerDeployment = {
  id: 'nim',
  title: 'NVIDIA NIM',
  source: 'docs.nvidia.com/nim/large-language-models 2.0',
  images: ['nvcr.io/nim/*'],
  programs: [],
  port: { flags: [], variables: ['NIM_SERVER_PORT', 'NIM_HTTP_API_PORT'], default: [8000] },
  host: { flags: [], variables: [], default: 'all' },
  health: { path: '/v1/health/ready', needsKey: [], whileLoading: 'refused' },
  absentPrograms: [],
  presentPrograms: ['curl', 'python3'],
  loadSeconds: 120,
  basePaths: ['/v1'],
  gpu: { except: [] },
};

export const RAY_SERVE: ServerDeployment = {
  id: 'ray-serve',
  title: 'Ray Serve',
  source: 'ray-project/ray: python/ray/serve/scripts.py; ray-project/ray#37151',
  images: [],
  programs: [['serve', 'run']],
  port: { flags: [], variables: [], default: [8000] },
  host: { flags: [], variables: [], default: 'unknown' },
  absentPrograms: [],
  presentPrograms: [],
  loadSeconds: 60,
  basePaths: ['/v1'],
};

export const TRITON_OPENAI: ServerDeployment = {
  id: 'triton',
  title: 'Triton',
  source: 'triton-inference-server/server: python/openai/openai_frontend/main.py',
  images: [],
  programs: [['python', 'openai_frontend/main.py']],
  port: { flags: ['--openai-port'], variables: [], default: [9000] },
  host: { flags: ['--host'], variables: [], default: 'all' },
  absentPrograms: [],
  presentPrograms: [],
  loadSeconds: 60,
  basePaths: ['/v1'],
};
