import type { Dependency, MappingPlace } from './facts/workload.js';
import type { Span } from './span.js';

/** How a deployment file is changed. The rule chooses it; the file's language writes it. */
export type DeploymentChange = ChangeTitle &
  /** Replaces a part of a text, which stands there once. */
  (
    | { readonly kind: 'replace'; readonly at: Span; readonly find: string; readonly text: string }
    /** Writes another command in the place of a list of words, or of a text. */
    | { readonly kind: 'replace-command'; readonly at: Span; readonly words: readonly string[] }
    /** Adds an entry to a mapping of YAML. */
    | { readonly kind: 'add-entry'; readonly to: MappingPlace; readonly entry: YamlEntryText }
    /** Gives one service of `depends_on` the condition `service_healthy`. */
    | { readonly kind: 'wait-until-healthy'; readonly dependency: Dependency }
  );

interface ChangeTitle {
  /** A verb phrase: "Use `ollama list`". */
  readonly title: string;
  /**
   * `safe`: the present text certainly fails. What changes exposure, the start's order or the environment of something that
   * works is `unsafe`.
   */
  readonly applicability: 'safe' | 'unsafe';
}

/** A key with its value, for YAML. */
export interface YamlEntryText {
  readonly key: string;
  /** A scalar, or a list of scalars in flow style, as it is written; or entries of a mapping; or items of a block list. */
  readonly value: string | readonly YamlEntryText[] | { readonly items: readonly string[] };
}
