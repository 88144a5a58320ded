import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from './tree.js';

/**
 * The statements at the top level of the script that holds a node: a program's, or those of the `<script>` of
 * a Svelte file. `undefined` for an expression of a template, where nothing can be declared.
 */
export function topLevelAround(node: Node): readonly TSESTree.ProgramStatement[] | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const type: string = at.type;
    if (type === 'Program' || type === 'SvelteScriptElement') return (at as TSESTree.Program).body;
    if (/^(?:V[A-Z]|Svelte|Astro)/.test(type)) return undefined;
  }
  return undefined;
}
