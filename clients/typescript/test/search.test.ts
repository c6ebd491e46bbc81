import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatClient } from '../src/index.js';
import { ChatError } from '../src/index.js';
import { searchMessages } from '../src/search.js';

/** A client whose REST calls have these answers, in turn. */
function answering(...answers: (object | ChatError)[]): { client: ChatClient; paths: string[] } {
  const paths: string[] = [];
  const rest = async (_: string, path: string, __: unknown, options?: { signal?: AbortSignal }) => {
    paths.push(path);
    if (options?.signal?.aborted) throw new ChatError({ code: 'aborted' });
    const answer = answers.shift()!;
    if (answer instanceof ChatError) throw answer;
    return answer;
  };
  return { client: { rest } as unknown as ChatClient, paths };
}

const limited = new ChatError({ code: 'rate_limited', retryAfterMs: 1 });

describe('A search', () => {
  test('goes on over pages without a message', async () => {
    const { client, paths } = answering({ items: [], nextCursor: 'a' }, { items: [], nextCursor: 'b' }, { items: [{ id: '1' }], nextCursor: 'c' });
    assert.deepEqual(await searchMessages(client, 'año & más', { limit: 5 }), { items: [{ id: '1' }], nextCursor: 'c' });
    assert.deepEqual(paths[1], '/messages/search?q=a%C3%B1o%20%26%20m%C3%A1s&limit=5&cursor=a');
    assert.equal(paths.length, 3);
  });

  test('waits while another one of the user runs', async () => {
    const { client, paths } = answering(limited, limited, { items: [] });
    assert.deepEqual(await searchMessages(client, 'bici'), { items: [] });
    assert.equal(paths.length, 3);
  });

  test('gives up in the end', async () => {
    const { client, paths } = answering(limited, limited, limited, limited, limited, limited);
    await assert.rejects(searchMessages(client, 'bici'), { code: 'rate_limited' });
    assert.equal(paths.length, 5);
  });

  test('is not repeated where its words are refused', async () => {
    const { client, paths } = answering(new ChatError({ code: 'invalid_request' }));
    await assert.rejects(searchMessages(client, '?'), { code: 'invalid_request' });
    assert.equal(paths.length, 1);
  });

  test('ends with its signal, while it waits too', async () => {
    const { client, paths } = answering(new ChatError({ code: 'rate_limited', retryAfterMs: 60_000 }));
    const abort = new AbortController();
    const searching = searchMessages(client, 'bici', { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    await assert.rejects(searching, { code: 'aborted' });
    assert.equal(paths.length, 2);
  });
});
