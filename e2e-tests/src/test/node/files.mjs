// What people do with files, through the gateway.
import { randomUUID } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { beside, check, equal, eventually, online, person, refused, rest } from './people.mjs';

const url = (process.argv[3] ?? '').split(',')[0];

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

// A grey picture with a text that says where it was taken.
export function picture(width = 64, height = 48, claim = [width, height]) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claim[0], 0);
  header.writeUInt32BE(claim[1], 4);
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('tEXt', Buffer.from('Location\0calle de Alcalá 1')),
    chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ]);
}

export async function upload(who, name, content) {
  const form = new FormData();
  form.set('file', new Blob([content]), name);
  const response = await fetch(`${url}/files`, {
    method: 'POST', body: form, headers: { authorization: `Bearer ${who.token}` },
  });
  return { status: response.status, body: await response.json() };
}

async function content(path, headers = {}) {
  const response = await fetch(url + path, { headers });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
}

export const files = {
  async aPhotoIsSentAndSeenByTheOtherAndByNobodyElse() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const uploaded = await upload(ana, '../../mesa de roble 📷.png', picture());
    equal(uploaded.status, 201, `upload ${JSON.stringify(uploaded.body)}`);
    const file = uploaded.body;
    equal([file.name, file.contentType, file.width, file.height], ['mesa de roble 📷.png', 'image/png', 64, 48], 'the file');
    const sent = await a.ask('message:send', {
      to: luis.id, type: 'image', content: '', attachments: [{ fileId: file.id, name: 'x.html', contentType: 'text/html' }],
    });
    check(sent.ok, JSON.stringify(sent));
    const got = await l.hears('message:receive');
    const { width, height, ...described } = got.attachments[0];
    check(beside || (width === 64 && height === 48), `the picture's dimensions: ${width}, ${height}`);
    equal(described, { fileId: file.id, name: file.name, contentType: 'image/png', size: file.size }, 'what the other gets');

    const seen = await rest('GET', `/files/${file.id}`, { token: luis.token });
    equal(seen.status, 200, 'the other asks for it');
    const whole = await content(seen.body.url);
    equal([whole.status, whole.headers.get('content-type'), whole.bytes.length], [200, 'image/png', file.size], 'the photo');
    check(!whole.bytes.includes('Alcal'), 'it still says where it was taken');
    equal(whole.headers.get('x-content-type-options'), 'nosniff', 'sniffing');
    equal((await content(seen.body.thumbnailUrl)).status, 200, 'the thumbnail');
    const part = await content(seen.body.url, { range: 'bytes=0-7' });
    equal([part.status, part.bytes.toString('latin1', 1, 4)], [206, 'PNG'], 'a part of it');

    if (!beside) {
      const batch = await rest('GET', `/files?ids=${file.id},${randomUUID()}`, { token: luis.token });
      equal(batch.body, { items: [seen.body] }, 'asked for together, with the same addresses');
      check(/^private, max-age=\d+, immutable$/.test(whole.headers.get('cache-control')), `cached: ${whole.headers.get('cache-control')}`);
      equal((await rest('GET', `/files?ids=${file.id}`, { token: eva.token })).body, { items: [] }, 'a stranger asks for many');
    }

    const stranger = await rest('GET', `/files/${file.id}`, { token: eva.token });
    equal([stranger.status, stranger.body.code], [404, 'file_not_found'], 'a stranger');
    equal((await rest('GET', `/files/${file.id}/content`, {})).body.code, 'token_missing', 'nobody');
    const tampered = seen.body.url.replace(luis.id, eva.id);
    equal((await rest('GET', tampered)).body.code, 'url_invalid', 'a tampered address');
    const e = await online(eva);
    refused(await e.ask('message:send', { to: luis.id, type: 'image', attachments: [{ fileId: file.id }] }), 'file_not_found');

    equal((await rest('DELETE', `/files/${file.id}`, { token: luis.token })).body.code, 'not_the_owner', 'not theirs');
    if (!beside) equal((await rest('DELETE', `/files/${file.id}`, { token: ana.token })).body.code, 'file_in_use', 'without its message');
    equal((await content(seen.body.url)).status, 200, 'after the refusal');
    check((await a.ask('message:delete', { chatId: got.chatId, messageId: got.id })).ok, 'the message is deleted');
    await l.hears('message:delete');
    await eventually('the file gone with its message', async () => (await content(seen.body.url)).status === 404);
    equal((await rest('GET', seen.body.url)).body.code, 'file_not_found', 'after the deletion');
  },

  async filesThatMayNotBeAreRefusedWithTheReason() {
    const ana = await person('ana');
    const codes = [];
    for (const [name, bytes] of [
      ['virus.jpg', Buffer.from('MZ\x90\x00 no picture', 'latin1')],
      ['bomb.png', picture(64, 48, [50_000, 50_000])],
      ['cut.png', picture().subarray(0, 60)],
      ['page.png', Buffer.from('<!DOCTYPE html><html><script>1</script></html>')],
    ]) {
      codes.push((await upload(ana, name, bytes)).body.code);
    }
    equal(codes, ['unsupported_media_type', 'image_too_large', 'file_corrupt', 'unsupported_media_type'], 'refusals');
  },
};
