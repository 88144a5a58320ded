import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';

export const LLAMA_CPP: ServerDeployment = {
  id: 'llama.cpp',
  title: 'llama.cpp',
  source: 'ggml-org/llama.cpp: tools/server/README.md, .devops/cuda.Dockerfile; ggml-org/llama.cpp#10262',
  images: ['ggml-org/llama.cpp', 'ggerganov/llama.cpp', 'llama.cpp'],
  tags: ['server', 'server-*', 'full*'],
  programs: [['llama-server'], ['/app/llama-server'], ['./llama-server']],
  // A notice of August 2026 announces 9931; which build changed the port is not known.
  port: { flags: ['--port'], variables: ['LLAMA_ARG_PORT'], default: [8080, 9931] },
  host: { flags: ['--host'], variables: ['LLAMA_ARG_HOST'], default: 'loopback', inImage: 'all' },
  key: { flags: ['--api-key', '--api-key-file'], variables: ['LLAMA_API_KEY'] },
  tls: { flags: ['--ssl-key-file', '--ssl-cert-file'], variables: ['LLAMA_ARG_SSL_KEY_FILE', 'LLAMA_ARG_SSL_CERT_FILE'] },
  health: { path: '/health', needsKey: ['/v1/chat', '/v1/completions', '/completion'], whileLoading: 'unavailable' },
  absentPrograms: [],
  presentPrograms: ['curl'],
  ownCheck: { port: 8080 },
  loadSeconds: 30,
  basePaths: ['/v1', ''],
};

export const LLAMA_CPP_PYTHON: ServerDeployment = {
  id: 'llama-cpp-python',
  title: 'llama-cpp-python',
  source: 'abetlen/llama-cpp-python: llama_cpp/server/settings.py, docker/',
  images: ['abetlen/llama-cpp-python', 'llama-cpp-python'],
  programs: [['python', '-m', 'llama_cpp.server']],
  port: { flags: ['--port'], variables: ['PORT'], default: [8000] },
  host: { flags: ['--host'], variables: ['HOST'], default: 'loopback', inImage: 'all' },
  key: { flags: ['--api_key'], variables: ['API_KEY'] },
  health: { path: '/v1/models', needsKey: ['/v1'], whileLoading: 'refused' },
  absentPrograms: [],
  presentPrograms: ['python3'],
  loadSeconds: 15,
  basePaths: ['/v1'],
};
