import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// @ts-expect-error Plain JavaScript.
import { root } from '../../contract/generate.mjs';
import { createChatClient, createSession, memoryOutbox, type ChatClient, type ChatClientOptions, type SessionOptions, type Transport } from '../src/index.js';

const BLOCK = /^```(?:js|ts)\n(import \{[^}]+\} from '@livemarket\/chat-client';\n[^]*?)^```$/m;
const IMPORT = /^import (\{[^}]+\}) from '@livemarket\/chat-client';$/m;

/** The first program of a document that uses the client. */
export function programOf(document: string): string {
  const [, program] = BLOCK.exec(readFileSync(join(root as string, document), 'utf8')) ?? [];
  if (!program) throw new Error(`${document} has no lines that use the client.`);
  return program;
}

/**
 * Runs a program of a document against a server.
 *
 * @param texts what stands in the program, and what is to stand there
 * @returns what it printed, as it goes on printing, and its clients, which are to be closed
 */
export async function run(program: string, at: { url: string; transport: Transport }, texts: Record<string, string>) {
  const printed: string[] = [];
  const clients: ChatClient[] = [];
  Object.assign(globalThis, {
    livemarketReadme: {
      print: (...values: unknown[]) => void printed.push(JSON.stringify(values)),
      createSession: (options: SessionOptions) => createSession({ ...options, url: at.url, transport: at.transport }),
      createChatClient(options: ChatClientOptions) {
        const client = createChatClient({ ...options, url: at.url, transport: at.transport, outbox: memoryOutbox() });
        clients.push(client);
        return client;
      },
    },
  });
  let source = program.replace(IMPORT, 'const $1 = globalThis.livemarketReadme;').replaceAll('console.log', 'globalThis.livemarketReadme.print');
  for (const [text, given] of Object.entries(texts)) source = source.replaceAll(text, given);
  await import(`data:text/javascript,${encodeURIComponent(source)}`);
  return { printed, clients };
}
