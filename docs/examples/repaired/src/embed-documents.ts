// Embeds the documents that are named on the command line.
import { readFile } from 'node:fs/promises';
import pRetry from 'p-retry';

const SERVER = process.env.VLLM_BASE_URL || 'http://gpu-box:8001/v1';

async function embed(text: string): Promise<number[]> {
  const response = await pRetry(
    async () => {
      const attempt = await fetch(`${SERVER}/embeddings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'BAAI/bge-m3', input: text }),
        signal: AbortSignal.timeout(300_000),
      });
      if (attempt.status === 429 || attempt.status >= 500) throw new Error(`The server answered ${attempt.status}`);
      return attempt;
    },
    { retries: 5, randomize: true },
  );
  const body = await response.json();
  return body.data[0].embedding;
}

for (const file of process.argv.slice(2)) {
  try {
    const vector = await embed(await readFile(file, 'utf8'));
    console.log(file, vector.length);
  } catch (error) {
    console.error(`${file} is not embedded:`, error);
    process.exitCode = 1;
  }
}
