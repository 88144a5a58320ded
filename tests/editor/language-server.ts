import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A place in a document: line and UTF-16 column, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly code?: string;
  readonly codeDescription?: { readonly href: string };
}
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
export interface CodeAction {
  readonly title: string;
  readonly kind?: string;
  readonly isPreferred?: boolean;
  /** What the action does: edits that it carries, or a command of the server that asks for them. */
  readonly edit?: WorkspaceEdit;
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
}
interface WorkspaceEdit {
  readonly documentChanges?: readonly { readonly edits: readonly TextEdit[] }[];
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>;
}

/** An editor that has one document open: the client's side of the language server protocol. */
export interface Editor {
  diagnostics(): Promise<readonly Diagnostic[]>;
  /** What the editor offers at a diagnostic; `only` restricts the kinds. */
  actions(diagnostics: readonly Diagnostic[], only?: string): Promise<readonly CodeAction[]>;
  /** Chooses an action; returns the edits that the editor is to make. */
  choose(action: CodeAction): Promise<readonly TextEdit[]>;
  close(): Promise<void>;
}

/**
 * Starts the ESLint server that VS Code, Neovim, Helix and Zed use, and opens a document in it.
 *
 * @param folder Workspace with ESLint, its configuration and the plugin installed.
 * @param file Absolute path of the document.
 * @param languageId As the editor calls the document's language.
 */
export async function openInEditor(folder: string, file: string, text: string, languageId = 'javascript'): Promise<Editor> {
  const server = spawn(
    process.execPath,
    [createRequire(import.meta.url).resolve('vscode-langservers-extracted/bin/vscode-eslint-language-server'), '--stdio'],
    { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const connection = connect(server, folder);
  const uri = pathToFileURL(file).href;
  const workspace = { uri: pathToFileURL(folder).href, name: 'workspace' };

  await connection.request('initialize', {
    processId: process.pid,
    rootUri: workspace.uri,
    workspaceFolders: [workspace],
    capabilities: {
      workspace: {
        applyEdit: true,
        configuration: true,
        workspaceFolders: true,
        workspaceEdit: { documentChanges: true },
        diagnostics: { refreshSupport: true },
      },
      textDocument: {
        diagnostic: { dynamicRegistration: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
      },
    },
  });
  connection.notify('initialized', {});
  connection.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });

  return {
    async diagnostics() {
      const report = (await connection.request('textDocument/diagnostic', { textDocument: { uri } })) as { items: readonly Diagnostic[] };
      return report.items;
    },
    async actions(diagnostics, only) {
      const range = diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const context = { diagnostics, ...(only !== undefined && { only: [only] }) };
      return ((await connection.request('textDocument/codeAction', { textDocument: { uri }, range, context })) ??
        []) as readonly CodeAction[];
    },
    async choose({ edit, command }) {
      if (edit) return editsOf(edit);
      await connection.request('workspace/executeCommand', command);
      return connection.takeEdits();
    },
    async close() {
      await connection.request('shutdown', null);
      connection.notify('exit', null);
      server.kill();
    },
  };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** JSON-RPC over the server's standard streams, with an editor's answers to what the server asks. */
function connect(server: ChildProcess, folder: string) {
  let buffer = Buffer.alloc(0);
  let lastId = 0;
  let edits: TextEdit[] = [];
  const waiting = new Map<number, (message: Message) => void>();

  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = (message: Message) => {
    if (message.method === undefined) waiting.get(message.id ?? 0)?.(message);
    else if (message.id !== undefined) send({ id: message.id, result: answer(message.method, message.params) });
  };
  const answer = (method: string, params: unknown): unknown => {
    if (method === 'workspace/configuration') return (params as { items: unknown[] }).items.map(() => configuration(folder));
    if (method !== 'workspace/applyEdit') return null;
    edits.push(...editsOf((params as { edit: WorkspaceEdit }).edit));
    return { applied: true };
  };

  server.stdout?.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const header = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(header, 0)).toString())?.[1]);
      if (header < 0 || buffer.length < header + 4 + length) return;
      const body = buffer.subarray(header + 4, header + 4 + length).toString();
      buffer = buffer.subarray(header + 4 + length);
      receive(JSON.parse(body) as Message);
    }
  });

  return {
    request: (method: string, params: unknown): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result);
        });
        send({ id, method, params });
      }),
    notify: (method: string, params: unknown) => {
      send({ method, params });
    },
    takeEdits: () => {
      const taken = edits;
      edits = [];
      return taken;
    },
  };
}

function editsOf({ documentChanges, changes }: WorkspaceEdit): readonly TextEdit[] {
  return documentChanges?.flatMap((change) => change.edits) ?? Object.values(changes ?? {}).flat();
}

/**
 * What VS Code's extension sends; `validate` is on for the languages of `"eslint.validate"`. `experimental.useFlatConfig` is left
 * out: with it, ESLint 10 shows nothing.
 */
function configuration(folder: string) {
  return {
    validate: 'on',
    run: 'onType',
    nodePath: null,
    options: {},
    experimental: {},
    quiet: false,
    onIgnoredFiles: 'off',
    rulesCustomizations: [],
    problems: { shortenToSingleLine: false },
    codeAction: { disableRuleComment: { enable: false, location: 'separateLine' }, showDocumentation: { enable: true } },
    codeActionOnSave: { mode: 'all' },
    format: false,
    useESLintClass: true,
    workingDirectory: { mode: 'location' },
    workspaceFolder: { uri: pathToFileURL(folder).href, name: 'workspace' },
  };
}
