import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError, type User } from '@livemarket/chat-client';
import { Joining } from '../src/lib/join';

const account = { username: 'ana', email: 'ana@example.com', password: 'correct horse battery' };
const error = (code: string, retryable = false) => new ChatError({ code, message: code, messageEs: code, retryable });

/** A session whose calls fail as they are told to, one after the other. */
function session(...outcomes: (ChatError | undefined)[]) {
  const calls: string[] = [];
  const answer = async (call: string): Promise<User> => {
    calls.push(call);
    const outcome = outcomes.shift();
    if (outcome) throw outcome;
    return {} as User;
  };
  return { calls, register: () => answer('register'), login: () => answer('login') };
}

test('an account that was created, whose answer did not come, is entered by repeating', async () => {
  const one = session(error('unavailable', true), error('username_taken'), undefined);
  const joining = new Joining(one);
  await assert.rejects(joining.join(account), { code: 'unavailable' });
  await joining.join(account);
  assert.deepEqual(one.calls, ['register', 'register', 'login']);
});

test('an account that was created, but not entered, is entered by repeating', async () => {
  const one = session(undefined, error('unavailable', true), error('username_taken'), undefined);
  const joining = new Joining(one);
  await assert.rejects(joining.join(account), { code: 'unavailable' });
  await joining.join(account);
  assert.deepEqual(one.calls, ['register', 'login', 'register', 'login']);
});

test('a name that another user has is taken', async () => {
  const one = session(error('username_taken'));
  await assert.rejects(new Joining(one).join(account), { code: 'username_taken' });
  assert.deepEqual(one.calls, ['register']);
});

test('a name that another user took meanwhile is taken', async () => {
  const one = session(error('unavailable', true), error('username_taken'), error('invalid_credentials'));
  const joining = new Joining(one);
  await assert.rejects(joining.join(account), { code: 'unavailable' });
  await assert.rejects(joining.join(account), { code: 'username_taken' });
});

test('another account than the one that was tried is not entered', async () => {
  const one = session(error('unavailable', true), error('username_taken'));
  const joining = new Joining(one);
  await assert.rejects(joining.join(account), { code: 'unavailable' });
  await assert.rejects(joining.join({ ...account, username: 'eva' }), { code: 'username_taken' });
  assert.deepEqual(one.calls, ['register', 'register']);
});
