// The pages, examples and evidence that `npm run new-rule` writes; their code is reported, and not, by the rule that it writes.

const CLIENT = `const vllm = new OpenAI({
  baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1',
  apiKey: process.env.VLLM_API_KEY || 'EMPTY',
  maxRetries: 5,
});
`;
const ASK = "await vllm.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] })";
const WRONG = `import OpenAI from 'openai';

${CLIENT}
const answer = ${ASK};
console.log(answer.choices[0]?.message.content);
`;
const RIGHT = `import OpenAI from 'openai';

${CLIENT}
try {
  const answer = ${ASK};
  console.log(answer.choices[0]?.message.content);
} catch (error) {
  console.error('No answer:', error);
  process.exitCode = 1;
}
`;

export function page() {
  return `<!-- end auto-generated rule header -->

## What it reports

Write this: two sentences.

## Why

Write this: what happens at run time, with measured numbers.

## What the message says

- "\`client.models.list\` is wrong." Write this: each first sentence, and what follows it.

## Wrong and right

\`\`\`ts
// ✗ wrong
${WRONG}\`\`\`

\`\`\`ts
// ✓ right
${RIGHT}\`\`\`

## Options

None.

## Is the fix safe?

There is none.

## When not to use it

Write this.

## Limits

Write this.
`;
}

export function brokenExample({ name }) {
  return `// Write this: a small program with what \`${name}\` reports, and nothing else.\n${WRONG}`;
}

export function repairedExample({ name }) {
  return `// Write this: the same program without what \`${name}\` reports.\n${RIGHT}`;
}

/** Of docs/evidence.md. */
export function section({ name }) {
  return `## [${name}](rules/${name}.md)

Not run: write this, or programs (tests/verify/findings/README.md).
`;
}
