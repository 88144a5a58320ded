import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export } from '../../../model/catalog/sdk.js';

const wraps = (...places: readonly string[]): ClientOptions => ({ wraps: places });

/** A vector store: it embeds with what it is given. */
const store: Export = {
  kind: 'class',
  object: 'store',
  options: wraps('embedding_function|0', 'embedding|0', 'embeddings', '1'),
  statics: {
    // They embed every chunk. Signatures: langchain_core 1, `VectorStore`.
    from_documents: { kind: 'factory', object: 'store', options: wraps('embedding|1'), sends: {} },
    from_texts: { kind: 'factory', object: 'store', options: wraps('embedding|1'), sends: {} },
    afrom_documents: { kind: 'factory', object: 'store', options: wraps('embedding|1'), sends: { async: true } },
    afrom_texts: { kind: 'factory', object: 'store', options: wraps('embedding|1'), sends: { async: true } },
    from_embeddings: { kind: 'factory', object: 'store', options: wraps('embedding|1') },
    from_existing_index: { kind: 'factory', object: 'store', options: wraps('embedding|1', 'embedding|0') },
    load_local: { kind: 'factory', object: 'store', options: wraps('embeddings|1') },
  },
};

/** Vector stores that LangChain's packages export. */
export const VECTOR_STORES: Readonly<Record<string, Export>> = Object.fromEntries(
  [
    'FAISS',
    'Chroma',
    'InMemoryVectorStore',
    'Qdrant',
    'PGVector',
    'Milvus',
    'Weaviate',
    'Redis',
    'ElasticsearchStore',
    'DocArrayInMemorySearch',
    'LanceDB',
    'SKLearnVectorStore',
    'Annoy',
  ].map((name) => [name, store]),
);
