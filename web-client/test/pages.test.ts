import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from '../src/lib/pages';

test('what moved to the next page meanwhile is in the list once', () => {
  const items = (...ids: string[]) => ids.map((id) => ({ id }));
  assert.deepEqual(joined(items('a', 'b'), items('b', 'c', 'a', 'd'), ({ id }) => id), items('a', 'b', 'c', 'd'));
  assert.deepEqual(joined([], items('a'), ({ id }) => id), items('a'));
});
