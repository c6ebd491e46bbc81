// A world that looks lived in: two who trade, friends, groups, listings, unread messages, a deal, a report, warnings and an appeal.
import { picture } from './pictures.mjs';
import { MODERATOR } from './system.mjs';

const MARKET = 'Mercadillo de Gràcia';
const BOOKS = 'Club de lectura y de trueque';

export async function makeWorld(world, page) {
  const names = ['lucia.romero', 'tomas.vidal', 'nora.k', 'pau-ferrer', 'ines.blanco', 'oriol', 'bike_king', MODERATOR];
  const people = {};
  for (const name of names) people[name] = await world.person(name);
  const [lucia, tomas, nora, pau, ines, oriol, king] = names.map((name) => people[name]);
  const bike = await lucia.chatWith(tomas);
  const known = await lucia.call('GET', `/chats/${bike}/messages?limit=1`);
  if (!known.items.length) await fill({ lucia, tomas, nora, pau, ines, oriol, king, moderator: people[MODERATOR], bike, page });
  const groups = (await lucia.call('GET', '/chats?limit=100')).items;
  const named = (wanted) => groups.find(({ name }) => name === wanted)?.id;
  return { lucia, moderator: people[MODERATOR], bike, group: named(MARKET), own: named(BOOKS), scam: await lucia.chatWith(king) };
}

async function fill({ lucia, tomas, nora, pau, ines, oriol, king, moderator, bike, page }) {
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
  const group = await pau.group(MARKET, [lucia, nora, ines, oriol]);
  await pau.send(group, 'Hola a todo el mundo 👋 El sábado a las 10 en la plaza.');
  await ines.send(group, 'Yo llevo la mesa plegable y dos sillas');
  await lucia.send(group, 'I bring the books and a box of vinyl records');
  await nora.send(group, 'Who has change?');
  await pau.send(group, 'Tengo cambio de 5 y de 10, nos vemos allí');
  await conversation(lucia, tomas, bike, page);
  await lucia.call('PUT', `/chats/${lamp}/deal`);
  await oriol.call('PUT', `/chats/${lamp}/deal`);
  await sell(lucia);
  const own = await lucia.group(BOOKS, [nora, tomas]);
  await lucia.call('POST', `/chats/${own}/members`, { userIds: [ines.id] });
  await lucia.call('PUT', `/chats/${own}/members/${nora.id}`, { admin: true });
  await lucia.send(own, 'Who has read the one about the lighthouse?');
  for (const reason of ['Your listing named a phone number.', 'You sent one text to many people.']) await moderator.call('POST', `/moderation/users/${lucia.id}/warn`, { reason });
  await lucia.call('POST', '/appeals', { decision: 'warning', text: 'It was the invitation to our street market, and all of them had asked me for it.' });
}

/** A listing in each state. */
async function sell(seller) {
  const list = async (name, priceAmount, state) => {
    const { id } = await seller.call('POST', '/products', { name, priceAmount, currency: 'EUR', ...(state ? {} : { url: 'https://example.org/vinyl' }) });
    if (state) await seller.call('PUT', `/products/${id}/state`, { state });
  };
  await list('Estantería de pino, 80 × 200 cm, desmontada y con todos los tornillos', '45.00', 'withdrawn');
  await list('Typewriter, works, needs a ribbon', '60.00', 'sold');
  await list('Bicycle child seat', '25.50', 'reserved');
  await list('A box of 40 vinyl records, jazz and bossa nova', '1250.00');
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
