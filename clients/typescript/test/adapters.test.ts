import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { get } from 'svelte/store';
import { createChatClient, memoryOutbox } from '../src/index.js';
import { ChatProvider, useInbox, useMessages } from '../src/react.js';
import { createFakeServer } from '../src/testing/index.js';
import { online, until } from './support.js';

async function setting() {
  const server = createFakeServer();
  const [ana, luis] = [server.addUser('ana'), server.addUser('luis')];
  const client = createChatClient({ url: server.url, transport: server.transport, getToken: () => server.token(ana.id), outbox: memoryOutbox() });
  await online(client);
  const conversation = await client.chatWith(luis.id);
  await conversation.send('hola');
  await until(conversation.messages, 'sent', ({ items }) => items[0]?.state === 'sent');
  return { client, conversation };
}

test('React renders inbox and messages', async () => {
  const { client, conversation } = await setting();
  await until(client.inbox, 'the chat', ({ chats, loading }) => !loading && chats.length === 1);
  const View = () => {
    const { chats } = useInbox();
    const { items } = useMessages(conversation.id);
    return createElement('p', null, `${chats.length} ${items.map((item) => item.content).join()}`);
  };
  assert.equal(renderToString(createElement(ChatProvider, { client }, createElement(View))), '<p>1 hola</p>');
  assert.throws(() => renderToString(createElement(View)), /no ChatProvider/);
  await client.close();
});

test('Svelte reads values as stores', async () => {
  const { client, conversation } = await setting();
  assert.equal(get(conversation.messages).items[0]!.content, 'hola');
  assert.equal(get(client.connection).state, 'online');
  await client.close();
});
