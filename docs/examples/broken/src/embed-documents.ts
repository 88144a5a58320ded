// Embeds the documents that are named on the command line.
import { readFile } from 'node:fs/promises';

const SERVER = 'http://gpu-box:8001/v1';

// `fetch` tries once: if the server is still loading its model, the whole run is lost. If it hangs, so does the run; and
// what it says when it is overloaded is taken for a vector.
async function embed(text: string): Promise<number[]> {
  const response = await fetch(`${SERVER}/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'BAAI/bge-m3', input: text }),
  });
  const body = await response.json();
  return body.data[0].embedding;
}

for (const file of process.argv.slice(2)) {
  const vector = await embed(await readFile(file, 'utf8'));
  console.log(file, vector.length);
}
