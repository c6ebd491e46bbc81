import assert from 'node:assert/strict';
import type { Notification } from '@livemarket/chat-client';
import { test } from 'node:test';
import { inGroup } from '../src/lib/notices';

const notice = (more: Partial<Notification>) => ({ id: 'n', kind: 'message', chatId: 'c1', actorId: 'ben', ...more }) as Notification;

test('a notification is of a group by its name, its kind, or the inbox', () => {
  assert.equal(inGroup(notice({}), []), false);
  assert.equal(inGroup(notice({ chatName: 'Flea market' }), []), true);
  assert.equal(inGroup(notice({ kind: 'group_invitation' }), []), true);
  assert.equal(inGroup(notice({}), [{ id: 'c1', type: 'group' }]), true);
  assert.equal(inGroup(notice({}), [{ id: 'c1', type: 'private' }, { id: 'c2', type: 'group' }]), false);
  const { chatId: _, ...warning } = notice({ kind: 'warning' });
  assert.equal(inGroup(warning as Notification, [{ id: 'c1', type: 'group' }]), false);
});
