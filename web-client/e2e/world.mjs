// A world that looks lived in: two who trade, friends, a group, unread messages, a deal, a report.
import { picture } from './pictures.mjs';
import { MODERATOR } from './system.mjs';

export async function makeWorld(world, page) {
  const names = ['lucia.romero', 'tomas.vidal', 'nora.k', 'pau-ferrer', 'ines.blanco', 'oriol', 'bike_king', MODERATOR];
  const people = {};
  for (const name of names) people[name] = await world.person(name);
  const [lucia, tomas, nora, pau, ines, oriol, king] = names.map((name) => people[name]);
  const bike = await lucia.chatWith(tomas);
  const known = await lucia.call('GET', `/chats/${bike}/messages?limit=1`);
  const group = known.items.length ? (await lucia.call('GET', '/chats')).items.find((chat) => chat.type === 'group')?.id
    : await fill({ lucia, tomas, nora, pau, ines, oriol, king, bike, page });
  return { lucia, moderator: people[MODERATOR], bike, group };
}

async function fill({ lucia, tomas, nora, pau, ines, oriol, king, bike, page }) {
  await tomas.show(await picture(page, 'tomas'));
  await nora.show(await picture(page, 'nora'));
  await king.show(await picture(page, 'sofa'));
  const scam = await king.chatWith(lucia);
  await king.send(scam, 'Hi! I have the same bike, cheaper. Write me at bike.king@example.com and pay by bank transfer first.');
  const bad = await king.send(scam, 'Send 100 € by wire today or it is gone, you idiot');
  await lucia.call('POST', `/users/${king.id}/report`, { category: 'fraud', comment: 'Wants money before he shows the bike, and gets rude.', messageIds: [bad.id] });
  const sofa = await ines.chatWith(lucia);
  const sofaPicture = await ines.upload('sofa.png', 'image/png', await picture(page, 'sofa'));
  await ines.send(sofa, '', { type: 'image', attachments: [{ fileId: sofaPicture.id }] });
  await ines.send(sofa, '¿Te encaja el sofá por 120 €?');
  const lamp = await lucia.chatWith(oriol);
  await lucia.send(lamp, 'Perfect, thanks! 🙌');
  const talk = await nora.chatWith(lucia);
  await nora.send(talk, 'Danke! Bis morgen 👋');
  await lucia.read(talk, 1);
  const group = await pau.group('Mercadillo de Gràcia', [lucia, nora, ines, oriol]);
  await pau.send(group, 'Hola a todo el mundo 👋 El sábado a las 10 en la plaza.');
  await ines.send(group, 'Yo llevo la mesa plegable y dos sillas');
  await lucia.send(group, 'I bring the books and a box of vinyl records');
  await nora.send(group, 'Who has change?');
  await pau.send(group, 'Tengo cambio de 5 y de 10, nos vemos allí');
  await conversation(lucia, tomas, bike, page);
  await lucia.call('PUT', `/chats/${lamp}/deal`);
  await oriol.call('PUT', `/chats/${lamp}/deal`);
  return group;
}

async function conversation(lucia, tomas, bike, page) {
  await tomas.call('PUT', `/chats/${bike}/deal`);
  const bytes = await picture(page, 'bike');
  const photo = await tomas.upload('bicicleta-verde.png', 'image/png', bytes);
  const paper = await tomas.upload('invoice-2023.txt', 'text/plain', Buffer.from('Invoice 2023-114\nCity bike, size 54, 480 EUR\n'));
  await lucia.send(bike, 'Hi Tomás! Is the green city bike still for sale?');
  const yes = await tomas.send(bike, 'Hello Lucía, yes it is! Size 54, serviced in spring.');
  await tomas.send(bike, 'This is how it looks today', { type: 'image', attachments: [{ fileId: photo.id }] });
  await lucia.send(bike, '😍');
  await lucia.send(bike, 'Do you still have the invoice?', { replyTo: yes.id });
  await tomas.send(bike, '', { type: 'file', attachments: [{ fileId: paper.id }] });
  await tomas.send(bike, 'More about the model: https://example.org/city-bike-54');
  await lucia.send(bike, 'Great. Would you take 190 €?');
  const oops = await tomas.send(bike, 'Make it 2000');
  await tomas.call('DELETE', `/chats/${bike}/messages/${oops.id}`);
  const offer = await tomas.send(bike, 'Let us say 200 and you get the lock');
  await tomas.call('PUT', `/chats/${bike}/messages/${offer.id}`, { content: 'Let us say 200 € and you get the lock as well.' });
  await lucia.send(bike, 'Deal! I can come on Saturday morning. My phone is 612 345 678.');
}
