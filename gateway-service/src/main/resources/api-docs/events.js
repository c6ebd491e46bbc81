// Shows an AsyncAPI document: its channels, and each message with its fields and a sample.
import { element, fields, resolve, sample } from './schema.js';

const PAGES = {
  '/docs/sockets': { file: '/asyncapi/sockets.json', title: 'Events of sockets', heads: { toServer: 'From clients to the server', toClient: 'From the server to clients' } },
  '/docs/topics': { file: '/asyncapi/topics.json', title: 'Topics for other teams', heads: {} },
};
const page = PAGES[location.pathname.replace(/\/$/, '')] ?? PAGES['/docs/sockets'];

const idOf = (channel, name) => `${channel}-${name}`.replace(/[^a-zA-Z0-9.-]/g, '_');

function example(root, schema) {
  return element('details', {}, element('summary', {}, 'Sample'),
    element('pre', { tabindex: '0' }, JSON.stringify(sample(root, schema), null, 2)));
}

function message(root, channel, name, reference) {
  const whole = resolve(root, reference);
  const parts = [element('h3', { id: idOf(channel, name) }, element('a', { href: `#${idOf(channel, name)}` }, name))];
  const text = whole.summary ?? resolve(root, whole.payload).description;
  if (text) parts.push(element('p', {}, text));
  parts.push(fields(root, whole.payload), example(root, whole.payload));
  if (whole['x-ack']) parts.push(element('h4', {}, 'Acknowledgement, besides ok: true'), fields(root, whole['x-ack']), example(root, whole['x-ack']));
  else if (channel === 'toServer') parts.push(element('h4', {}, 'Acknowledgement'), element('p', { class: 'none' }, 'ok: true alone.'));
  return element('section', { class: 'message' }, ...parts);
}

function channelOf(root, [id, channel]) {
  const parts = [element('h2', { id: idOf('channel', id) }, page.heads[id] ?? channel.address)];
  if (channel.description) parts.push(element('p', {}, channel.description));
  parts.push(...Object.entries(channel.messages).map(([name, reference]) => message(root, id, name, reference)));
  return element('section', {}, ...parts);
}

function contents(root) {
  return Object.entries(root.channels).flatMap(([id, channel]) => [
    element('h2', {}, element('a', { href: `#${idOf('channel', id)}` }, page.heads[id] ?? id)),
    element('ul', {}, ...Object.keys(channel.messages).map((name) =>
      element('li', {}, element('a', { href: `#${idOf(id, name)}` }, name)))),
  ]);
}

/** What is common to all messages of topics; sockets have none. */
function headers(root) {
  const schema = root.components.schemas.headers;
  return schema ? [element('h2', { id: 'headers' }, 'Headers of every record'), fields(root, schema)] : [];
}

async function show() {
  const main = document.getElementById('events');
  document.title = `${page.title} · LiveMarket Chat`;
  document.querySelector(`.bar nav a[href="${location.pathname.replace(/\/$/, '')}"]`)?.setAttribute('aria-current', 'page');
  try {
    const response = await fetch(page.file);
    if (!response.ok) throw new Error(`${page.file} was answered with ${response.status}`);
    const root = await response.json();
    document.querySelector('.contents').replaceChildren(...contents(root));
    main.replaceChildren(
      element('h1', {}, page.title),
      element('p', {}, root.info.description),
      element('p', {}, 'The document itself: ', element('a', { href: page.file }, `AsyncAPI ${root.asyncapi}`), '.'),
      ...headers(root), ...Object.entries(root.channels).map((channel) => channelOf(root, channel)));
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (failure) {
    main.replaceChildren(element('p', { role: 'alert' }, `The document could not be shown: ${failure.message}`));
  }
}

show();
